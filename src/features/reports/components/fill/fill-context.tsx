"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { Context } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import type { Locale } from "#lib/plain-date.ts";
import type { FillStore } from "./fill-store.ts";
import type { Block } from "./layout.ts";

/** A remark on a cell by whoever judges the report. */
export type Comment = {
  id: string;
  number: number;
  cell: string;
  text: string;
  by: string;
  at: { text: string; iso: string };
  answer: { text: string; by: string; at: { text: string; iso: string } } | null;
  resolved: boolean;
};

/** What every part of the page of one report shares. */
export type Sheet = {
  locale: Locale;
  definition: Definition;
  context: Context;
  blocks: readonly Block[];
  /** Values shown from the register, in words. */
  facts: Readonly<Record<string, string>>;
  /** Cells that started with what the register, or last month's report, holds. */
  carried: Readonly<Record<string, "register" | "last-month">>;
  /** Earlier values beside the cells. */
  hints: Readonly<Record<string, string>>;
  hintName: "lastYear" | "lastMonth";
  comments: readonly Comment[];
};

const SheetContext = createContext<Sheet | null>(null);
const StoreContext = createContext<FillStore | null>(null);

export function FillProvider({ sheet, store, children }: { sheet: Sheet; store?: FillStore; children: ReactNode }) {
  return (
    <SheetContext value={sheet}>
      <StoreContext value={store ?? null}>{children}</StoreContext>
    </SheetContext>
  );
}

export function useSheet(): Sheet {
  const sheet = useContext(SheetContext);
  if (!sheet) throw new Error("FillProvider is missing above this component.");
  return sheet;
}

export function useFillStore(): FillStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error("This part stands only on a report that is being filled in.");
  return store;
}

/** A part of the store's state; the component redraws only when it changes. `read` must give the same object for it. */
export function useFill<Part>(read: (store: FillStore) => Part): Part {
  const store = useFillStore();
  const snapshot = () => read(store);
  return useSyncExternalStore(store.subscribe, snapshot, snapshot);
}
