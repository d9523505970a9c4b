import { cellsOf, type Facts, isPresent, type Place, type Values } from "#features/reports/form/cells.ts";
import type { Definition, Row, Section } from "#features/reports/form/definition.ts";

/**
 * One section of the form as the page lays it out: its lines from top to bottom, each with its cells from left to
 * right. Single cells stand one to a line.
 */
export type Block = {
  section: Section;
  sheet: string;
  lines: { row?: Row; places: Place[] }[];
};

/** Without the school's own rows in which nothing stands, for reading. */
export function withoutBlankRows(blocks: readonly Block[], ...values: Values[]): Block[] {
  return blocks.map((block) => ({
    ...block,
    lines: block.lines.filter(({ row }) => values.some((held) => isPresent(block.section, row?.key, held))),
  }));
}

/** Where the focus goes: one cell on, to the end of the filled run (`far`), or to the ends of line and block. */
export type Direction = "up" | "down" | "left" | "right";

/** The blocks of a school's form in page order; sections that ask nothing of the school are left out. */
export function blocksOf(definition: Definition, facts: Facts): Block[] {
  const blocks: Block[] = [];
  for (const place of cellsOf(definition, { facts })) {
    let block = blocks.at(-1);
    if (block?.section !== place.section) {
      block = { section: place.section, sheet: place.sheet, lines: [] };
      blocks.push(block);
    }
    const line = block.lines.at(-1);
    if (line && place.row && line.row?.key === place.row.key) line.places.push(place);
    else block.lines.push({ ...(place.row ? { row: place.row } : {}), places: [place] });
  }
  return blocks;
}

export type Spot = { block: number; line: number; column: number };

/** Where every typed cell stands. */
export function spotsOf(blocks: readonly Block[]): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  blocks.forEach(({ lines }, block) => {
    lines.forEach(({ places }, line) => {
      places.forEach(({ address, typed }, column) => {
        if (typed) spots.set(address, { block, line, column });
      });
    });
  });
  return spots;
}

const at = (blocks: readonly Block[], { block, line, column }: Spot): Place | undefined =>
  blocks[block]?.lines[line]?.places[column];

function stepOf(blocks: readonly Block[], spot: Spot, direction: Direction): Spot | undefined {
  if (direction === "left") return spot.column > 0 ? { ...spot, column: spot.column - 1 } : undefined;
  if (direction === "right") return { ...spot, column: spot.column + 1 };
  const line = spot.line + (direction === "down" ? 1 : -1);
  if (blocks[spot.block]?.lines[line]) return { ...spot, line };
  return acrossBlocks(blocks, spot, direction === "down" ? 1 : -1);
}

function acrossBlocks(blocks: readonly Block[], spot: Spot, by: 1 | -1): Spot | undefined {
  const next = blocks[spot.block + by];
  if (!next) return undefined;
  const line = by === 1 ? 0 : next.lines.length - 1;
  const last = (next.lines[line]?.places.length ?? 1) - 1;
  return { block: spot.block + by, line, column: Math.min(spot.column, last) };
}

/** The next typed cell that way, over the edge of a section up and down; undefined at the end of the form. */
export function neighbour(blocks: readonly Block[], from: Spot, direction: Direction): string | undefined {
  for (let spot = stepOf(blocks, from, direction); spot; spot = stepOf(blocks, spot, direction)) {
    const place = at(blocks, spot);
    if (place?.typed) return place.address;
    if (!place && (direction === "left" || direction === "right")) return undefined;
  }
  return undefined;
}

/**
 * Where Ctrl and an arrow lead, as in Excel: to the last cell of a run of filled ones, over a gap to the next filled
 * one, or to the edge of the section.
 */
export function farNeighbour(
  blocks: readonly Block[],
  from: Spot,
  direction: Direction,
  filled: (address: string) => boolean,
): string | undefined {
  const way = alongBlock(blocks, from, direction);
  const here = at(blocks, from);
  const [first] = way;
  if (!here || first === undefined) return undefined;
  if (filled(here.address) && filled(first)) {
    const gap = way.findIndex((address) => !filled(address));
    return gap < 0 ? way.at(-1) : way[gap - 1];
  }
  return way.find(filled) ?? way.at(-1);
}

function alongBlock(blocks: readonly Block[], from: Spot, direction: Direction): string[] {
  const way: string[] = [];
  for (let spot = stepOf(blocks, from, direction); spot?.block === from.block; ) {
    const place = at(blocks, spot);
    if (!place) break;
    if (place.typed) way.push(place.address);
    spot = stepOf(blocks, spot, direction);
  }
  return way;
}

/** The first or last typed cell of the line, or of the whole form. */
export function endOf(blocks: readonly Block[], from: Spot, end: "first" | "last", whole: boolean): string | undefined {
  const all = whole
    ? blocks.flatMap(({ lines }) => lines.flatMap(({ places }) => places))
    : (blocks[from.block]?.lines[from.line]?.places ?? []);
  const typed = all.filter((place) => place.typed);
  return typed.at(end === "first" ? 0 : -1)?.address;
}

/** The rectangle between two cells of one section, line by line; cells that are not typed are null. */
export function rectangle(blocks: readonly Block[], from: Spot, to: Spot): (string | null)[][] {
  if (from.block !== to.block) return [];
  const [top, bottom] = [Math.min(from.line, to.line), Math.max(from.line, to.line)];
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
  const lines = blocks[from.block]?.lines.slice(top, bottom + 1) ?? [];
  return lines.map(({ places }) => places.slice(left, right + 1).map(({ address, typed }) => (typed ? address : null)));
}
