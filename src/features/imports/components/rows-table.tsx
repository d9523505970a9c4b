import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { LinkButton } from "#ui/button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { TextLink } from "#ui/link.tsx";
import { Menu } from "#ui/menu.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { fieldLabel, type ListWords, problemText, valueText } from "../display.ts";
import { fieldsOf } from "../fields.ts";
import type { RowsPage } from "../queries.ts";
import type { StoredRow } from "../rows.ts";
import { OUTCOMES, type RowsAddress, rowsHref } from "../schema.ts";
import { OutcomeBadge } from "./outcome-counts.tsx";

type Props = { page: RowsPage; address: RowsAddress; path: string };

/** The rows of a checked list: by outcome, searched, a page at a time, each with all that there is to say of it. */
export function RowsTable({ page, address, path }: Props) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const { head, rows, total } = page;
  const at = (changes: Partial<RowsAddress>) => rowsHref(path, address, changes);
  const words = { locale, city: page.city, mapping: head.mapping };
  const clear = <LinkButton href={path}>{t("check.none.clear")}</LinkButton>;
  return (
    <div className="space-y-4">
      <OutcomeTabs {...{ page, address, path }} />
      <FilterBar
        action={path}
        label={t("check.filters.label")}
        search={{ name: "q", label: t("check.filters.search"), value: address.q }}
        keep={address.outcome ? [["outcome", address.outcome]] : []}
        words={{
          apply: t("check.filters.apply"),
          filters: t("check.filters.filters"),
          clear: t("check.filters.clear"),
          active: t("check.filters.active"),
          remove: t("check.filters.remove"),
        }}
      />
      {address.outcome === "GONE" && <p className="max-w-[75ch] text-muted">{t("check.goneHint")}</p>}
      <DataTable<StoredRow>
        caption={t("check.caption")}
        count={t("check.count", { count: total })}
        tools={<Downloads id={head.id} outcome={address.outcome} />}
        rows={rows}
        rowKey={({ line }) => String(line)}
        columns={[
          { id: "school", header: t("check.school"), width: "35%", cell: (row) => <School row={row} /> },
          {
            id: "line",
            header: t("check.line"),
            numeric: true,
            width: "4rem",
            cell: ({ line, cells }) => (cells.length > 0 ? formatNumber(line, locale) : "—"),
          },
          {
            id: "outcome",
            header: t("check.outcome"),
            width: "8rem",
            cell: ({ outcome }) => outcome && <OutcomeBadge outcome={outcome} />,
          },
          {
            id: "detail",
            header: t("check.detail"),
            width: "50%",
            cell: (row) => <Detail row={row} words={words} closing={page.closing} />,
          },
        ]}
        pager={{
          ...(page.previous !== undefined && { previous: at({ before: page.previous, after: undefined }) }),
          ...(page.next !== undefined && { next: at({ after: page.next, before: undefined }) }),
          words: { label: t("pager.label"), previous: t("pager.previous"), next: t("pager.next") },
        }}
        empty={
          <Empty title={t("check.none.title")} action={clear}>
            {t("check.none.text")}
          </Empty>
        }
      />
    </div>
  );
}

function OutcomeTabs({ page: { head }, address, path }: Props) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const { counts } = head;
  if (!counts) return null;
  const all = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const tab = (outcome: RowsAddress["outcome"], label: string, count: number) => ({
    label,
    count: formatNumber(count, locale),
    href: rowsHref(path, { q: address.q }, { outcome }),
    current: address.outcome === outcome,
  });
  return (
    <Tabs
      label={t("check.outcomes")}
      items={[
        tab(undefined, t("outcome.all"), all),
        ...OUTCOMES.map((outcome) => tab(outcome, t(`outcome.${outcome}`), counts[outcome])),
      ]}
    />
  );
}

function Downloads({ id, outcome }: { id: string; outcome: RowsAddress["outcome"] }) {
  const t = useTranslations("imports.download");
  const query = outcome ? `?outcome=${outcome}` : "";
  return (
    <Menu label={t("menu")} icon="download">
      <a className="menu-item" href={`/schools/imports/${id}/rows.xlsx${query}`} download>
        {t("xlsx")}
      </a>
      <a className="menu-item" href={`/schools/imports/${id}/rows.csv${query}`} download>
        {t("csv")}
      </a>
    </Menu>
  );
}

function School({ row: { record, schoolId, cells } }: { row: StoredRow }) {
  const locale = useLocale();
  const { code = "", nameEn = "", nameZh = "" } = record ?? {};
  const name = named({ nameEn, nameZh }, locale) || cells.find((cell) => cell.trim() !== "") || "—";
  return (
    <div className="min-w-0 break-words">
      {schoolId ? <TextLink href={`/schools/${schoolId}`}>{name}</TextLink> : name}
      <div className="text-xs text-muted tabular-nums">{code}</div>
    </div>
  );
}

function Detail({ row, words, closing }: { row: StoredRow; words: ListWords; closing: ReadonlySet<string> }) {
  const t = useTranslations("imports.check");
  const { outcome, record, problems, cells, schoolId } = row;
  if (outcome === "BAD") {
    return (
      <ul className="space-y-1">
        {problems.map((problem) => {
          const text = problemText(problem, words);
          return (
            <li key={text} className="break-words">
              {text}
            </li>
          );
        })}
      </ul>
    );
  }
  if (outcome === "CHANGED") return <ChangeList row={row} words={words} />;
  if (outcome === "GONE") {
    const proposed = schoolId !== null && closing.has(schoolId);
    return `${t(cells.length > 0 ? "listedClosed" : "gone")}${proposed ? ` ${t("closing")}` : ""}`;
  }
  if (outcome === "SAME") return <span className="text-muted">{t("same")}</span>;
  const facts = (["district", "stages", "ownership"] as const).map((field) => valueText(field, record?.[field], words));
  return facts.filter(Boolean).join(" · ");
}

function ChangeList({ row: { changes }, words }: { row: StoredRow; words: ListWords }) {
  const t = useTranslations("imports.check");
  // The database keeps the fields in an order of its own.
  const order: readonly string[] = fieldsOf(words.city.schoolFields);
  const entries = Object.entries(changes ?? {}).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return (
    <dl className="space-y-1">
      {entries.map(([field, { before, after }]) => (
        <div key={field}>
          <dt className="inline text-muted">{fieldLabel(field, words.locale, words.city.schoolFields)}: </dt>
          <dd className="inline break-words">
            <span className="sr-only">{t("before")} </span>
            <del className="text-muted">{valueText(field, before, words) || t("nothing")}</del>
            {" → "}
            <span className="sr-only">{t("after")} </span>
            <ins className="font-semibold no-underline">{valueText(field, after, words) || t("nothing")}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
