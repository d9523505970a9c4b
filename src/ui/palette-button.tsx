"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { Icon } from "./icon.tsx";
import type { PaletteWords } from "./palette.tsx";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/**
 * Opens the palette, by a press, by Ctrl or Command and K anywhere, or by '/' outside a field. What it is made of is
 * loaded when it is first opened.
 */
export function PaletteButton({ address, words }: { address: string; words: PaletteWords }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const chord = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if (!chord && !slash) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="bar-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K /"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" />
        <span className="max-md:sr-only">{words.open}</span>
        <span className="palette-key max-md:hidden" aria-hidden="true">
          Ctrl K
        </span>
      </button>
      {open && (
        <Suspense fallback={null}>
          <Palette address={address} words={words} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
