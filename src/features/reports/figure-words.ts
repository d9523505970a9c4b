import type { Summed } from "./figures.ts";
import { combinationOf } from "./form/cells.ts";
import type { Text } from "./form/definition.ts";

export const inLanguage = (text: Text, locale: string): string => (locale === "en" ? text.en : text.zh);

/** The item's name without its code, and its row where it has one. */
export function cellTitle({ cell, row }: Summed, locale: string): string {
  const name = inLanguage(cell.names, locale);
  if (!row) return name;
  const rowName = locale === "en" ? row.en : row.zh;
  return locale === "en" ? `${rowName}: ${name}` : `${rowName}：${name}`;
}

export const unitOf = ({ cell }: Summed, locale: string): string => (cell.unit ? inLanguage(cell.unit, locale) : "");

/** How a figure is made of its schools' values. */
export const madeBy = ({ cell }: Summed): "sum" | "largest" => (combinationOf(cell) === "largest" ? "largest" : "sum");
