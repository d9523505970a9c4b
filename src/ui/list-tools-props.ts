import type { Density, Param } from "#lib/list-params.ts";

export type ListToolWords = {
  /** On the button that opens the panel, and what is asked in it. */
  columns: string;
  columnsAsked: string;
  /** Said of the column that is always first. */
  leads: string;
  /** With {column}. */
  moveUp: string;
  moveDown: string;
  /** Said after a move, with {column}, {place} and {count}. */
  moved: string;
  density: string;
  densities: Record<Density | "own", string>;
  show: string;
  usual: string;
  /** How many rows a page has. */
  rows: string;
  print: string;
  export: string;
  formats: Record<"xlsx" | "csv", string>;
};

export type Choice = { id: string; header: string };

export type ListToolsProps = {
  path: string;
  list: Readonly<Record<string, Param>> & { col: readonly string[]; density?: Density | undefined; size: number };
  defaults: Readonly<Record<string, Param>>;
  columns: readonly Choice[];
  /** Rows that a page may have; none where the list has no pages. */
  sizes?: readonly number[] | undefined;
  file?: string | undefined;
  words: ListToolWords;
};
