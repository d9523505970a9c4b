import type { Locale } from "#lib/plain-date.ts";
import { dateInZone, formatDateTime, timeInZone } from "#lib/zoned-time.ts";
import { words } from "#server/words.ts";
import type { TableColumn } from "#ui/data-table-columns.ts";
import { type Names, nameOf } from "./names.ts";
import type { AuditItem } from "./queries.ts";
import { AUDIT_COLUMNS } from "./schema.ts";
import { deedOf, particularOf, subjectOf } from "./subject.ts";
import { whoDid } from "./who.ts";

/** An event with the names of what it mentions. */
export type NamedEvent = AuditItem & { names: Names };

type Column = Omit<TableColumn<NamedEvent>, "id">;

/** The columns of the trail, as the page and as a file show them. */
export function auditColumns(locale: Locale, timeZone: string): TableColumn<NamedEvent>[] {
  const t = words(locale);
  const plain = (header: string, value: (row: NamedEvent) => string | null): Column => ({
    header,
    cell: value,
    file: value,
  });
  const particular = (row: NamedEvent) => particularOf(row, row.names, locale);
  const role = (row: NamedEvent) => row.role && t(`label.role.${row.role}`);
  const all: Record<(typeof AUDIT_COLUMNS)[number], Column> = {
    what: {
      ...plain(t("audit.what"), (row) => deedOf(row, locale)),
      below: (row) => [particular(row)],
    },
    subject: plain(t("audit.subject"), (row) => subjectOf(row, row.names, locale).text),
    who: {
      ...plain(t("audit.who"), (row) => whoDid(row, locale) || t("audit.system")),
      cell: (row) => [whoDid(row, locale) || t("audit.system"), role(row)].filter(Boolean).join(" · "),
    },
    reason: { ...plain(t("audit.reason"), ({ reason }) => reason), phone: "hide" },
    at: {
      header: t("audit.at"),
      nowrap: true,
      sort: "desc-first",
      cell: (row) => formatDateTime(row.at, timeZone, locale),
      file: ({ at }) => `${dateInZone(at, timeZone)} ${timeInZone(at, timeZone)}`,
    },
    particular: plain(t("audit.particulars"), particular),
    role: plain(t("audit.role"), role),
    school: plain(t("audit.school"), ({ schoolId, names }) =>
      schoolId ? (nameOf(names, "School", schoolId, locale) ?? null) : null,
    ),
  };
  return AUDIT_COLUMNS.map((id) => ({ id, ...all[id] }));
}
