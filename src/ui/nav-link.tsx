"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = { href: string; also?: string[] | undefined; except?: string[] | undefined; children: ReactNode };

/**
 * A link of the shell's navigation: knows whether it leads to the page one is on (a layout does not), and folds the
 * drawer away on a phone. `also` are further address beginnings that belong to it, `except` those that have an item of
 * their own.
 */
export function NavLink({ href, also = [], except = [], children }: Props) {
  const path = usePathname();
  const below = (starts: string[]) => starts.some((start) => path === start || path.startsWith(`${start}/`));
  const isHere = path === href || (below([...(href === "/" ? [] : [href]), ...also]) && !below(except));
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? (path === href ? "page" : "true") : undefined}
      onClick={(event) => {
        const drawer = event.currentTarget.closest<HTMLElement>("[popover]");
        if (drawer?.matches(":popover-open")) drawer.hidePopover();
      }}
      className="nav-link"
    >
      {children}
    </Link>
  );
}
