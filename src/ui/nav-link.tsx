"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/**
 * A link of the shell's navigation: knows whether it leads to the page one is on (a layout does not), and folds the
 * drawer away on a phone. `also` are further address beginnings that belong to it.
 */
export function NavLink({ href, also = [], children }: { href: string; also?: string[]; children: ReactNode }) {
  const path = usePathname();
  const isHere =
    path === href || [...(href === "/" ? [] : [href]), ...also].some((start) => path.startsWith(`${start}/`));
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
