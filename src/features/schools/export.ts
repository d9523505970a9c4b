import { named } from "#lib/named.ts";
import { fileResponse } from "#lib/tabular/file-response.ts";
import { type TableValue, writeCsv } from "#lib/tabular/write.ts";
import { type Locale, words } from "#server/words.ts";
import type { PublicSchool } from "./public-queries.ts";

type Word = (key: string) => string;
type Column = { field: string; value: (row: PublicSchool, t: Word, locale: Locale) => TableValue };

const yesNo = (value: boolean | null, t: Word) => (value === null ? null : t(value ? "schools.yes" : "schools.no"));
const stages = (row: { stages: readonly string[] }, t: Word) =>
  row.stages.map((stage) => t(`label.stage.${stage}`)).join(t("schools.comma"));

const COLUMNS: Column[] = [
  { field: "code", value: ({ code }) => code },
  { field: "nameZh", value: ({ nameZh }) => nameZh },
  { field: "nameEn", value: ({ nameEn }) => nameEn },
  {
    field: "districtId",
    value: (row, _t, locale) => named({ nameEn: row.districtNameEn, nameZh: row.districtNameZh }, locale),
  },
  { field: "stages", value: (row, t) => stages(row, t) },
  {
    field: "ownership",
    value: (row, _t, locale) => named({ nameEn: row.ownershipNameEn, nameZh: row.ownershipNameZh }, locale),
  },
  { field: "settlement", value: ({ settlement }, t) => settlement && t(`label.settlement.${settlement}`) },
  { field: "boarding", value: ({ boarding }, t) => yesNo(boarding, t) },
  { field: "teachingPoint", value: ({ teachingPoint }, t) => yesNo(teachingPoint, t) },
  { field: "addressZh", value: ({ addressZh }) => addressZh },
  { field: "addressEn", value: ({ addressEn }) => addressEn },
  { field: "phone", value: ({ phone }) => phone },
  { field: "website", value: ({ website }) => website },
];

/** The public list as a file. */
export function publicTable(
  rows: readonly PublicSchool[],
  { name, locale }: { name: string; locale: Locale },
): Response {
  const t = words(locale) as unknown as Word;
  const headers = COLUMNS.map(({ field }) => t(`schools.field.${field}`));
  return fileResponse(
    name,
    "csv",
    writeCsv(
      headers,
      rows.map((row) => COLUMNS.map(({ value }) => value(row, t, locale))),
    ),
  );
}
