import { newSection, numbered } from "./draft-edits.ts";
import type { CellDraft, FormDraft, SectionDraft } from "./form-draft.ts";
import type { Note } from "./xlsform/read.ts";

type Grid = readonly (readonly string[])[];
type Said = { en: string; zh: string };

const HAN = /\p{Script=Han}/u;
const NOTHING: Said = { en: "", zh: "" };
const said = (text: string): Said => {
  const short = text.replace(/\s+/g, " ").slice(0, 300);
  return HAN.test(text) ? { en: "", zh: short } : { en: short, zh: "" };
};

const HEADS = {
  name: /^(?:指标(?:名称)?|项目|名称|内容|栏目|item|items|indicator|name|description)$/i,
  unit: /^(?:(?:计量)?单位|unit|units)$/i,
  code: /^(?:代码|编号|序号|行次|code|no\.?|number)$/i,
} as const;
/** Numbers under the heads, or 甲 乙: they only count columns. */
const COUNTING = /^(?:[甲乙丙丁]|\(?\d{1,3}\)?)$/;
const UNIT = /[（(]\s*([^（）()]{1,12})\s*[）)]\s*$/;
const TITLE = /^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]|part\b|section\b|[A-Z][.、．]\s)/i;

/**
 * The layout of a form, drawn in a spreadsheet, as a draft: a label with a blank cell after it is an item; heads with
 * blank cells below them and labels at their left are a table; a line that stands alone is a heading. It guesses, and
 * whoever designs the form looks it over.
 */
export function readLayout(sheets: readonly { name: string; rows: Grid }[]): { draft: FormDraft; notes: Note[] } {
  const draft: FormDraft = { names: NOTHING, period: "year", sheets: [], rules: [] };
  for (const { name, rows } of sheets) {
    const reader = new LayoutReader(draft);
    reader.read(rows);
    const sections = reader.sections.filter((section) => partsOf(section).length > 0);
    if (sections.length === 0) continue;
    if (draft.names.zh === "" && draft.names.en === "") draft.names = reader.title ?? said(name);
    draft.sheets.push({ key: `sheet-${draft.sheets.length + 1}`, names: said(name), sections });
  }
  return { draft, notes: [] };
}

const partsOf = (section: SectionDraft): CellDraft[] => (section.kind === "table" ? section.columns : section.cells);
const filledIn = (row: readonly string[] | undefined): number[] =>
  (row ?? []).flatMap((text, index) => (text === "" ? [] : [index]));

class LayoutReader {
  readonly sections: SectionDraft[] = [];
  title: Said | null = null;
  readonly #draft: FormDraft;
  #heading: Said = NOTHING;

  constructor(draft: FormDraft) {
    this.#draft = draft;
  }

  read(rows: Grid): void {
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
    for (let line = 0; line < rows.length; ) line += this.#at(rows, line, width);
  }

  /** Takes what begins on a line; how many lines that were. */
  #at(rows: Grid, line: number, width: number): number {
    const row = rows[line] ?? [];
    const filled = filledIn(row);
    if (filled.length === 0) return 1;
    const taken = this.#table(rows, line);
    if (taken > 0) return taken;
    if (filled.length === 1 && this.#isHeading(rows, line, width)) {
      const text = said(row[filled[0] ?? 0] ?? "");
      this.title ??= text;
      this.#heading = text;
      return 1;
    }
    this.#items(row, filled);
    return 1;
  }

  #isHeading(rows: Grid, line: number, width: number): boolean {
    const text = rows[line]?.find((cell) => cell !== "") ?? "";
    if (TITLE.test(text) || this.sections.length + filledIn(rows[line - 1]).length === 0) return true;
    return width > 2 && filledIn(rows[line + 1]).length > 1;
  }

  #begin(kind: SectionDraft["kind"]): SectionDraft {
    const sheets = [...this.#draft.sheets, { key: "now", names: NOTHING, sections: this.sections }];
    const section = newSection({ ...this.#draft, sheets }, kind);
    section.names =
      this.#heading.en || this.#heading.zh
        ? this.#heading
        : { en: `Section ${section.code}`, zh: `${section.code}部分` };
    this.#heading = NOTHING;
    this.sections.push(section);
    return section;
  }

  /** Labels that have a blank cell after them, or that end the line. */
  #items(row: readonly string[], filled: readonly number[]): void {
    const labels = filled.filter((index) => (row[index + 1] ?? "") === "" && !/^\d+(\.\d+)?$/.test(row[index] ?? ""));
    const last = this.sections.at(-1);
    const isNew = last?.kind !== "cells" || this.#heading.en !== "" || this.#heading.zh !== "";
    if (labels.length === 0) return;
    const section = isNew ? this.#begin("cells") : last;
    for (const index of labels) addCell(section, row[index] ?? "", "");
  }

  /** A table that begins with its heads on a line; 0 where none does. */
  #table(rows: Grid, line: number): number {
    const heads = rows[line] ?? [];
    const roles = rolesOf(heads);
    if (!roles) return 0;
    const { name, unit, values, isList } = roles;
    const body = bodyOf(rows, line + 1, name, values);
    if (body.lines.length === 0) return 0;
    const lines = body.lines.map((index) => rows[index] ?? []);
    if (!isList) this.#columns(heads, values, lines, name);
    else {
      const section = this.#begin("cells");
      for (const row of lines) addCell(section, row[name] ?? "", unit === undefined ? "" : (row[unit] ?? ""));
    }
    return body.end - line;
  }

  #columns(heads: readonly string[], values: readonly number[], lines: Grid, name: number): void {
    const section = this.#begin("table");
    if (section.kind !== "table") return;
    const isTotal = (row: readonly string[]) => /^(?:合\s*计|总\s*计|total)$/i.test(row[name] ?? "");
    const total = lines.find(isTotal);
    const rows = lines.filter((row) => !isTotal(row)).map((row) => said(row[name] ?? ""));
    section.rows = { kind: "fixed", rows: rows.map((names, index) => ({ key: `r${index + 1}`, names })) };
    if (total) section.total = said(total[name] ?? "");
    else delete section.total;
    for (const index of values) addCell(section, heads[index] ?? "", "");
  }
}

/**
 * What each column under these heads is for; null where they are no heads. One column of values beside codes or units
 * is a list of items, anything else a table.
 */
function rolesOf(heads: readonly string[]) {
  const filled = filledIn(heads);
  const isBroken = filled.some((index, nth) => nth > 0 && index !== (filled[nth - 1] ?? 0) + 1);
  if (filled.length < 2 || isBroken) return null;
  const of = (pattern: RegExp) => filled.find((index) => pattern.test(heads[index] ?? ""));
  const [unit, code] = [of(HEADS.unit), of(HEADS.code)];
  const name = of(HEADS.name) ?? filled.find((index) => index !== unit && index !== code) ?? 0;
  const values = filled.filter((index) => ![unit, code, name].includes(index));
  const isList = values.length === 1 && (unit !== undefined || code !== undefined);
  return values.length === 0 ? null : { name, unit, values, isList };
}

/** The lines below heads that have a label and nothing under the heads; lines that count columns are passed over. */
function bodyOf(rows: Grid, from: number, name: number, values: readonly number[]): { lines: number[]; end: number } {
  const lines: number[] = [];
  let end = from;
  for (; end < rows.length; end += 1) {
    const row = rows[end] ?? [];
    const filled = filledIn(row);
    if (filled.length > 1 && filled.every((index) => COUNTING.test(row[index] ?? ""))) continue;
    if ((row[name] ?? "") === "" || values.some((index) => (row[index] ?? "") !== "")) break;
    lines.push(end);
  }
  return { lines, end };
}

function addCell(section: SectionDraft, text: string, unit: string): void {
  const label = text.slice(0, 2000).replace(/\s+/g, " ").trim().slice(0, 300);
  const parts = partsOf(section);
  const inName = UNIT.exec(label)?.[1] ?? "";
  const name = inName ? label.replace(UNIT, "").trim() : label;
  const isYesNo = /^是否/.test(name) || /\?$/.test(name);
  parts.push({
    ...{ code: numbered(section.code, parts.length + 1), names: said(name || label), help: NOTHING },
    unit: said(unit || inName),
    value: isYesNo ? { type: "yes-no" } : { type: "integer", min: "", max: "" },
    ...{ measure: "point", required: true },
  });
}
