import { useLocale, useTranslations } from "next-intl";
import type { ChangeStatus } from "#generated/prisma/enums.ts";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { Badge, type Tone } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { type ChangeList, type ChangeRow, changeList, type listChanges } from "../change-queries.ts";
import { displayValue, type FieldWords } from "../display.ts";
import { wantedOf } from "../proposals.ts";
import { COUNTED } from "../queries.ts";
import type { Facts } from "../schema.ts";

const TONE: Record<ChangeStatus, Tone> = { PENDING: "warn", APPROVED: "good", REJECTED: "bad", WITHDRAWN: "neutral" };

export function ChangeStatusBadge({ status }: { status: ChangeStatus }) {
  const t = useTranslations("label.changeStatus");
  return <Badge tone={TONE[status]}>{t(status)}</Badge>;
}

function useColumns(words: FieldWords, timeZone: string): Column<ChangeRow>[] {
  const t = useTranslations("changes");
  const s = useTranslations("schools");
  const locale = useLocale();
  const [colon, semicolon] = locale === "en" ? [": ", "; "] : ["：", "；"];
  const wanted = (row: ChangeRow) => {
    const asked = wantedOf(row);
    switch (asked.kind) {
      case "CLOSE":
        return t("close");
      case "CREATE":
        return t("create");
      case "MERGE":
        return `${t("merger")}${colon}${asked.wanted.others.map((other) => named(other, locale)).join(s("comma"))}`;
      case "SPLIT":
        return `${t("split")}${colon}${named(asked.wanted.successor, locale)}`;
      default:
        return Object.entries(asked.wanted)
          .map(
            ([name, value]) =>
              `${s(`field.${name as keyof Facts}`)}${colon}${displayValue(name, value, words) || t("nothing")}`,
          )
          .join(semicolon);
    }
  };
  return [
    {
      id: "school",
      header: t("school"),
      width: "24%",
      cell: (row) => (
        <>
          {named(row, locale)}
          <span className="block text-xs font-normal text-muted tabular-nums">{row.code}</span>
        </>
      ),
    },
    { id: "wanted", header: t("wanted"), width: "30%", cell: wanted },
    { id: "effectiveOn", header: t("effectiveOn"), nowrap: true, cell: (row) => formatDate(row.effectiveOn, locale) },
    { id: "owner", header: t("owner"), cell: (row) => t(`ownerName.${row.owner}`) },
    {
      id: "requestedAt",
      header: t("requested"),
      sort: "desc-first",
      cell: (row) => (
        <div>
          {formatDateTime(new Date(row.requestedAt), timeZone, locale)}
          <span className="block text-xs text-muted">{row.fromImport ? t("fromImport") : row.requestedByName}</span>
        </div>
      ),
    },
    { id: "status", header: t("status"), cell: (row) => <ChangeStatusBadge status={row.status} /> },
  ];
}

type Props = { list: ChangeList; page: Awaited<ReturnType<typeof listChanges>>; words: FieldWords; timeZone: string };

export function ChangeTable({ list, page, words, timeZone }: Props) {
  const t = useTranslations("changes");
  const s = useTranslations("schools.list");
  const locale = useLocale();
  const columns = useColumns(words, timeZone);
  const address = (changes: Record<string, string | undefined>) =>
    href("/schools/changes", list, changes, changeList.defaults);
  const number = new Intl.NumberFormat(locale).format(Math.min(page.count, COUNTED));
  const filtered = [list.status, list.owner, list.kind, list.district, list.school, list.mine].some(Boolean);
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={page.rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/schools/changes/${row.id}`}
      sort={{ current: list.sort, href: (sort) => address({ sort }) }}
      count={t("count", { count: page.count, number: page.count > COUNTED ? `${number}+` : number })}
      pager={{
        ...(page.before && { previous: address({ before: page.before }) }),
        ...(page.after && { next: address({ after: page.after }) }),
        words: { label: s("pages"), previous: s("previous"), next: s("next") },
      }}
      empty={
        filtered ? (
          <Empty
            title={t("noneFound")}
            icon="search"
            action={<LinkButton href="/schools/changes">{t("clear")}</LinkButton>}
          />
        ) : (
          <Empty title={t("none")} icon="inbox">
            {t("noneHelp")}
          </Empty>
        )
      }
    />
  );
}
