import { columnOrderingFeature, columnVisibilityFeature, constructTable, tableFeatures } from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { Pager, type PagerProps } from "./pager.tsx";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row, index: number) => ReactNode;
  /** Sortable, and the direction the first press gives. */
  sort?: "asc-first" | "desc-first";
  /** Right-aligned tabular figures. */
  numeric?: true;
  /** A CSS length. */
  width?: string;
  /** Consecutive columns with the same words share a header above their own. */
  group?: string;
  /** Never breaks its lines: dates, codes, short statuses. */
  nowrap?: true;
  /** On a phone rows become cards; `hide` leaves this column out of the card. */
  phone?: "hide";
  /** The cell under the column: a total. */
  foot?: ReactNode;
};

export type DataTableProps<Row> = {
  /** Names the table and its scrolling frame; drawn only when `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: Column<Row>[];
  /** Already sorted, filtered and cut by the server. */
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Where the row leads: its first cell becomes the link. */
  rowHref?: (row: Row) => string;
  /** `current` is a column id, with '-' in front when descending; `href` gives the address for such a value. */
  sort?: { current?: string; href: (value: string) => string };
  /** Ids of the columns to show, in order; without it all of them. */
  shown?: string[];
  /** A tick box before each row that belongs to the form with this id; its value is the row's key. */
  select?: { form: string; name: string; header: string; label: (row: Row) => string };
  /** The count in words ('1,204 schools', '10,000+ pupils'). */
  count?: ReactNode;
  /** Beside the count: export, chosen columns. */
  tools?: ReactNode;
  pager?: PagerProps;
  /** Shown instead of the table when there are no rows: an <Empty>. */
  empty: ReactNode;
  /** Inside a card that already draws the frame. */
  flush?: boolean;
};

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnVisibilityFeature,
  columnOrderingFeature,
});

/** The columns in the order chosen, hidden ones left out, as TanStack's own model decides. */
function shownColumns<Row>({ columns, shown }: DataTableProps<Row>): Column<Row>[] {
  if (!shown) return columns;
  const byId = new Map(columns.map((column) => [column.id, column]));
  const table = constructTable({
    features,
    data: [] as object[],
    columns: columns.map(({ id, header }) => ({ id, header })),
    state: {
      columnOrder: shown,
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)])),
    },
  });
  return table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? []);
}

function look<Row>(column: Column<Row>): string | undefined {
  const classes = [column.numeric && "num", column.nowrap && "nowrap", column.phone === "hide" && "phone-hide"];
  return classes.filter(Boolean).join(" ") || undefined;
}

function Header<Row>({ column, sort }: { column: Column<Row>; sort: DataTableProps<Row>["sort"] }) {
  if (!column.sort || !sort) {
    return (
      <th scope="col" className={look(column)}>
        {column.header}
      </th>
    );
  }
  const state = sort.current === column.id ? "ascending" : sort.current === `-${column.id}` ? "descending" : undefined;
  const first = column.sort === "asc-first" ? column.id : `-${column.id}`;
  const next = state === "ascending" ? `-${column.id}` : state === "descending" ? column.id : first;
  return (
    <th scope="col" aria-sort={state ?? "none"} className={look(column)}>
      <Link href={sort.href(next)} prefetch={false} scroll={false}>
        {column.header}
        <Icon name={state === "ascending" ? "up" : state === "descending" ? "down" : "sort"} size={14} />
      </Link>
    </th>
  );
}

function GroupRow<Row>({ columns, lead }: { columns: Column<Row>[]; lead: boolean }) {
  const groups: { id: string; group?: string; span: number }[] = [];
  for (const { id, group } of columns) {
    const last = groups.at(-1);
    if (last && group !== undefined && last.group === group) last.span += 1;
    else groups.push({ id, group, span: 1 });
  }
  return (
    <tr className="group-row">
      {lead && <td className="tick-cell" />}
      {groups.map(({ id, group, span }) =>
        group === undefined ? (
          <td key={id} />
        ) : (
          <th key={id} scope="colgroup" colSpan={span}>
            {group}
          </th>
        ),
      )}
    </tr>
  );
}

function Head<Row>({ columns, props }: { columns: Column<Row>[]; props: DataTableProps<Row> }) {
  const { select, sort } = props;
  return (
    <thead>
      {columns.some(({ group }) => group !== undefined) && <GroupRow columns={columns} lead={select !== undefined} />}
      <tr>
        {select && (
          <th scope="col" className="tick-cell">
            <span className="sr-only">{select.header}</span>
          </th>
        )}
        {columns.map((column) => (
          <Header key={column.id} column={column} sort={sort} />
        ))}
      </tr>
    </thead>
  );
}

function Body<Row>({ columns, props }: { columns: Column<Row>[]; props: DataTableProps<Row> }) {
  const { rows, rowKey, rowHref, select } = props;
  const [first, ...rest] = columns.map((column) => ({ column, className: look(column) }));
  if (!first) return null;
  return (
    <tbody>
      {rows.map((row, index) => {
        const key = rowKey(row);
        const lead = first.column.cell(row, index);
        return (
          <tr key={key}>
            {select && (
              <td className="tick-cell">
                <input
                  type="checkbox"
                  className="tick"
                  form={select.form}
                  name={select.name}
                  value={key}
                  aria-label={select.label(row)}
                />
              </td>
            )}
            <th scope="row" className={first.className}>
              {rowHref ? (
                <Link href={rowHref(row)} prefetch={false} className="row-link">
                  {lead}
                </Link>
              ) : (
                lead
              )}
            </th>
            {rest.map(({ column, className }) => (
              <td key={column.id} className={className} data-label={column.header}>
                {column.cell(row, index)}
              </td>
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

function Foot<Row>({ columns, lead }: { columns: Column<Row>[]; lead: boolean }) {
  if (!columns.some(({ foot }) => foot !== undefined)) return null;
  return (
    <tfoot>
      <tr>
        {lead && <td className="tick-cell" />}
        {columns.map((column) => (
          <td key={column.id} className={look(column)} data-label={column.header}>
            {column.foot}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/**
 * The one table. It runs on the server and sends no JavaScript of its own: headers and pages are links, the address is
 * the state. The frame scrolls by itself with its headers in sight; on a phone every row is a card.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionShown, rows, count, tools, pager, empty, flush, select } = props;
  if (rows.length === 0) return <div className={flush ? undefined : "card"}>{empty}</div>;
  const columns = shownColumns(props);
  return (
    <div className="space-y-2">
      {(count || tools) && (
        <div className={`table-line ${flush ? "px-4 pt-3" : ""}`}>
          <p className="text-muted tabular-nums">{count}</p>
          {tools && <div className="flex flex-wrap gap-2 print:hidden">{tools}</div>}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section aria-label={caption} tabIndex={0} className={`table-frame ${flush ? "table-flush" : ""}`}>
        <table className="data-table">
          <caption className={captionShown ? undefined : "sr-only"}>{caption}</caption>
          {columns.some(({ width }) => width) && (
            <colgroup>
              {select && <col className="tick-cell" />}
              {columns.map(({ id, width }) => (
                <col key={id} style={width ? { width } : undefined} />
              ))}
            </colgroup>
          )}
          <Head columns={columns} props={props} />
          <Body columns={columns} props={props} />
          <Foot columns={columns} lead={select !== undefined} />
        </table>
      </section>
      {pager && <Pager {...pager} />}
    </div>
  );
}
