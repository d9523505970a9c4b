"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { Held } from "./cell-state.ts";
import type { FillStore } from "./fill-store.ts";
import type { Kept } from "./kept.ts";

const STALE = 60_000;

/**
 * Ties the page's cells to the browser: puts back what an earlier visit could not save, sends when the connection is
 * there again, takes in what others saved when the page is looked at again, and asks before unsaved typing is left.
 */
export function useStoreLife(store: FillStore, held: Readonly<Record<string, Held>>, kept: Kept): void {
  const router = useRouter();
  const t = useTranslations("fill");
  const leaving = t("leave");

  useEffect(() => store.merge(held), [store, held]);

  useEffect(() => {
    store.restore(kept);
    return () => store.stop();
  }, [store, kept]);

  useEffect(() => {
    let hiddenAt = 0;
    const onOnline = () => void store.save();
    const onVisibility = () => {
      if (document.visibilityState === "hidden") {
        hiddenAt = Date.now();
        void store.save();
      } else if (Date.now() - hiddenAt > STALE) void refreshIfReachable(router);
    };
    window.addEventListener("online", onOnline);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      window.removeEventListener("online", onOnline);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [store, router]);

  useEffect(() => {
    const unsaved = () => {
      store.settle();
      return [...store.cells().values()].some(({ saving }) => saving !== "saved");
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (unsaved()) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const href = link?.getAttribute("href") ?? "#";
      if (href.startsWith("#") || link?.hasAttribute("target") || link?.hasAttribute("download") || !unsaved()) return;
      if (window.confirm(leaving)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [store, leaving]);
}

/** Loads the page's data anew; not without a connection, when the browser would leave the page for an error of its own. */
export async function refreshIfReachable(router: { refresh(): void }): Promise<void> {
  try {
    const { ok } = await fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    if (ok) router.refresh();
  } catch {
    // The next save tells that the connection is lost.
  }
}
