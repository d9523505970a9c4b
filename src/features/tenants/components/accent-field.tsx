"use client";

import { useState } from "react";
import { TextField } from "#ui/field.tsx";
import { contrastWithWhite, LEAST_CONTRAST } from "../contrast.ts";

/** The city's colour, with what it looks like and whether white can be read on it. */
export function AccentField({
  label,
  hint,
  initial,
  words,
}: {
  label: string;
  hint: string;
  initial: string;
  words: { sample: string; good: string; weak: string; shape: string };
}) {
  const [colour, setColour] = useState(initial);
  const known = /^#[0-9a-f]{6}$/i.test(colour.trim());
  const ratio = known ? contrastWithWhite(colour.trim()) : 0;
  const verdict = ratio >= LEAST_CONTRAST ? words.good : words.weak;
  return (
    <div className="space-y-2">
      <TextField
        name="accent"
        label={label}
        hint={hint}
        initial={initial}
        size="short"
        maxLength={7}
        placeholder="#1f4e79"
        onInput={(event) => setColour(event.currentTarget.value)}
      />
      {colour.trim() !== "" && (
        <p className="flex flex-wrap items-center gap-3" aria-live="polite">
          {known && (
            <span className="rounded-md px-3 py-1 font-semibold" style={{ background: colour.trim(), color: "#fff" }}>
              {words.sample}
            </span>
          )}
          <span className="text-muted">
            {known ? `${(Math.floor(ratio * 10) / 10).toFixed(1)} : 1 · ${verdict}` : words.shape}
          </span>
        </p>
      )}
    </div>
  );
}
