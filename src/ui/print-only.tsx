import type { ReactNode } from "react";

/** Seen only on paper: who printed it, when, as of which day. */
export function PrintOnly({ children }: { children: ReactNode }) {
  return <div className="hidden print:block">{children}</div>;
}

/** Seen only on a screen: buttons, hints, filters. */
export function ScreenOnly({ children }: { children: ReactNode }) {
  return <div className="print:hidden">{children}</div>;
}
