import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { saveView } from "#features/views/actions.ts";
import { isPlaceOf, stateIn } from "#features/views/lists.ts";
import { ViewAddress } from "#features/views/schema.ts";
import type { Address } from "#lib/list-params.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Checkbox } from "#ui/choice-field.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("views"))("new.title") };
}

/** Keeps what a list shows under a name. */
export default async function NewViewPage({ searchParams }: { searchParams: Promise<Address> }) {
  const asked = ViewAddress.safeParse(await searchParams);
  await read("view.save", async () => null);
  const { list, path, state } = asked.success ? asked.data : { list: undefined, path: "", state: "" };
  if (!list || !isPlaceOf(list, path)) notFound();
  const t = await getTranslations("views");
  const query = stateIn(list, state);
  const back = query ? `${path}?${query}` : path;
  return (
    <>
      <PageTitle
        title={t("new.title")}
        lead={t("new.lead")}
        breadcrumb={{ label: t("here"), items: [{ label: t(`lists.${list}`), href: back }] }}
      />
      <Form
        action={saveView}
        submit={t("new.save")}
        fields={{ list, path, state: query }}
        className="max-w-xl"
        actions={<LinkButton href={back}>{t("back")}</LinkButton>}
      >
        <TextField name="name" label={t("name")} hint={t("nameHint")} required maxLength={60} />
        <Checkbox name="first" label={t("opensFirst")} />
      </Form>
    </>
  );
}
