"use client";

import { useEffect } from "react";

function close(except?: Node | null) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

function onClick(event: MouseEvent) {
  const target = event.target instanceof Element ? event.target : null;
  close(target?.closest("a[href]") ? null : target);
}

function onKey(event: KeyboardEvent) {
  if (event.key !== "Escape") return;
  const open = document.querySelector<HTMLDetailsElement>("details[data-menu][open]");
  if (!open) return;
  if (open.contains(document.activeElement)) open.querySelector("summary")?.focus();
  close();
}

/** Closes unfolded menus on a press elsewhere, on Escape (the focus goes back to the button) and after a link. */
export function DismissMenus() {
  useEffect(() => {
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKey);
    };
  }, []);
  return null;
}
