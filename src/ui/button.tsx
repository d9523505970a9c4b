import Link from "next/link";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

type Look = {
  /** One primary button to a page or panel; `danger` only for what cannot simply be undone. */
  variant?: ButtonVariant;
  icon?: IconName;
  /** A verb: 'Return to school'. With `iconOnly` it becomes the name that is not drawn. */
  children: ReactNode;
  iconOnly?: boolean;
};

function content({ icon, children, iconOnly }: Look) {
  return (
    <>
      {icon && <Icon name={icon} size={18} />}
      {iconOnly ? <span className="sr-only">{children}</span> : children}
    </>
  );
}

/** What a button that is only drawn is called, shown where a mouse rests on it. */
const titleOf = (iconOnly: boolean | undefined, children: ReactNode) =>
  iconOnly && typeof children === "string" ? { title: children } : {};

/**
 * A button. While `pending` it keeps its place and its focus, says `pendingLabel` if given, and does nothing when
 * pressed (the handler is not called and a form is not sent again).
 */
export function Button({
  variant = "secondary",
  icon,
  iconOnly,
  pending,
  pendingLabel,
  type = "button",
  className = "",
  children,
  ...rest
}: Look & Omit<ComponentPropsWithRef<"button">, "children"> & { pending?: boolean; pendingLabel?: ReactNode }) {
  const busy = pending ? ({ "aria-disabled": true, "aria-busy": true, onClick: undefined } as const) : undefined;
  return (
    <button
      {...titleOf(iconOnly, children)}
      {...rest}
      {...busy}
      type={type}
      className={`btn btn-${variant} ${className}`}
    >
      {content({ icon: pending ? undefined : icon, iconOnly, children: (pending && pendingLabel) || children })}
    </button>
  );
}

/** A link that looks like a button: goes somewhere, changes nothing. `download` links are plain anchors. */
export function LinkButton({
  variant = "secondary",
  icon,
  iconOnly,
  className = "",
  children,
  href,
  download,
  ...rest
}: Look & Omit<ComponentPropsWithRef<"a">, "children"> & { href: string }) {
  const shared = { ...titleOf(iconOnly, children), ...rest, href, className: `btn btn-${variant} ${className}` };
  const inside = content({ icon, iconOnly, children });
  if (download !== undefined) {
    return (
      <a {...shared} download={download}>
        {inside}
      </a>
    );
  }
  return (
    <Link {...shared} prefetch={false}>
      {inside}
    </Link>
  );
}
