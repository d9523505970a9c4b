"use client";

import { useState } from "react";
import { Button } from "./button.tsx";

/** Something to be written down or handed on, with a button that copies it. */
export function CopyBox({
  label,
  text,
  shown,
  words,
}: {
  label: string;
  text: string;
  shown?: string[];
  words: { copy: string; copied: string };
}) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard?.writeText(text);
    setCopied(true);
  }
  return (
    <div className="space-y-2">
      <section
        aria-label={label}
        className="rounded-md border border-line bg-sunken p-3 font-mono break-all select-all"
      >
        {shown ? (
          <ul className="grid grid-cols-2 gap-x-4 gap-y-1">
            {shown.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : (
          text
        )}
      </section>
      <Button icon={copied ? "check" : undefined} onClick={copy}>
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </Button>
    </div>
  );
}
