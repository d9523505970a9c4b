import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import type { Actor } from "#server/db.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { Section } from "#ui/section.tsx";
import { openCampaign } from "../actions.ts";
import { CostOf } from "./cost-of.tsx";
import { DraftFields } from "./draft-fields.tsx";
import { HeldCells, type Preview } from "./held-cells.tsx";

type Named = { id: string; nameEn: string; nameZh: string };
type Props = {
  preview: Preview;
  districts: Named[];
  /** The draft as it stands in the address. */
  draft: Record<string, string | string[]>;
  actor: Actor;
};

const SHOWN = 200;

/** Whom the campaign would ask, what it costs them, and the button that opens it to exactly these schools. */
export function ScopePreview({ preview, districts, draft, actor }: Props) {
  const t = useTranslations("campaigns");
  const { schools, held, waiver } = preview;
  const count = schools.length;
  if (count === 0) return <Notice tone="bad" title={t("error.empty")} />;
  return (
    <Section id="preview" title={t("preview.title", { count })} lead={t("preview.lead")}>
      <CostOf preview={preview} />
      {held.length > 0 && <HeldCells preview={preview} draft={draft} actor={actor} />}
      {(held.length === 0 || waiver) && (
        <Form action={openCampaign} submit={t("preview.open", { count })} label={t("preview.open", { count })}>
          <DraftFields draft={draft} />
        </Form>
      )}
      <ByDistrict schools={schools} districts={districts} />
      <Schools schools={schools} districts={districts} />
    </Section>
  );
}

type Listed = { schools: Props["preview"]["schools"]; districts: Named[] };

function ByDistrict({ schools, districts }: Listed) {
  const t = useTranslations("campaigns");
  const locale = useLocale();
  const rows = districts
    .map((district) => ({ ...district, count: schools.filter(({ districtId }) => districtId === district.id).length }))
    .filter(({ count }) => count > 0);
  return (
    <DataTable
      caption={t("preview.byDistrict")}
      captionShown
      rows={rows}
      rowKey={({ id }) => id}
      empty={<Empty title={t("error.empty")} />}
      columns={[
        { id: "district", header: t("district"), cell: (row) => named(row, locale), foot: t("total") },
        {
          id: "count",
          header: t("progress.expected"),
          numeric: true,
          cell: ({ count }) => formatNumber(count, locale),
          foot: formatNumber(schools.length, locale),
        },
      ]}
    />
  );
}

function Schools({ schools, districts }: Listed) {
  const t = useTranslations("campaigns");
  const label = useTranslations("label");
  const locale = useLocale();
  const names = new Map(districts.map((district) => [district.id, named(district, locale)]));
  return (
    <DataTable
      caption={t("preview.schools")}
      captionShown
      rows={schools.slice(0, SHOWN)}
      rowKey={({ id }) => id}
      rowHref={({ schoolId }) => `/schools/${schoolId}`}
      count={schools.length > SHOWN ? t("preview.first", { shown: SHOWN, count: schools.length }) : undefined}
      empty={<Empty title={t("error.empty")} />}
      columns={[
        { id: "name", header: t("school"), cell: (school) => named(school, locale) },
        {
          id: "code",
          header: t("code"),
          nowrap: true,
          cell: ({ code }) => code,
        },
        { id: "district", header: t("district"), cell: ({ districtId }) => names.get(districtId) },
        {
          id: "stages",
          header: t("stages"),
          cell: ({ stages }) => stages.map((stage) => label(`stage.${stage}`)).join(t("comma")),
        },
      ]}
    />
  );
}
