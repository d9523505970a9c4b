import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";

export type TimelineItem = {
  id: string;
  /** What happened, or happens next: 'Returned to school'. */
  what: ReactNode;
  /** Who did it, or whose turn it is. */
  who?: ReactNode;
  /** The time as the reader writes it, and for machines. */
  at?: { text: string; iso: string };
  /** The reason or remark that came with it. */
  note?: ReactNode;
  tone?: Tone;
  /** `next` has not happened yet and is drawn open. */
  next?: boolean;
};

/** Who did what when, and what happens next, whose turn it is and by when; in the order given. */
export function Timeline({ label, items }: { label: string; items: TimelineItem[] }) {
  return (
    <ol aria-label={label} className="timeline">
      {items.map((item) => (
        <li key={item.id} className={`tone-${item.tone ?? "neutral"} ${item.next ? "timeline-next" : ""}`}>
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-semibold">{item.what}</span>
            {item.at && (
              <time dateTime={item.at.iso} className="text-xs text-muted tabular-nums">
                {item.at.text}
              </time>
            )}
          </p>
          {item.who && <p className="text-muted">{item.who}</p>}
          {item.note && <div className="timeline-note">{item.note}</div>}
        </li>
      ))}
    </ol>
  );
}
