import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { chooseColumns, takeRemembered } from "#features/imports/actions.ts";
import { ColumnFields } from "#features/imports/components/column-fields.tsx";
import { DiscardButton } from "#features/imports/components/discard-button.tsx";
import { ImportSteps } from "#features/imports/components/import-steps.tsx";
import { importLife } from "#features/imports/lifecycle.ts";
import { type ColumnsPage, columnsPage } from "#features/imports/queries.ts";
import { oneId } from "#lib/list-params.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { Form } from "#ui/form.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("columns.title") };
}

export default async function ImportColumnsPage({ params }: { params: Promise<{ importId: string }> }) {
  const id = oneId().parse((await params).importId);
  const page = await read("import.map", async (db, actor) => {
    const found = id ? await columnsPage(db, id) : null;
    return found && { ...found, timeZone: actor.tenant.timeZone };
  });
  if (!page) notFound();
  const { head, remembered, appliedBefore, timeZone } = page;
  if (!importLife.can("map", head.status)) redirect(`/schools/imports/${head.id}`);
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  return (
    <>
      <PageTitle
        title={t("columns.title")}
        lead={t("columns.lead", {
          file: head.fileName,
          rows: head.reading.rows,
          columns: page.columns.length,
        })}
        breadcrumb={{ label: t("breadcrumb"), items: [{ label: t("title"), href: "/schools/imports" }] }}
        actions={<DiscardButton id={head.id} version={head.version} />}
      />
      <ImportSteps now="columns" of={head} />
      <div className="mb-5 space-y-3">
        <HowRead page={page} />
        {appliedBefore && (
          <Notice
            title={t("columns.appliedBefore", { date: formatDateTime(appliedBefore.appliedAt, timeZone, locale) })}
          >
            {t("columns.appliedBeforeText")}{" "}
            <TextLink href={`/schools/imports/${appliedBefore.id}`}>{t("result.title")}</TextLink>
          </Notice>
        )}
        {remembered.length > 0 && (
          <Notice
            title={t("columns.remembered")}
            actions={remembered
              .slice(0, 6)
              .map(({ id: mappingId, name }) => (
                <Form
                  key={mappingId}
                  action={takeRemembered}
                  fields={{ importId: head.id, mappingId }}
                  version={head.version}
                  submit={t("columns.take", { name })}
                  submitVariant="secondary"
                />
              ))}
          >
            {t("columns.rememberedText")}
          </Notice>
        )}
      </div>
      <Form
        key={head.version}
        action={chooseColumns}
        fields={{ importId: head.id }}
        version={head.version}
        submit={t("columns.submit")}
        guard
      >
        <ColumnFields page={page} />
      </Form>
    </>
  );
}

const DELIMITERS = { ",": "comma", "\t": "tab", ";": "semicolon" } as const;

async function HowRead({ page }: { page: ColumnsPage }) {
  const [t, locale] = await Promise.all([getTranslations("imports.columns"), getLocale()]);
  const { kind, encoding = "", delimiter = "", sheet = "", sheets = [], headerLine } = page.head.reading;
  const sign = DELIMITERS[delimiter as keyof typeof DELIMITERS] ?? "other";
  const others = sheets.filter((name) => name !== sheet);
  return (
    <p className="max-w-[75ch] text-muted">
      {kind === "csv"
        ? t("csv", { encoding: encoding.toUpperCase(), delimiter: t(`delimiter.${sign}`), line: headerLine })
        : t("xlsx", { sheet, line: headerLine })}
      {". "}
      {others.length > 0 && t("otherSheets", { sheets: others.slice(0, 10).join(locale === "en" ? ", " : "、") })}
    </p>
  );
}
