"use client";

import { usePathname } from "next/navigation";
import { Icon } from "./icon.tsx";

type Props = { address: string; words: { label: string; newTab: string }; inMenu?: boolean };

/**
 * Leads to what the guide says of the page one is on, beside it: what is being typed stays. On a phone it stands in the
 * person's menu (`inMenu`), elsewhere in the bar.
 */
export function HelpLink({ address, words, inMenu = false }: Props) {
  const path = usePathname();
  return (
    <a
      href={`${address}?from=${encodeURIComponent(path)}`}
      target="_blank"
      rel="noopener"
      className={inMenu ? "menu-item sm:hidden" : "bar-button max-sm:hidden"}
    >
      <Icon name="help" size={inMenu ? 18 : 20} />
      <span className={inMenu ? undefined : "sr-only"}>{words.label}</span>{" "}
      <span className="sr-only">{words.newTab}</span>
    </a>
  );
}
