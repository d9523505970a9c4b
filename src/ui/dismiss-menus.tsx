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

/** A choice in a panel of the shell has been made. */
function onSubmit(event: SubmitEvent) {
  const panel = event.target instanceof Element ? event.target.closest<HTMLElement>(".bar-panel[popover]") : null;
  if (panel?.matches(":popover-open")) panel.hidePopover();
}

function onLink(event: MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const panel = link?.closest<HTMLElement>(".bar-panel[popover]");
  if (panel?.matches(":popover-open")) panel.hidePopover();
}

/** Closes unfolded menus on a press elsewhere, on Escape (the focus goes back to the button) and after a link. */
export function DismissMenus() {
  useEffect(() => {
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    document.addEventListener("submit", onSubmit);
    document.addEventListener("click", onLink);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("submit", onSubmit);
      document.removeEventListener("click", onLink);
    };
  }, []);
  return null;
}
