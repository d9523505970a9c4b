import type { ReactNode } from "react";

/** The one narrow panel of a page before the portal. */
export function DoorPanel({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-md py-6 sm:py-12">
      <section className="card p-5 sm:p-7">
        <h1 className="text-xl">{title}</h1>
        {lead && <p className="mt-1 text-muted">{lead}</p>}
        <div className="mt-5 space-y-5">{children}</div>
      </section>
    </div>
  );
}
