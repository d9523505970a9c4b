import { type Cursor, cursorText } from "./list-params.ts";

/**
 * A page of a list by key, of one row more than it shows, with the cursors of its neighbours.
 * @param read in the order of reading: a page that is asked for `before` a row comes reversed
 */
export function cutPage<Row extends { id: string }>(
  read: readonly Row[],
  size: number,
  cursor: (Cursor & { backwards: boolean }) | undefined,
  sortedBy: (row: Row) => string,
): { rows: Row[]; after: string | undefined; before: string | undefined } {
  const rows = read.slice(0, size);
  const more = read.length > size;
  const backwards = cursor?.backwards ?? false;
  if (backwards) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const at = (row: Row | undefined) => row && cursorText({ value: sortedBy(row), id: row.id });
  return {
    rows,
    after: backwards || more ? at(last) : undefined,
    before: (backwards && more) || (cursor && !backwards) ? at(first) : undefined,
  };
}
