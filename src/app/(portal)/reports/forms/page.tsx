import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { startEdition, startForm } from "#features/reports/form-actions.ts";
import { type DesignRow, listDesigns } from "#features/reports/form-queries.ts";
import { named } from "#lib/named.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Empty } from "#ui/empty.tsx";
import { SelectField, TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { TextLink } from "#ui/link.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forms"))("title") };
}

/** The forms of a city, with their editions and drafts. */
export default async function FormsPage() {
  const [{ forms, timeZone }, t, app, locale] = await Promise.all([
    read("form.view", async (db, actor) => ({ forms: await listDesigns(db), timeZone: actor.tenant.timeZone })),
    getTranslations("forms"),
    getTranslations("app.nav"),
    getLocale(),
  ]);
  return (
    <>
      <PageTitle
        title={t("title")}
        lead={t("lead")}
        breadcrumb={{ label: t("here"), items: [{ label: app("reports"), href: "/reports" }] }}
        actions={<NewForm />}
      />
      <DataTable<DesignRow>
        caption={t("title")}
        rows={forms}
        rowKey={({ id }) => id}
        columns={[
          { id: "name", header: t("list.name"), cell: (form) => named(form, locale) },
          {
            id: "editions",
            header: t("list.editions"),
            cell: ({ versions }) => (
              <ul>
                {versions.map(({ id, number, createdAt, publishedByName, _count }) => (
                  <li key={id}>
                    <TextLink href={`/reports/forms/${id}`}>{t("list.edition", { number })}</TextLink>{" "}
                    <span className="text-muted">
                      {t("list.published", {
                        at: formatDateTime(createdAt, timeZone, locale),
                        name: publishedByName || t("list.shipped"),
                      })}{" "}
                      {t("list.used", { count: _count.campaigns })}
                    </span>
                  </li>
                ))}
              </ul>
            ),
          },
          {
            id: "draft",
            header: t("list.draft"),
            cell: ({ id, draft }) =>
              draft ? (
                <div className="space-y-1">
                  <LinkButton href={`/reports/forms/design/${id}`}>{t("list.goOn")}</LinkButton>
                  <p className="text-muted">
                    {t("list.published", {
                      at: formatDateTime(draft.updatedAt, timeZone, locale),
                      name: draft.updatedByName,
                    })}
                  </p>
                </div>
              ) : (
                <Form
                  action={startEdition}
                  submit={t("list.next")}
                  submitVariant="secondary"
                  fields={{ templateId: id }}
                />
              ),
          },
        ]}
        empty={
          <Empty title={t("none")} icon="report">
            {t("lead")}
          </Empty>
        }
      />
    </>
  );
}

async function NewForm() {
  const t = await getTranslations("forms");
  return (
    <Dialog trigger={t("start.title")} title={t("start.title")} triggerVariant="primary" triggerIcon="plus">
      <Form action={startForm} submit={t("start.button")}>
        <TextField name="nameZh" label={t("design.nameZh")} maxLength={160} />
        <TextField name="nameEn" label={t("design.nameEn")} maxLength={160} />
        <SelectField
          name="period"
          label={t("start.period")}
          required
          options={(["year", "month"] as const).map((value) => ({ value, label: t(`design.periods.${value}`) }))}
        />
      </Form>
    </Dialog>
  );
}
