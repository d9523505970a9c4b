"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Other } from "#features/reports/others.ts";
import { Icon } from "#ui/icon.tsx";

/** How often a page asks who else is there: while somebody is, and while nobody was. */
const SOON = 20_000;
const SELDOM = 120_000;

/** Asks now and then who else fills in the same report, while the page is looked at; `onMoved` when figures changed. */
export function useOthers(assignmentId: string, first: readonly Other[], onMoved: (revision: number) => void) {
  const [others, setOthers] = useState(first);
  const moved = useRef(onMoved);
  moved.current = onMoved;
  const wait = others.length > 0 ? SOON : SELDOM;
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.visibilityState !== "visible") return;
      try {
        const response = await fetch(`/reports/${assignmentId}/others`, { cache: "no-store" });
        if (!response.ok) return;
        const found = (await response.json()) as { revision: number; others: Other[] };
        setOthers(found.others);
        moved.current(found.revision);
      } catch {
        // Saving tells that the connection is lost.
      }
    }, wait);
    return () => clearInterval(timer);
  }, [assignmentId, wait]);
  return [others, setOthers] as const;
}

/** Who else is at work in this report, and where they were last. */
export function Others({ others, clock }: { others: readonly Other[]; clock: (iso: string) => string }) {
  const t = useTranslations("fill");
  if (others.length === 0) return null;
  return (
    <p role="status" className="mb-4 flex items-start gap-1.5">
      <Icon name="people" size={16} className="mt-0.5 flex-none" />
      <span>
        {others
          .map(({ name, cell, at }) => t("others", { name, cell: cell.replace("@", " "), time: clock(at) }))
          .join(" ")}
      </span>
    </p>
  );
}
