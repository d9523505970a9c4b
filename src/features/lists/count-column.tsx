import type { ReactNode } from "react";
import { formatNumber } from "#lib/decimal.ts";
import type { Locale } from "#lib/plain-date.ts";
import type { TableColumn } from "#ui/data-table-columns.ts";
import { TextLink } from "#ui/link.tsx";

type Target = {
  href: string;
  /** What the count is of, where row and column do not say it to a listener. */
  name?: string;
};

/** A column of counts, each of which opens exactly what it counts; nought opens nothing. */
export function countColumn<Row>(
  count: (row: Row) => number,
  target: (row: Row) => Target,
  locale: Locale,
  total?: Target & { count: number },
): Pick<TableColumn<Row>, "numeric" | "cell" | "link" | "foot"> {
  const nought = <span className="text-muted">0</span>;
  const text = (value: number) => (value === 0 ? nought : formatNumber(value, locale));
  const link = ({ href, name }: Target, value: number) => ({
    href,
    ...(name && { label: `${name}: ${formatNumber(value, locale)}` }),
  });
  return {
    numeric: true,
    cell: (row) => text(count(row)),
    link: (row) => (count(row) === 0 ? null : link(target(row), count(row))),
    ...(total && { foot: total.count === 0 ? nought : <Foot {...link(total, total.count)}>{text(total.count)}</Foot> }),
  };
}

function Foot({ href, label, children }: { href: string; label?: string; children: ReactNode }) {
  return (
    <TextLink href={href} aria-label={label}>
      {children}
    </TextLink>
  );
}
