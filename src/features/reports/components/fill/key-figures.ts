import { isNumeric, type Place, TOTAL } from "#features/reports/form/cells.ts";
import type { Block } from "./layout.ts";

/**
 * The figures a head looks at before signing: the total row of each table, the first two numbers of each section of
 * single cells (standing figures before those of the period), and every declaration.
 */
export function keyFigures(blocks: readonly Block[]): Place[] {
  return blocks.flatMap(({ section, lines }) => {
    const places = lines.flatMap((line) => line.places).filter(({ typed }) => typed);
    if (section.kind === "table") {
      const totals = places.filter(({ row }) => row?.key === TOTAL);
      return totals.length > 0 ? totals : places.slice(0, 3);
    }
    const ofPoint = (place: Place) => (place.cell.measure === "point" ? 0 : 1);
    const numbers = places
      .filter(({ cell }) => isNumeric(cell.value))
      .toSorted((a, b) => ofPoint(a) - ofPoint(b))
      .slice(0, 2);
    return places.filter((place) => numbers.includes(place) || place.cell.value.type === "yes-no");
  });
}
