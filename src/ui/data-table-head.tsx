import Link from "next/link";
import { look, type TableColumn } from "./data-table-columns.ts";
import { Icon } from "./icon.tsx";

/** `current` is a column id, with '-' in front when descending; `href` gives the address for such a value. */
export type TableSort = { current?: string; href: (value: string) => string };

function Header<Row>({ column, sort }: { column: TableColumn<Row>; sort: TableSort | undefined }) {
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

function GroupRow<Row>({ columns, lead }: { columns: TableColumn<Row>[]; lead: boolean }) {
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

/** The header cells: sortable ones are links that say how the table is sorted. */
export function Head<Row>({
  columns,
  sort,
  selectHeader,
}: {
  columns: TableColumn<Row>[];
  sort?: TableSort;
  selectHeader?: string;
}) {
  const lead = selectHeader !== undefined;
  return (
    <thead>
      {columns.some(({ group }) => group !== undefined) && <GroupRow columns={columns} lead={lead} />}
      <tr>
        {lead && (
          <th scope="col" className="tick-cell">
            <span className="sr-only">{selectHeader}</span>
          </th>
        )}
        {columns.map((column) => (
          <Header key={column.id} column={column} sort={sort} />
        ))}
      </tr>
    </thead>
  );
}
