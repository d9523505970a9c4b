"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { CellLink } from "./data-table-columns.ts";
import { TextLink } from "./link.tsx";

export type TableRow = {
  key: string;
  /** Where the first cell leads. */
  href?: string | undefined;
  /** The name of the row's tick box. */
  tick?: string | undefined;
  /** One for each column. */
  cells: ReactNode[];
  /** By column, where its cell leads. */
  links?: Record<string, CellLink> | undefined;
  /** By column, the smaller lines below its cell. */
  below?: Record<string, string[]> | undefined;
};

type TableRowsProps = {
  columns: { id: string; header: string; className?: string }[];
  rows: TableRow[];
  select?: { form: string; name: string } | undefined;
};

/**
 * The rows of a table. It runs in the browser as well for one reason: so a cell travels as what it says. As elements of
 * the server, markup and label of every cell would travel a second time, and make up most of a page of 50 rows.
 */
export function TableRows({ columns, rows, select }: TableRowsProps) {
  return (
    <tbody>
      {rows.map(({ key, href, tick, cells, links, below }) => (
        <tr key={key}>
          {select && (
            <td className="tick-cell">
              <input
                type="checkbox"
                className="tick"
                form={select.form}
                name={select.name}
                value={key}
                aria-label={tick}
              />
            </td>
          )}
          {columns.map(({ id, header, className }, index) =>
            index === 0 ? (
              <th key={id} scope="row" className={className}>
                {href === undefined ? (
                  content(cells[0], below?.[id])
                ) : (
                  <Link href={href} prefetch={false} className="row-link">
                    {content(cells[0], below?.[id])}
                  </Link>
                )}
              </th>
            ) : (
              <td key={id} className={className} data-label={header}>
                {content(linked(cells[index], links?.[id]), below?.[id])}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  );
}

function linked(cell: ReactNode, link: CellLink | undefined): ReactNode {
  if (!link) return cell;
  return (
    <TextLink href={link.href} aria-label={link.label}>
      {cell}
    </TextLink>
  );
}

function content(cell: ReactNode, below: string[] | undefined): ReactNode {
  if (!below?.length) return cell;
  return (
    <>
      {cell}
      {below.map((line) => (
        <span key={line} className="block text-xs font-normal text-muted">
          {line}
        </span>
      ))}
    </>
  );
}
