import type { ReactNode } from "react";
import { type Density, href, type ListParams, type Param } from "#lib/list-params.ts";
import { DataTable, type DataTableProps } from "./data-table.tsx";
import { ListTools } from "./list-tools.tsx";
import type { ListToolWords } from "./list-tools-props.ts";

export type ListWords = ListToolWords & { pages: string; previous: string; next: string };

export type ListTableProps<Row> = Omit<
  DataTableProps<Row>,
  "shown" | "density" | "sort" | "tools" | "pager" | "rows"
> & {
  /** The list's own address without a query. */
  path: string;
  /** What the list read from its address, and what an empty one reads as. */
  list: ListParams<string> & Readonly<Record<string, Param>>;
  defaults: Readonly<Record<string, Param>>;
  page: { rows: Row[]; before?: string | undefined; after?: string | undefined };
  /** Where the list is to be had as a file; absent where it is not. */
  file?: string | undefined;
  /** Rows that a page may have; absent where the list has no pages. */
  sizes?: readonly number[];
  /** The place on the page that sorting comes back to: '#rows'. */
  anchor?: string;
  /** More beside the count. */
  tools?: ReactNode;
  words: ListWords;
};

/** A table whose address says what it shows: filters, order, page, columns and density. */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { path, list, defaults, page, file, sizes, anchor = "", tools, words, ...table } = props;
  const address = (changes: Record<string, Param>) => href(path, list, changes, defaults) + anchor;
  return (
    <DataTable
      {...table}
      rows={page.rows}
      shown={list.col}
      {...(list.density && { density: list.density satisfies Density })}
      sort={{ current: list.sort, href: (sort) => address({ sort }) }}
      tools={
        <>
          {tools}
          <ListTools {...{ path, list, defaults, file, sizes, words }} columns={table.columns} />
        </>
      }
      pager={{
        ...(page.before && { previous: address({ before: page.before }) }),
        ...(page.after && { next: address({ after: page.after }) }),
        words: { ...words, label: words.pages },
      }}
    />
  );
}
