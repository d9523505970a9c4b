import type { ReactNode } from "react";
import { Missing } from "./figure.tsx";

export type Fact = {
  label: string;
  /** null or undefined is missing. */
  value: ReactNode;
  /** Why it is missing, written beside the '—'. */
  missing?: string;
  /** Takes the whole row. */
  wide?: boolean;
};

/** What is known about one record, as a description list in one to three columns (one on a phone). */
export function Facts({ items, columns = 2 }: { items: Fact[]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className={`facts facts-${columns}`}>
      {items.map(({ label, value, missing, wide }) => (
        <div key={label} className={wide ? "facts-wide" : undefined}>
          <dt>{label}</dt>
          <dd>{value ?? <Missing reason={missing ?? ""} shown />}</dd>
        </div>
      ))}
    </dl>
  );
}
