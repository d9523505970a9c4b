"use client";

import { type RefObject, useEffect } from "react";

const LEAVING = "portal:leaving";

/** Asks whoever keeps unsent typing whether the page may be left by something that is no link. */
export function mayLeave(): boolean {
  return window.dispatchEvent(new Event(LEAVING, { cancelable: true }));
}

/** Asks before a form with unsent typing is left, by a link inside the portal or by closing the page. */
export function useUnsavedGuard(form: RefObject<HTMLFormElement | null>, active: boolean, question: string) {
  useEffect(() => {
    const element = form.current;
    if (!active || !element) return;
    const dirty = () => element.dataset.dirty === "true";
    const onInput = () => {
      element.dataset.dirty = "true";
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (dirty()) event.preventDefault();
    };
    const onLeaving = (event: Event) => {
      if (!dirty()) return;
      if (window.confirm(question)) element.dataset.dirty = "false";
      else event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const href = link?.getAttribute("href") ?? "#";
      if (!dirty() || href.startsWith("#") || link?.hasAttribute("download") || link?.hasAttribute("target")) return;
      if (window.confirm(question)) {
        element.dataset.dirty = "false";
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("input", onInput);
    window.addEventListener("beforeunload", onUnload);
    window.addEventListener(LEAVING, onLeaving);
    document.addEventListener("click", onClick, true);
    return () => {
      element.removeEventListener("input", onInput);
      window.removeEventListener("beforeunload", onUnload);
      window.removeEventListener(LEAVING, onLeaving);
      document.removeEventListener("click", onClick, true);
    };
  }, [form, active, question]);
}
