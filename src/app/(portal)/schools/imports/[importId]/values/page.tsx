import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { checkValues } from "#features/imports/actions.ts";
import { Busy } from "#features/imports/components/busy.tsx";
import { DiscardButton } from "#features/imports/components/discard-button.tsx";
import { ImportSteps } from "#features/imports/components/import-steps.tsx";
import { ValueFields } from "#features/imports/components/value-fields.tsx";
import { importLife } from "#features/imports/lifecycle.ts";
import { valuesPage } from "#features/imports/queries.ts";
import { oneId } from "#lib/list-params.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Checkbox } from "#ui/choice-field.tsx";
import { DateField, TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("values.title") };
}

export default async function ImportValuesPage({ params }: { params: Promise<{ importId: string }> }) {
  const id = oneId().parse((await params).importId);
  const page = await read("import.map", async (db, actor) => {
    const found = id ? await valuesPage(db, id) : null;
    return found && { ...found, today: actor.today };
  });
  if (!page) notFound();
  const { head, questions, city, remembered, today } = page;
  if (!importLife.can("check", head.status)) redirect(`/schools/imports/${head.id}`);
  const t = await getTranslations("imports");
  return (
    <>
      <PageTitle
        title={t("values.title")}
        lead={t("values.lead")}
        breadcrumb={{ label: t("breadcrumb"), items: [{ label: t("title"), href: "/schools/imports" }] }}
        actions={<DiscardButton id={head.id} version={head.version} />}
      />
      <ImportSteps now="values" of={head} />
      <Form
        action={checkValues}
        fields={{ importId: head.id }}
        version={head.version}
        submit={t("values.submit")}
        actions={<LinkButton href={`/schools/imports/${head.id}/columns`}>{t("values.back")}</LinkButton>}
        className="group/form"
        guard
      >
        {questions.length === 0 && <Notice title={t("values.none.title")}>{t("values.none.text")}</Notice>}
        {questions.map((asked) => (
          <ValueFields key={asked.field} asked={asked} city={city} />
        ))}
        <Card title={t("values.options")}>
          <div className="max-w-3xl space-y-5">
            <DateField
              name="effectiveOn"
              label={t("values.effectiveOn")}
              hint={t("values.effectiveOnHint")}
              required
              max={today}
              initial={head.effectiveOn ?? today}
            />
            <Checkbox
              name="emptyClears"
              label={t("values.emptyClears")}
              hint={t("values.emptyClearsHint")}
              required
              initial={head.mapping.emptyClears}
            />
            <TextField
              name="remember"
              label={t("values.remember")}
              hint={t("values.rememberHint")}
              maxLength={80}
              initial={remembered[0]?.name ?? nameWithoutEnding(head.fileName)}
            />
          </div>
        </Card>
        <Busy text={t("values.busy")} />
      </Form>
    </>
  );
}

function nameWithoutEnding(fileName: string): string {
  return fileName.replace(/\.[^.]*$/u, "").slice(0, 80);
}
