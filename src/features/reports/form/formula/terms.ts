import { indexOf } from "../cells.ts";
import type { Definition } from "../definition.ts";
import type { Terms } from "./parse.ts";

/** What a form's formulas may leave unsaid: the table of a column, the cells of a run. */
export function termsOf(definition: Pick<Definition, "sheets">): Terms {
  const { cells, tables } = indexOf(definition);
  return {
    tableOf: (code) => {
      const section = cells.get(code)?.section.code;
      return section !== undefined && tables.has(section) ? section : undefined;
    },
    between: (first, last) => {
      const section = cells.get(first)?.section;
      if (!section || section !== cells.get(last)?.section) return undefined;
      const codes = (section.kind === "table" ? section.columns : section.cells).map(({ code }) => code);
      const run = codes.slice(codes.indexOf(first), codes.indexOf(last) + 1);
      return run.length > 0 ? run : undefined;
    },
  };
}
