import type { Place } from "#features/reports/form/cells.ts";
import type { PlacedCell } from "#lib/tabular/write-cells.ts";
import { type Line, VALUE_COLUMN } from "./lay-out.ts";

/** What a workbook writes into the cells of the form: a value, and beside a single item what there is to say of it. */
export type Filling = { value: (place: Place) => PlacedCell; beside?: (place: Place, row: number) => PlacedCell[] };

/** One line of the form with its headings and labels; the values are the workbook's own. */
export function lineCells(line: Line, language: "en" | "zh", { value, beside }: Filling): PlacedCell[] {
  const { row } = line;
  switch (line.kind) {
    case "section":
      return [{ row, column: 0, value: `${line.section.code}  ${line.section.names[language]}`, look: "heading" }];
    case "help":
      return [{ row, column: 0, value: line.text, look: "note" }];
    case "heads":
      return [
        ...[0, 1, 2].map((column): PlacedCell => ({ row, column, look: "head" })),
        ...line.places.map(
          (place, index): PlacedCell => ({
            ...{ row, column: VALUE_COLUMN + index, value: headOf(place, language), look: "head" },
          }),
        ),
      ];
    case "row":
      return [
        { row, column: 0, look: "label" },
        { row, column: 1, value: line.name, look: "label" },
        { row, column: 2, look: "label" },
        ...line.places.map(value),
      ];
    default: {
      const { cell } = line.place;
      return [
        { row, column: 0, value: cell.code, look: "label" },
        { row, column: 1, value: cell.names[language], look: "label" },
        { row, column: 2, value: cell.unit?.[language] ?? "", look: "label" },
        value(line.place),
        ...(beside?.(line.place, row) ?? []),
      ];
    }
  }
}

function headOf({ cell }: Place, language: "en" | "zh"): string {
  const unit = cell.unit ? (language === "en" ? ` (${cell.unit.en})` : `（${cell.unit.zh}）`) : "";
  return `${cell.code} ${cell.names[language]}${unit}`;
}
