import { posix } from "node:path";
import type { Archive } from "./archive.ts";
import { readPart } from "./archive-part.ts";
import { classifyFormat, type NumberKind } from "./cell-text.ts";
import { tableLimits } from "./limits.ts";
import { TableRefusal } from "./refusal.ts";
import { readAttributes } from "./xml-scan.ts";

const nothing = () => undefined;
const workbookFolder = "xl";

export type Workbook = {
  /** Worksheets in the workbook's order with the archive name of each. */
  sheets: { name: string; part: string; isHidden: boolean }[];
  usesDates1904: boolean;
  sharedStringsPart: string | undefined;
  stylesPart: string | undefined;
};

type Relation = { kind: string; part: string };

async function readRelations(archive: Archive): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  await readPart(archive, `${workbookFolder}/_rels/workbook.xml.rels`, {
    open(name, raw) {
      if (name !== "Relationship") return;
      const attributes = readAttributes(raw);
      const target = attributes.get("Target") ?? "";
      const part = target.startsWith("/") ? target.slice(1) : posix.join(workbookFolder, target);
      // Transitional and Strict files name the same relation under different addresses; the last word is the same.
      relations.set(attributes.get("Id") ?? "", { kind: posix.basename(attributes.get("Type") ?? ""), part });
    },
    text: nothing,
    close: nothing,
  });
  return relations;
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/** The workbook's sheets and where its strings and styles are. Chart sheets and dialogs are left out. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const relations = await readRelations(archive);
  const partOf = (kind: string) => [...relations.values()].find((relation) => relation.kind === kind)?.part;
  const workbook: Workbook = {
    sheets: [],
    usesDates1904: false,
    sharedStringsPart: partOf("sharedStrings"),
    stylesPart: partOf("styles"),
  };
  await readPart(archive, `${workbookFolder}/workbook.xml`, {
    open(element, raw) {
      if (element === "workbookPr") workbook.usesDates1904 = isTrue(readAttributes(raw).get("date1904"));
      if (element !== "sheet") return;
      const attributes = readAttributes(raw);
      const relation = relations.get(attributes.get("id") ?? "");
      if (relation?.kind !== "worksheet" || !archive.entries.has(relation.part)) return;
      const isHidden = (attributes.get("state") ?? "visible") !== "visible";
      workbook.sheets.push({ name: attributes.get("name") ?? "", part: relation.part, isHidden });
    },
    text: nothing,
    close: nothing,
  });
  return workbook;
}

/** `_x000D_` is how a workbook writes a character that XML cannot carry. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** All shared strings. Formatting runs are joined; phonetic readings are not part of the text. */
export async function readSharedStrings(archive: Archive, workbook: Workbook): Promise<string[]> {
  const strings: string[] = [];
  if (workbook.sharedStringsPart === undefined) return strings;
  let text = "";
  let isText = false;
  let isPhonetic = false;
  await readPart(archive, workbook.sharedStringsPart, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") isPhonetic = true;
      else if (name === "t") isText = !isPhonetic;
    },
    text(piece) {
      // One more than allowed is kept, so that the cell that uses it is reported.
      if (isText && text.length <= tableLimits.cellText) text += piece;
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "si" && strings.push(decodeEscapes(text)) > tableLimits.sharedStrings) {
        throw new TableRefusal("too-heavy");
      }
    },
  });
  return strings;
}

/** For each cell style what kind of number it shows. */
export async function readNumberKinds(archive: Archive, workbook: Workbook): Promise<NumberKind[]> {
  const formats = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let isCellFormats = false;
  if (workbook.stylesPart === undefined) return kinds;
  await readPart(archive, workbook.stylesPart, {
    open(name, raw) {
      if (name === "cellXfs") isCellFormats = true;
      else if (name === "numFmt") {
        const attributes = readAttributes(raw);
        formats.set(Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? "");
      } else if (name === "xf" && isCellFormats) {
        const id = Number(readAttributes(raw).get("numFmtId") ?? 0);
        kinds.push(classifyFormat(id, formats.get(id)));
      }
    },
    text: nothing,
    close(name) {
      if (name === "cellXfs") isCellFormats = false;
    },
  });
  return kinds;
}

/** The sheet asked for by name, else the first one a person can see, else the first. */
export function pickSheet(workbook: Workbook, name: string | undefined): Workbook["sheets"][number] {
  const { sheets } = workbook;
  const found =
    name === undefined
      ? (sheets.find((sheet) => !sheet.isHidden) ?? sheets[0])
      : sheets.find((sheet) => sheet.name === name);
  if (!found) throw new TableRefusal("no-sheet", name === undefined ? {} : { name });
  return found;
}
