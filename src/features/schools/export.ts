import { named } from "#lib/named.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { contentDisposition } from "#lib/tabular/content-disposition.ts";
import { type TableColumn, type TableValue, writeCsv, writeXlsx } from "#lib/tabular/write.ts";
import { type Locale, words } from "#server/words.ts";
import type { PublicSchool } from "./public-queries.ts";
import type { allSchools } from "./queries.ts";

type Exported = Awaited<ReturnType<typeof allSchools>>[number];
type Word = (key: string) => string;
type ExportColumn<Row> = {
  field: string;
  width?: number;
  kind?: TableColumn["kind"];
  value: (row: Row, t: Word, locale: Locale) => TableValue;
};

const yesNo = (value: boolean | null, t: Word) => (value === null ? null : t(value ? "schools.yes" : "schools.no"));
const stages = (row: { stages: readonly string[] }, t: Word) =>
  row.stages.map((stage) => t(`label.stage.${stage}`)).join(t("schools.comma"));

const SHARED: ExportColumn<Exported | PublicSchool>[] = [
  { field: "code", value: ({ code }) => code },
  { field: "nameZh", width: 34, value: ({ nameZh }) => nameZh },
  { field: "nameEn", width: 44, value: ({ nameEn }) => nameEn },
  {
    field: "districtId",
    value: (row, _t, locale) => named({ nameEn: row.districtNameEn, nameZh: row.districtNameZh }, locale),
  },
  { field: "stages", width: 24, value: (row, t) => stages(row, t) },
  {
    field: "ownership",
    value: (row, _t, locale) => named({ nameEn: row.ownershipNameEn, nameZh: row.ownershipNameZh }, locale),
  },
  { field: "settlement", value: ({ settlement }, t) => settlement && t(`label.settlement.${settlement}`) },
  { field: "boarding", value: ({ boarding }, t) => yesNo(boarding, t) },
  { field: "teachingPoint", value: ({ teachingPoint }, t) => yesNo(teachingPoint, t) },
  { field: "addressZh", width: 40, value: ({ addressZh }) => addressZh },
  { field: "addressEn", width: 40, value: ({ addressEn }) => addressEn },
  { field: "phone", value: ({ phone }) => phone },
  { field: "website", width: 30, value: ({ website }) => website },
];

const OWN: ExportColumn<Exported>[] = [
  { field: "status", value: ({ status }, t) => t(`label.schoolStatus.${status}`) },
  { field: "capacity", kind: "number", value: ({ capacity }) => capacity },
  { field: "creditCode", width: 22, value: ({ creditCode }) => creditCode },
];

/** The register's list as a file. */
export async function schoolTable(
  rows: readonly Exported[],
  { format, on, locale }: { format: "csv" | "xlsx"; on: PlainDate; locale: Locale },
): Promise<Response> {
  const t = words(locale);
  return fileOf([...SHARED, ...OWN], rows, {
    format,
    locale,
    sheet: t("schools.list.sheet"),
    name: t("schools.list.fileName", { date: on }),
  });
}

/** The public list as a file. */
export async function publicTable(
  rows: readonly PublicSchool[],
  { name, locale }: { name: string; locale: Locale },
): Promise<Response> {
  return fileOf<PublicSchool>(SHARED, rows, { format: "csv", locale, sheet: name, name });
}

async function fileOf<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
  { format, locale, sheet, name }: { format: "csv" | "xlsx"; locale: Locale; sheet: string; name: string },
): Promise<Response> {
  const t = words(locale) as unknown as Word;
  const table = columns.map(({ field, width, kind = "text" }) => ({
    header: t(`schools.field.${field}`),
    kind,
    ...(width && { width }),
  }));
  const values = rows.map((row) => columns.map((column) => column.value(row, t, locale)));
  const bytes =
    format === "csv"
      ? writeCsv(
          table.map(({ header }) => header),
          values,
        )
      : await writeXlsx({ sheets: [{ name: sheet, columns: table, rows: values }] });
  const type =
    format === "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return new Response(Buffer.from(bytes), {
    headers: { "content-type": type, "content-disposition": contentDisposition(`${name}.${format}`) },
  });
}
