import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { Icon } from "./icon.tsx";

/**
 * A message that stays on the page. `title` says what is so, `children` what to do about it.
 * Not a live region: what appears after an action is announced by the form that caused it.
 */
export function Notice({
  tone = "info",
  title,
  actions,
  children,
}: {
  tone?: Exclude<Tone, "neutral">;
  title?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={`notice tone-${tone}`}>
      <Icon name={tone} className="notice-icon" />
      <div className="min-w-0 flex-1 space-y-1 text-ink">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="max-w-[75ch]">{children}</div>}
        {actions && <div className="flex flex-wrap gap-2 pt-1">{actions}</div>}
      </div>
    </div>
  );
}
