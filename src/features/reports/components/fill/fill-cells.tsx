import type { ReactNode } from "react";
import type { CellKeys } from "./cell-keys.ts";
import { ReportSheet } from "./report-sheet.tsx";

/** The cells of a report that is filled in, with the keys of them all; what is said of them follows. */
export function FillCells({ keys, children }: { keys: CellKeys; children?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the cells inside are taken here for all of them
    <div
      className="min-w-0"
      onFocus={keys.onFocus}
      onBlur={keys.onBlur}
      onKeyDown={keys.onKeyDown}
      onPointerDown={keys.onPointerDown}
      onMouseDown={keys.onMouseDown}
      onDoubleClick={keys.onDoubleClick}
      onCopy={keys.onCopy}
      onCut={keys.onCopy}
      onPaste={keys.onPaste}
    >
      <ReportSheet mode="fill" />
      {children}
    </div>
  );
}
