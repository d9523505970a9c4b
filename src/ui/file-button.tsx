"use client";

import { useId, useState } from "react";
import { Button } from "./button.tsx";

/** A button that asks for a file and hands it over at once. `children` is its verb, `working` what it says meanwhile. */
export function FileButton({
  accept,
  working,
  onFile,
  children,
}: {
  accept: string;
  working: string;
  onFile: (file: File) => Promise<void>;
  children: string;
}) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  async function take(file: File) {
    setBusy(true);
    await onFile(file);
    setBusy(false);
  }
  return (
    <>
      <input
        id={id}
        type="file"
        accept={accept}
        className="sr-only"
        tabIndex={-1}
        aria-label={children}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void take(file);
        }}
      />
      <Button icon="upload" pending={busy} pendingLabel={working} onClick={() => document.getElementById(id)?.click()}>
        {children}
      </Button>
    </>
  );
}
