import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/**
 * A button that unfolds a small panel of links or buttons, without JavaScript; <DismissMenus> in the shell closes it on
 * a press outside, on Escape and after a link. Not for rows of a table, whose frame would cut it off.
 */
export function Menu({
  label,
  icon,
  variant = "secondary",
  align = "end",
  children,
}: {
  label: string;
  icon?: IconName;
  variant?: "secondary" | "quiet";
  align?: "start" | "end";
  children: ReactNode;
}) {
  return (
    <details className="menu" name="menu" data-menu>
      <summary className={`btn btn-${variant}`}>
        {icon && <Icon name={icon} size={18} />}
        {label}
        <Icon name="chevron-down" size={16} />
      </summary>
      <div className={`menu-panel ${align === "end" ? "end-0" : "start-0"}`}>{children}</div>
    </details>
  );
}
