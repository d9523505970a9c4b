import type { CSSProperties, ReactNode } from "react";
import { look, shownColumns, type TableColumn } from "./data-table-columns.ts";
import { Head, type TableSort } from "./data-table-head.tsx";
import { Pager, type PagerProps } from "./pager.tsx";
import { type TableRow, TableRows } from "./table-rows.tsx";

export type Column<Row> = TableColumn<Row>;

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
  sort?: TableSort;
  /** Ids of the columns to show, in order; without it all of them. */
  shown?: readonly string[];
  /** Without it the table is as dense as the reader has everything. */
  density?: "comfortable" | "compact";
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

/** What some columns say more of a row, by column; undefined where none does. */
function byColumn<Row, Value>(
  columns: Column<Row>[],
  say: (column: Column<Row>) => Value | null | undefined,
): Record<string, Value> | undefined {
  const said = columns.flatMap((column) => {
    const value = say(column);
    return value == null ? [] : [[column.id, value] as const];
  });
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

function Body<Row>({ columns, props }: { columns: Column<Row>[]; props: DataTableProps<Row> }) {
  const { rows, rowKey, rowHref, select } = props;
  const sent = rows.map((row, index): TableRow => {
    const links = byColumn(columns, ({ link }) => link?.(row));
    const below = byColumn(columns, (column) => column.below?.(row).filter((line) => line != null));
    return {
      key: rowKey(row),
      ...(rowHref && { href: rowHref(row) }),
      ...(select && { tick: select.label(row) }),
      cells: columns.map(({ cell }) => cell(row, index)),
      ...(links && { links }),
      ...(below && { below }),
    };
  });
  const heads = columns.map((column) => {
    const className = look(column);
    return { id: column.id, header: column.header, ...(className && { className }) };
  });
  return (
    <TableRows columns={heads} rows={sent} {...(select && { select: { form: select.form, name: select.name } })} />
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

/** More columns than this are printed across the page. */
const WIDE = 7;

/**
 * The one table. Columns, order and pages are the server's: headers and pages are links, the address is the state. The
 * frame scrolls by itself with its headers in sight; on a phone every row is a card.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionShown, rows, count, tools, pager, empty, flush, select } = props;
  if (rows.length === 0) return <div className={flush ? undefined : "card"}>{empty}</div>;
  const columns = shownColumns(props.columns, props.shown);
  const frame = ["table-frame", flush && "table-flush", columns.length > WIDE && "table-wide"];
  return (
    <div className="space-y-2" data-density={props.density}>
      {(count || tools) && (
        <div className={`table-line ${flush ? "px-4 pt-3" : ""}`}>
          <p className="text-muted tabular-nums">{count}</p>
          {tools && <div className="flex flex-wrap gap-2 print:hidden">{tools}</div>}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section aria-label={caption} tabIndex={0} className={frame.filter(Boolean).join(" ")}>
        <table className="data-table">
          <caption className={captionShown ? undefined : "sr-only"}>{caption}</caption>
          {columns.some(({ width }) => width) && (
            <colgroup>
              {select && <col className="tick-cell" />}
              {columns.map(({ id, width }) => (
                <col key={id} style={width ? ({ "--column": width } as CSSProperties) : undefined} />
              ))}
            </colgroup>
          )}
          <Head columns={columns} sort={props.sort} selectHeader={select?.header} />
          <Body columns={columns} props={props} />
          <Foot columns={columns} lead={select !== undefined} />
        </table>
      </section>
      {pager && <Pager {...pager} />}
    </div>
  );
}
