import Link from "next/link";
import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { Missing } from "./figure.tsx";

export type StatProps = {
  label: string;
  /** Already formatted; null is missing. */
  value: string | null;
  unit?: string;
  /** Opens exactly the rows that were counted. */
  href?: string;
  /** One line: a deadline, a basis, a change. */
  note?: ReactNode;
  missing?: string;
  tone?: Tone;
};

/** A count that is a link to what it counts. Put several into <Stats>. */
export function Stat({ label, value, unit, href, note, missing = "", tone = "neutral" }: StatProps) {
  const body = (
    <>
      <span className="stat-label">{label}</span>
      <span className="stat-value">
        {value ?? <Missing reason={missing} />}
        {value !== null && unit && <span className="ms-1 text-sm font-normal text-muted">{unit}</span>}
      </span>
      {note && <span className="stat-note">{note}</span>}
    </>
  );
  const look = `stat tone-${tone}`;
  if (!href) return <div className={look}>{body}</div>;
  return (
    <Link href={href} prefetch={false} className={look}>
      {body}
    </Link>
  );
}

/** A row of counts that share one frame; two to a row on a phone. */
export function Stats({ label, items }: { label: string; items: StatProps[] }) {
  return (
    <ul aria-label={label} className="stats">
      {items.map((item) => (
        <li key={item.label}>
          <Stat {...item} />
        </li>
      ))}
    </ul>
  );
}
