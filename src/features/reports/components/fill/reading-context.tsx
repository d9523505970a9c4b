"use client";

import { createContext, useContext } from "react";
import type { Finding } from "#features/reports/form/evaluate.ts";

/** Values that a report is laid beside, and whose they are. `far`: cells that stand far from them, where they are usual ones. */
export type Compared = {
  values: Readonly<Record<string, string>>;
  name: string;
  far?: readonly string[];
};

/** What a report that is read, not filled in, shows in its cells. */
export type Reading = {
  values: Readonly<Record<string, string>>;
  compared: Compared | null;
  findings: ReadonlyMap<string, readonly Finding[]>;
  /** Starts a remark on a cell; absent where none can be made. */
  onCell?: (address: string) => void;
};

const ReadingContext = createContext<Reading | null>(null);
export const ReadingProvider = ReadingContext;

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error("ReadingProvider is missing above this component.");
  return reading;
}
