/**
 * How far something is. `label` names it, `text` says it in words ('23 of 31 schools have reported'); without `value`
 * the work goes on for an unknown time. The caller decides whether it sits in a live region.
 */
export function Progress({
  label,
  text,
  value,
  max = 100,
}: {
  label: string;
  text: string;
  value?: number;
  max?: number;
}) {
  return (
    <div className="space-y-1">
      <progress aria-label={label} value={value} max={max} className="progress" />
      <p className="text-xs text-muted tabular-nums">{text}</p>
    </div>
  );
}
