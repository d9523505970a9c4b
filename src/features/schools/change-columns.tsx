import type { ChangeStatus } from "#generated/prisma/enums.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { words } from "#server/words.ts";
import type { TableColumn } from "#ui/data-table-columns.ts";
import { shared } from "#ui/shared-cells.ts";
import { CHANGE_COLUMNS } from "./change-list.ts";
import type { ChangeRow } from "./change-queries.ts";
import { ChangeStatusBadge } from "./components/change-status.tsx";
import { displayValue, type FieldWords } from "./display.ts";
import { wantedOf } from "./proposals.ts";
import type { Facts } from "./schema.ts";

type Column = Omit<TableColumn<ChangeRow>, "id">;

/** What a request asks for, in one sentence. */
function wantedText(row: ChangeRow, fields: FieldWords): string {
  const { locale } = fields;
  const t = words(locale);
  const [colon, semicolon] = locale === "en" ? [": ", "; "] : ["：", "；"];
  const asked = wantedOf(row);
  switch (asked.kind) {
    case "CLOSE":
      return t("changes.close");
    case "CREATE":
      return t("changes.create");
    case "MERGE":
      return `${t("changes.merger")}${colon}${asked.wanted.others.map((other) => named(other, locale)).join(t("schools.comma"))}`;
    case "SPLIT":
      return `${t("changes.split")}${colon}${named(asked.wanted.successor, locale)}`;
    default:
      return Object.entries(asked.wanted)
        .map(
          ([name, value]) =>
            `${t(`schools.field.${name as keyof Facts}`)}${colon}${displayValue(name, value, fields) || t("changes.nothing")}`,
        )
        .join(semicolon);
  }
}

/** The columns of the queue of change requests, as the page and as a file show them. */
export function changeColumns(fields: FieldWords, timeZone: string): TableColumn<ChangeRow>[] {
  const { locale } = fields;
  const t = words(locale);
  const moment = (at: string | null) => at && formatDateTime(new Date(at), timeZone, locale);
  const badge = shared((status: ChangeStatus) => <ChangeStatusBadge status={status} />);
  const asker = (row: ChangeRow) => (row.fromImport ? t("changes.fromImport") : row.requestedByName);
  const plain = (header: string, value: (row: ChangeRow) => string | null): Column => ({
    header,
    cell: value,
    file: value,
  });
  const all: Record<(typeof CHANGE_COLUMNS)[number], Column> = {
    school: {
      header: t("changes.school"),
      width: "24%",
      cell: (row) => named(row, locale),
      below: ({ code }) => [code],
      file: [
        { header: t("changes.school"), value: (row) => named(row, locale), fileWidth: 40 },
        { header: t("schools.field.code"), value: ({ code }) => code },
      ],
    },
    wanted: { ...plain(t("changes.wanted"), (row) => wantedText(row, fields)), width: "30%" },
    effectiveOn: {
      header: t("changes.effectiveOn"),
      nowrap: true,
      kind: "date",
      cell: (row) => formatDate(row.effectiveOn, locale),
      file: ({ effectiveOn }) => effectiveOn,
    },
    owner: plain(t("changes.owner"), (row) => t(`changes.ownerName.${row.owner}`)),
    requestedAt: {
      header: t("changes.requested"),
      sort: "desc-first",
      nowrap: true,
      cell: (row) => moment(row.requestedAt),
      below: (row) => [asker(row)],
      file: [
        { header: t("changes.requested"), value: (row) => moment(row.requestedAt) },
        { header: t("changes.requestedBy"), value: asker },
      ],
    },
    status: {
      header: t("changes.status"),
      cell: ({ status }) => badge(status),
      file: ({ status }) => t(`label.changeStatus.${status}`),
    },
    kind: plain(t("changes.kind"), ({ kind }) => t(`label.changeKind.${kind}`)),
    reason: plain(t("changes.reasonGiven"), ({ reason }) => reason),
    decidedBy: plain(t("changes.decidedBy"), ({ decidedByName }) => decidedByName),
    decidedAt: { ...plain(t("changes.decidedAt"), ({ decidedAt }) => moment(decidedAt)), nowrap: true },
    decisionReason: plain(t("changes.decisionReason"), ({ decisionReason }) => decisionReason),
  };
  return CHANGE_COLUMNS.map((id) => ({ id, ...all[id] }));
}
