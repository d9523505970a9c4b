"use client";

import { Button } from "./button.tsx";

/** Prints the page as it stands. */
export function PrintButton({ label, iconOnly }: { label: string; iconOnly?: boolean }) {
  return (
    <Button icon="print" iconOnly={iconOnly} title={iconOnly ? label : undefined} onClick={() => window.print()}>
      {label}
    </Button>
  );
}
