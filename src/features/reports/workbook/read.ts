import { TableRefusal } from "#lib/tabular/refusal.ts";
import { type RawSheet, xlsxReader } from "#lib/tabular/xlsx.ts";
import type { Kept } from "../components/fill/kept.ts";
import type { Frame } from "../form/calculate.ts";
import type { ValueType } from "../form/definition.ts";
import { parseValue } from "../form/parse-cell.ts";
import { layOut } from "./lay-out.ts";
import { FIRST_CELL, MADE_BY, PORTAL, VERSION } from "./portal-sheet.ts";

/** Why a workbook is not taken: a key of `workbook.refused`. */
export class NotThisWorkbook extends Error {
  readonly key: "unknown" | "otherReport" | "otherVersion";

  constructor(key: NotThisWorkbook["key"]) {
    super(`The workbook is refused: ${key}`);
    this.key = key;
  }
}

type Report = { assignmentId: string; number: number; frame: Frame };
type Text = (row: number, column: number) => string;

function texts({ rows }: RawSheet): Text {
  const byLine = new Map(rows.map(({ line, cells }) => [line, cells]));
  return (row, column) => byLine.get(row + 1)?.[column] ?? "";
}

/**
 * What was changed in a workbook since it was downloaded: by address the text that stands there now, with the version
 * of the cell that it was typed over. A text that is no value of its cell is given as it stands.
 * @throws NotThisWorkbook where it was not made for this version of this report
 * @throws TableRefusal where it cannot be read
 */
export async function readWorkbook(bytes: Uint8Array, report: Report): Promise<Kept> {
  const sheetOf = xlsxReader(bytes);
  const portal = texts(await portalOf(sheetOf));
  mustBelong(portal, report);
  const { definition, context } = report.frame;
  const { sheets, refs, places } = layOut(definition, context, portal(3, 1) === "en" ? "en" : "zh");
  const read = new Map<string, Text>();
  for (const { name } of sheets) read.set(name, texts(await sheetOf(name)));
  const kept: Kept = {};
  for (const [index, { address, cell }] of places.filter((place) => place.typed).entries()) {
    const row = FIRST_CELL + index;
    if (portal(row, 0) !== address) throw new NotThisWorkbook("otherVersion");
    const ref = refs.get(address);
    const text = ref ? (read.get(ref.sheet)?.(ref.row, ref.column) ?? "") : "";
    const { value = text } = parseValue(cell.value, text);
    if ((value ?? "") !== portal(row, 1) && text !== asExcelKeeps(cell.value, portal(row, 1)))
      kept[address] = { text: value ?? "", base: versionOf(portal(row, 2)) };
  }
  return kept;
}

/** What Excel makes of a value that was written into a cell: of a number it keeps some 15 digits. */
const asExcelKeeps = (type: ValueType, held: string): string =>
  (type.type === "integer" || type.type === "decimal") && held !== "" ? String(Number(held)) : held;

const versionOf = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

function mustBelong(portal: Text, { assignmentId, number }: Report): void {
  if (portal(0, 0) !== MADE_BY || portal(0, 1) !== VERSION) throw new NotThisWorkbook("unknown");
  if (portal(1, 1) !== assignmentId) throw new NotThisWorkbook("otherReport");
  if (portal(2, 1) !== String(number)) throw new NotThisWorkbook("otherVersion");
}

/** A workbook without the hidden sheet is none of ours. */
async function portalOf(sheetOf: ReturnType<typeof xlsxReader>): Promise<RawSheet> {
  try {
    return await sheetOf(PORTAL);
  } catch (error) {
    if (error instanceof TableRefusal && error.code === "no-sheet") throw new NotThisWorkbook("unknown");
    throw error;
  }
}
