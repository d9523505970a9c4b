import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "./breadcrumb.tsx";

/**
 * The head of every page: the noun as its only h1, one sentence of lead, the status beside the title, and what can be
 * done here. `breadcrumb.label` names the landmark ('You are here').
 */
export function PageTitle({
  title,
  lead,
  status,
  actions,
  breadcrumb,
}: {
  title: ReactNode;
  lead?: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
  breadcrumb?: { label: string; items: Crumb[] };
}) {
  return (
    <header className="mb-5">
      {breadcrumb && breadcrumb.items.length > 0 && <Breadcrumb {...breadcrumb} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_18rem]">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl">{title}</h1>
            {status}
          </div>
          {lead && <p className="mt-1 max-w-[75ch] text-muted">{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
      </div>
    </header>
  );
}
