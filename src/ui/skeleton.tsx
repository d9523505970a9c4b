/** The shape of a page that is on its way; `label` is read aloud ('Loading'). Takes the room the page will take. */
export function Skeleton({ label, rows = 8, title = true }: { label: string; rows?: number; title?: boolean }) {
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">{label}</span>
      {title && <div className="skeleton mb-6 h-7 w-56" />}
      <div className="skeleton h-9 w-full max-w-xl" />
      <div className="card divide-y divide-line">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
          <div key={row} className="flex gap-6 px-4 py-3">
            <div className="skeleton h-4 w-2/5" />
            <div className="skeleton h-4 w-1/5" />
            <div className="skeleton h-4 w-1/6" />
          </div>
        ))}
      </div>
    </div>
  );
}
