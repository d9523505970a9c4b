"use client";

import { Button } from "#ui/button.tsx";

/** Prints the page as it stands. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button icon="print" onClick={() => window.print()}>
      {label}
    </Button>
  );
}
