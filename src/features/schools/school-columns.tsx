import type { SchoolStatus } from "#generated/prisma/enums.ts";
import { formatNumber } from "#lib/decimal.ts";
import { named, otherName } from "#lib/named.ts";
import { formatDate, type Locale } from "#lib/plain-date.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { words } from "#server/words.ts";
import type { TableColumn } from "#ui/data-table-columns.ts";
import { Missing } from "#ui/figure.tsx";
import { shared } from "#ui/shared-cells.ts";
import { SchoolStatusBadge } from "./components/school-status.tsx";
import { figureOf } from "./further-facts.ts";
import { SCHOOL_COLUMNS, type SchoolColumn, type SchoolList } from "./list.ts";
import type { ListedSchool } from "./queries.ts";

type Column = TableColumn<ListedSchool>;

/** Who sees a column: figures those who see reports, heads those who see the people of schools. Others everybody sees. */
function isOffered(column: SchoolColumn, actor: Pick<Actor, "role" | "withdrawn">): boolean {
  if (column === "classes" || column === "pupils" || column === "teachers") return can(actor, "report.view");
  if (column === "head") return can(actor, "member.view") || can(actor, "report.view");
  return true;
}

/** A list with those of its columns that the reader may see. */
export function withinRights(list: SchoolList, actor: Pick<Actor, "role" | "withdrawn">): SchoolList {
  const offered: readonly string[] = SCHOOL_COLUMNS.filter((column) => isOffered(column, actor));
  return { ...list, col: list.col.filter((column) => offered.includes(column)) };
}

/** The columns of the list of schools that the reader may choose from, as the page and as a file show them. */
export function schoolColumns(actor: Pick<Actor, "role" | "withdrawn">, locale: Locale): Column[] {
  const all = { ...columnsOfFacts(locale), ...columnsOfContact(locale), ...columnsOfReports(locale) };
  return SCHOOL_COLUMNS.filter((column) => isOffered(column, actor)).map((id) => ({ id, ...all[id] }));
}

type Columns<Name extends SchoolColumn> = Record<Name, Omit<Column, "id">>;

function columnsOfFacts(
  locale: Locale,
): Columns<
  Exclude<SchoolColumn, "phone" | "email" | "address" | "website" | "head" | "classes" | "pupils" | "teachers">
> {
  const t = words(locale);
  const other = locale === "en" ? "nameZh" : "nameEn";
  const missing = <Missing reason={t("schools.notRecorded")} />;
  const badge = shared((status: SchoolStatus) => <SchoolStatusBadge status={status} />);
  const yesNo = (value: boolean | null) => (value === null ? null : t(value ? "schools.yes" : "schools.no"));
  const formerly = ({ formerly: was }: ListedSchool) =>
    was && t("schools.list.formerly", { name: named(was, locale), code: was.code });
  const stages = (school: ListedSchool) =>
    school.stages.map((stage) => t(`label.stage.${stage}`)).join(t("schools.comma"));
  const district = (row: ListedSchool) => named({ nameEn: row.districtNameEn, nameZh: row.districtNameZh }, locale);
  const ownership = (row: ListedSchool) => named({ nameEn: row.ownershipNameEn, nameZh: row.ownershipNameZh }, locale);
  const settlement = ({ settlement: value }: ListedSchool) => value && t(`label.settlement.${value}`);
  const plain = (header: string, value: (row: ListedSchool) => string | null): Omit<Column, "id"> => ({
    header,
    cell: (row) => value(row) ?? missing,
    file: value,
  });
  return {
    name: {
      header: t("schools.field.name"),
      sort: "asc-first",
      width: "32%",
      cell: (school) => named(school, locale),
      below: (school) => [otherName(school, locale), formerly(school)],
      file: [
        { header: t("schools.field.name"), value: (row) => named(row, locale), fileWidth: 40 },
        { header: t(`schools.field.${other}`), value: (row) => row[other], fileWidth: 40 },
      ],
    },
    code: {
      ...plain(t("schools.field.code"), ({ code }) => code),
      sort: "asc-first",
      nowrap: true,
    },
    district: { ...plain(t("schools.field.districtId"), district), sort: "asc-first" },
    stages: plain(t("schools.field.stages"), stages),
    ownership: plain(t("schools.field.ownership"), ownership),
    settlement: { ...plain(t("schools.field.settlement"), settlement), nowrap: true, phone: "hide" },
    status: {
      ...plain(t("schools.field.status"), ({ status }) => t(`label.schoolStatus.${status}`)),
      cell: ({ status }) => badge(status),
    },
    openedOn: {
      ...plain(t("schools.field.openedOn"), ({ openedOn }) => openedOn ?? null),
      nowrap: true,
      kind: "date",
      cell: ({ openedOn }) => (openedOn ? formatDate(openedOn, locale) : missing),
    },
    boarding: plain(t("schools.field.boarding"), ({ boarding }) => yesNo(boarding)),
    teachingPoint: plain(t("schools.field.teachingPoint"), ({ teachingPoint }) => yesNo(teachingPoint)),
    capacity: {
      header: t("schools.field.capacity"),
      numeric: true,
      kind: "number",
      file: ({ capacity }) => capacity,
      cell: ({ capacity }) => (capacity === null ? missing : formatNumber(capacity, locale)),
    },
    creditCode: { ...plain(t("schools.field.creditCode"), ({ creditCode }) => creditCode || null), nowrap: true },
  };
}

function columnsOfContact(locale: Locale): Columns<"phone" | "email" | "address" | "website" | "head"> {
  const t = words(locale);
  const missing = <Missing reason={t("schools.notRecorded")} />;
  const text = (name: SchoolColumn & ("phone" | "email" | "website" | "head")): Omit<Column, "id"> => ({
    header: t(`schools.field.${name}`),
    cell: (row) => row[name] || missing,
    file: (row) => row[name] || null,
  });
  const address = ({ address: at }: ListedSchool) => (at && named({ nameEn: at.en, nameZh: at.zh }, locale)) || null;
  return {
    head: { ...text("head"), nowrap: true },
    phone: { ...text("phone"), nowrap: true },
    email: { ...text("email"), cell: ({ email }) => <Breaking text={email} locale={locale} /> },
    website: { ...text("website"), cell: ({ website }) => <Breaking text={website} locale={locale} /> },
    address: {
      header: t("schools.field.address"),
      width: "20%",
      cell: (row) => address(row) ?? missing,
      file: address,
    },
  };
}

function Breaking({ text, locale }: { text: string | undefined; locale: Locale }) {
  if (!text) return <Missing reason={words(locale)("schools.notRecorded")} />;
  return <span className="break-all">{text}</span>;
}

function columnsOfReports(locale: Locale): Columns<"classes" | "pupils" | "teachers"> {
  const t = words(locale);
  const missing = <Missing reason={t("schools.list.noFigures")} />;
  const figure = (name: "classes" | "pupils" | "teachers"): Omit<Column, "id"> => ({
    header: t(`schools.field.${name}`),
    numeric: true,
    kind: "number",
    file: (row) => figureOf(row, name),
    cell: (row) => {
      const value = figureOf(row, name);
      return value === null ? missing : formatNumber(value, locale);
    },
  });
  return { classes: figure("classes"), pupils: figure("pupils"), teachers: figure("teachers") };
}
