import { openArchive } from "./archive.ts";
import { readPart } from "./archive-part.ts";
import { isoText, type NumberKind, numberText } from "./cell-text.ts";
import { tableLimits } from "./limits.ts";
import type { RawRow } from "./raw-table.ts";
import { TableRefusal } from "./refusal.ts";
import { decodeEscapes, pickSheet, readNumberKinds, readSharedStrings, readWorkbook } from "./workbook.ts";
import { readAttributes, type XmlHandler } from "./xml-scan.ts";

const lastRow = 1_048_576;
const lastColumn = 16_384;
const maxMerges = 100_000;

/** Cells merged downwards: from row `from` to row `to` (as shown), column counted from 0. */
export type Merge = { from: number; to: number; column: number };

/** What the reader says, in this order: the sheet, its rows, the merged cells (and with them: the end). */
export type SheetMessage = { sheet: string; sheets: string[] } | RawRow | { merges: Merge[] };

type CellContext = { strings: string[]; kinds: NumberKind[]; usesDates1904: boolean };

/** Column from 0 and row from 1 of a reference such as `AB12`. */
function parseReference(reference: string): { column: number; row: number } {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference);
  if (!match) throw new TableRefusal("corrupt");
  const column = [...(match[1] ?? "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(match[2]);
  if (column >= lastColumn || row > lastRow) throw new TableRefusal("corrupt");
  return { column, row };
}

/** Turns the events of a worksheet part into rows; rows without any text are left out. */
class SheetHandler implements XmlHandler {
  readonly merges: Merge[] = [];
  readonly #context: CellContext;
  readonly #send: (row: RawRow) => void;
  #row = 0;
  #column = -1;
  #cells: string[] = [];
  #errors: number[] = [];
  #cell: { type: string; style: number } | undefined;
  #text = "";
  #isInline = false;
  #isPhonetic = false;
  #isText = false;
  #rows = 0;
  #totalText = 0;

  constructor(context: CellContext, send: (row: RawRow) => void) {
    this.#context = context;
    this.#send = send;
  }

  open(name: string, raw: string): void {
    if (name === "c") this.#openCell(readAttributes(raw));
    else if (name === "v") this.#isText = this.#cell !== undefined;
    else if (name === "row") this.#openRow(readAttributes(raw));
    else if (name === "is") this.#isInline = this.#cell !== undefined;
    else if (name === "rPh") this.#isPhonetic = true;
    else if (name === "t") this.#isText = this.#isInline && !this.#isPhonetic;
    else if (name === "mergeCell") this.#merge(readAttributes(raw).get("ref") ?? "");
  }

  text(piece: string): void {
    if (this.#isText && this.#text.length <= tableLimits.cellText) this.#text += piece;
  }

  close(name: string): void {
    if (name === "c") this.#closeCell();
    else if (name === "v" || name === "t") this.#isText = false;
    else if (name === "row") this.#closeRow();
    else if (name === "is") this.#isInline = false;
    else if (name === "rPh") this.#isPhonetic = false;
  }

  #openRow(attributes: Map<string, string>): void {
    const row = Number(attributes.get("r") ?? this.#row + 1);
    if (!Number.isInteger(row) || row <= this.#row || row > lastRow) throw new TableRefusal("corrupt");
    this.#row = row;
    this.#column = -1;
    this.#cells = [];
    this.#errors = [];
  }

  #openCell(attributes: Map<string, string>): void {
    const reference = attributes.get("r");
    this.#column = reference === undefined ? this.#column + 1 : parseReference(reference).column;
    this.#cell = { type: attributes.get("t") ?? "n", style: Number(attributes.get("s") ?? 0) };
    this.#text = "";
  }

  #closeCell(): void {
    const text = this.#cell === undefined ? "" : this.#cellText(this.#cell.type, this.#cell.style);
    if (text !== "") {
      if (this.#column >= tableLimits.columns) {
        throw new TableRefusal("too-many-columns", { limit: tableLimits.columns, line: this.#row });
      }
      this.#totalText += text.length;
      if (this.#totalText > tableLimits.totalText) throw new TableRefusal("too-much-text");
      while (this.#cells.length < this.#column) this.#cells.push("");
      this.#cells[this.#column] = text;
      if (this.#cell?.type === "e") this.#errors.push(this.#column);
    }
    this.#cell = undefined;
  }

  #cellText(type: string, style: number): string {
    const text = this.#text;
    switch (type) {
      case "s":
        return text === "" ? "" : this.#sharedString(Number(text));
      case "inlineStr":
      case "str":
        return decodeEscapes(text);
      case "b":
        return text === "" ? "" : text === "1" || text === "true" ? "TRUE" : "FALSE";
      case "d":
        return isoText(text);
      case "e":
        return text;
      default:
        return numberText(text, this.#context.kinds[style] ?? "number", this.#context.usesDates1904);
    }
  }

  #sharedString(index: number): string {
    const text = this.#context.strings[index];
    if (text === undefined) throw new TableRefusal("corrupt");
    return text;
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return;
    this.#rows++;
    // The rows above the header are few; they and the header are let through, the exact count is made later.
    if (this.#rows > tableLimits.rows * 1.01) throw new TableRefusal("too-many-rows", { limit: tableLimits.rows });
    const row: RawRow = { line: this.#row, cells: this.#cells };
    if (this.#errors.length > 0) row.errors = this.#errors;
    this.#send(row);
    this.#cells = [];
  }

  #merge(range: string): void {
    const [start = "", end = start] = range.split(":");
    const first = parseReference(start);
    const last = parseReference(end);
    if (last.row > first.row) this.merges.push({ from: first.row, to: last.row, column: first.column });
    if (this.merges.length > maxMerges) throw new TableRefusal("too-heavy");
  }
}

/**
 * Reads one sheet of a workbook, message by message. Runs in the child process; only tests call it in their own.
 * @param sheet the sheet's name; without it the first one that is not hidden
 * @throws TableRefusal
 */
export async function readSheet(
  bytes: Uint8Array,
  sheet: string | undefined,
  send: (message: SheetMessage) => void,
): Promise<void> {
  const archive = await openArchive(bytes);
  const workbook = await readWorkbook(archive);
  const picked = pickSheet(workbook, sheet);
  send({ sheet: picked.name, sheets: workbook.sheets.map(({ name }) => name) });
  const strings = await readSharedStrings(archive, workbook);
  const kinds = await readNumberKinds(archive, workbook);
  const handler = new SheetHandler({ strings, kinds, usesDates1904: workbook.usesDates1904 }, send);
  await readPart(archive, picked.part, handler);
  send({ merges: handler.merges });
}
