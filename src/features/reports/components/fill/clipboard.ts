import type { Block, Spot } from "./layout.ts";

/** Largest block that is taken in at once; Excel can put a million lines on the clipboard. */
const MOST_CELLS = 5000;

/**
 * A block as Excel and other sheets put it on the clipboard: tabs between cells, newlines between lines, a cell with
 * either in it between quotes with quotes doubled. One newline at the end is not a line.
 */
export function readBlock(text: string): string[][] {
  const lines: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    lines.at(-1)?.push(cell);
    cell = "";
  };
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let index = 0; index < source.length; index++) {
    const sign = source.charAt(index);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source.charAt(index + 1) === '"') cell += source.charAt(++index);
      else quoted = false;
    } else if (sign === '"' && cell === "" && closes(source, index)) quoted = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n") {
      endCell();
      lines.push([]);
    } else cell += sign;
  }
  endCell();
  return lines;
}

/** Whether the quote that opens here closes at the end of a cell; otherwise it is a sign like any other. */
function closes(source: string, from: number): boolean {
  return /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(source.slice(from));
}

export function writeBlock(cells: readonly (readonly string[])[]): string {
  const quote = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return cells.map((line) => line.map(quote).join("\t")).join("\n");
}

/** What a paste would do: texts by address, and how many cells of the block had no cell to go to. */
export type Placed = { edits: { address: string; text: string }[]; unplaced: number; notTyped: number };

/**
 * Lays a block over the section from one cell on, to the right and down. One single value fills the whole selection.
 * What lies beyond the section is counted in `unplaced`; what meets a cell from the register in `notTyped`.
 */
export function placeBlock(
  block: readonly (readonly string[])[],
  blocks: readonly Block[],
  from: Spot,
  selection: readonly (readonly (string | null)[])[] = [],
): Placed {
  const placed: Placed = { edits: [], unplaced: 0, notTyped: 0 };
  const single = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined;
  if (single !== undefined && selection.flat().length > 1) {
    for (const address of selection.flat()) if (address) placed.edits.push({ address, text: single });
    return placed;
  }
  const lines = blocks[from.block]?.lines ?? [];
  let taken = 0;
  block.forEach((texts, down) => {
    texts.forEach((text, across) => {
      const place = lines[from.line + down]?.places[from.column + across];
      if (!place || ++taken > MOST_CELLS) placed.unplaced += text.trim() === "" ? 0 : 1;
      else if (place.typed) placed.edits.push({ address: place.address, text: text.trim() });
      else placed.notTyped += 1;
    });
  });
  return placed;
}
