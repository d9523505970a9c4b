export type Tone = "neutral" | "info" | "good" | "warn" | "bad";

/** A shape of its own for every tone, so that a status survives grey printing and colour blindness. */
const shapes: Record<Tone, { d: string; filled?: boolean }> = {
  neutral: { d: "M6 9.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7" },
  info: { d: "M6 9.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7", filled: true },
  good: { d: "M2 6.5 4.75 9.25 10 3.25" },
  warn: { d: "M6 2 10.75 10h-9.5z", filled: true },
  bad: { d: "M2.75 2.75h6.5v6.5h-6.5z", filled: true },
};

/** A status: words first, then shape, then colour. `children` is the status in the reader's language. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: React.ReactNode }) {
  const shape = shapes[tone];
  return (
    <span className={`badge tone-${tone}`}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        aria-hidden="true"
        fill={shape.filled ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={shape.filled ? 0 : 1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={shape.d} />
      </svg>
      {children}
    </span>
  );
}
