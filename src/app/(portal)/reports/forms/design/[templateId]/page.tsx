import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { Designer } from "#features/reports/components/design/designer.tsx";
import { discardForm, publishForm, saveForm } from "#features/reports/form-actions.ts";
import { findDraft } from "#features/reports/form-queries.ts";
import { named } from "#lib/named.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { messagesOf } from "#server/words.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { PageTitle } from "#ui/page-title.tsx";

type Props = { params: Promise<{ templateId: string }> };

const load = cache((templateId: string) =>
  read("form.design", async (db, actor) => ({
    form: await findDraft(db, templateId, (await getLocale()) === "en" ? "en" : "zh"),
    actor,
  })),
);

async function asked({ params }: Props) {
  const { templateId } = await params;
  const { form, actor } = await load(templateId);
  if (!form) notFound();
  return { templateId, form, actor };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ form }, locale] = await Promise.all([asked(props), getLocale()]);
  return { title: named(form, locale) };
}

/** Where a form is designed: its next edition, as a draft. */
export default async function DesignPage(props: Props) {
  const [{ templateId, form, actor }, t, locale] = await Promise.all([
    asked(props),
    getTranslations("forms"),
    getLocale(),
  ]);
  const { fill, edition, forms, label } = messagesOf(locale);
  const { page: _page, ...words } = fill;
  const { saved } = form;
  return (
    <>
      <PageTitle
        title={named(form, locale)}
        lead={t("draftLead", {
          number: form.edition,
          name: saved.updatedByName,
          at: formatDateTime(saved.updatedAt, actor.tenant.timeZone, locale),
        })}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: "/reports/forms" }] }}
        actions={
          <ConfirmButton
            label={t("discard.button")}
            title={t("discard.title")}
            consequence={t("discard.effect")}
            action={discardForm}
            fields={{ templateId }}
            version={saved.version}
          />
        }
      />
      <NextIntlClientProvider
        locale={locale}
        messages={{
          fill: words,
          edition: { severity: edition.severity },
          forms: { ...forms },
          label: { stage: label.stage, settlement: label.settlement },
        }}
        timeZone="UTC"
      >
        <Designer
          locale={locale}
          form={{ templateId, key: "draft", edition: form.edition }}
          content={form.content}
          version={saved.version}
          personId={actor.personId}
          save={saveForm}
          latest={form.latest}
          publish={can(actor, "form.publish") ? publishForm : undefined}
        />
      </NextIntlClientProvider>
    </>
  );
}
