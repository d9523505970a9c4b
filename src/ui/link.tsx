import Link from "next/link";
import type { ReactNode } from "react";

type TextLinkProps = {
  href: string;
  children: ReactNode;
  /** Drawn as plain text until pointed at: for the name in a row, never inside a sentence. */
  plain?: boolean;
  className?: string;
  "aria-label"?: string;
  "aria-current"?: "page" | "step" | "true" | "date";
};

/** A link inside the portal. Nothing is fetched before it is pressed, so a list of 50 costs 50 links and no requests. */
export function TextLink({ plain, className = "", children, ...rest }: TextLinkProps) {
  return (
    <Link {...rest} prefetch={false} className={`${plain ? "text-accent hover:underline" : "link"} ${className}`}>
      {children}
    </Link>
  );
}
