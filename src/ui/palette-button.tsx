"use client";

import { type ComponentType, useEffect, useState } from "react";
import { Icon } from "./icon.tsx";
import type { PaletteProps, PaletteWords } from "./palette.tsx";

/**
 * Opens the palette, by a press or by Ctrl or Command and K anywhere. What it is made of is loaded when it is first
 * opened; where that fails, the page stays as it is and the button says so.
 */
export function PaletteButton({ address, words }: { address: string; words: PaletteWords }) {
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const show = async () => {
    try {
      const { Palette: loaded } = await import("./palette.tsx");
      setPalette(() => loaded);
      setOpen(true);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it only sets what it was given
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      void show();
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
        aria-keyshortcuts="Control+K Meta+K"
        onClick={show}
      >
        <Icon name="search" />
        <span className="max-md:sr-only">{words.open}</span>
        <span className="palette-key max-md:hidden" aria-hidden="true">
          Ctrl K
        </span>
      </button>
      <span role="status" className="sr-only">
        {failed && words.failed}
      </span>
      {open && Palette && <Palette address={address} words={words} onClose={() => setOpen(false)} />}
    </>
  );
}
