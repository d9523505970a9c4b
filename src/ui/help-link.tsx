"use client";

import { usePathname } from "next/navigation";
import { Icon } from "./icon.tsx";

/** Leads to what the guide says of the page one is on, beside it: what is being typed stays. */
export function HelpLink({ address, words }: { address: string; words: { label: string; newTab: string } }) {
  const path = usePathname();
  return (
    <a href={`${address}?from=${encodeURIComponent(path)}`} target="_blank" rel="noopener" className="bar-button">
      <Icon name="help" />
      <span className="sr-only">
        {words.label} {words.newTab}
      </span>
    </a>
  );
}
