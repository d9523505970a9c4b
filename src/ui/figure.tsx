import type { ReactNode } from "react";

type FigureProps = {
  /** Already formatted for the reader ('1,204', '66.7 %'); null or undefined is missing, never 0. */
  value: string | null | undefined;
  unit?: string;
  /** Why there is no figure: said to everyone who asks, drawn as '—'. */
  missing: string;
  /** What the figure is made of, such as '842 / 1,263'. */
  basis?: ReactNode;
};

/** A number with its unit in tabular figures; a missing one is '—' with its reason. */
export function Figure({ value, unit, missing, basis }: FigureProps) {
  if (value === null || value === undefined) return <Missing reason={missing} />;
  return (
    <span className="tabular-nums whitespace-nowrap">
      {value}
      {unit && <span className="text-muted">&#8239;{unit}</span>}
      {basis && <span className="ms-1.5 text-xs text-muted">{basis}</span>}
    </span>
  );
}

/** '—' whose reason is read aloud, and shown to those who point at it; `shown` writes it out. */
export function Missing({ reason, shown }: { reason: string; shown?: boolean }) {
  return (
    <span className="text-muted" title={shown ? undefined : reason}>
      <span aria-hidden="true">—</span>
      <span className={shown ? "ms-1.5 text-xs" : "sr-only"}>{reason}</span>
    </span>
  );
}
