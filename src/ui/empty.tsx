import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** Nothing here yet: what this is, and the one thing to do next. */
export function Empty({
  title,
  children,
  action,
  icon = "inbox",
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: IconName;
}) {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} />
      </span>
      <div className="space-y-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="max-w-[60ch] text-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}
