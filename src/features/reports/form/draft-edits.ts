import type { CellDraft, FormDraft, SectionDraft } from "./form-draft.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** A way into a draft, as problems name it. */
export type Path = readonly (string | number)[];

/** A draft with another value at a place; what is not on the way stays the same object. */
export function put<Whole>(whole: Whole, path: Path, value: unknown): Whole {
  const [step, ...rest] = path;
  if (step === undefined) return value as Whole;
  if (Array.isArray(whole)) {
    return whole.map((part, index) => (index === step ? put(part, rest, value) : part)) as Whole;
  }
  const { [step]: part, ...others } = whole as Record<string, unknown>;
  if (rest.length === 0 && value === undefined) return others as Whole;
  return { ...whole, [step]: put(part, rest, value) };
}

export function at(whole: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, step) => (part as Record<string | number, unknown> | undefined)?.[step], whole);
}

const changed = <Whole>(whole: Whole, path: Path, change: (list: unknown[]) => unknown[]): Whole =>
  put(whole, path, change([...(at(whole, path) as unknown[])]));

/** Puts parts into the list at a path, before the one of this index. */
export const insert = <Whole>(whole: Whole, path: Path, index: number, ...parts: unknown[]): Whole =>
  changed(whole, path, (list) => list.toSpliced(index, 0, ...parts));

export const remove = <Whole>(whole: Whole, path: Path, index: number): Whole =>
  changed(whole, path, (list) => list.toSpliced(index, 1));

/** Moves one part of a list by some places, as far as it goes. */
export const move = <Whole>(whole: Whole, path: Path, index: number, by: number): Whole =>
  changed(whole, path, (list) => {
    const [part] = list.splice(index, 1);
    return list.toSpliced(Math.max(0, Math.min(list.length, index + by)), 0, part);
  });

const NOTHING = { en: "", zh: "" };

const CODE_MOST = 16;

/** A code that is made of a stem and a number; a long stem is cut before it. */
export const numbered = (stem: string, number: number): string =>
  `${stem.slice(0, CODE_MOST - String(number).length)}${number}`;

/** The code after the last one: C7 after C6; A1 where there is none. Of a long number the last digits count on. */
function nextCode(codes: readonly string[], letter: string): string {
  const [, stem = "", digits = ""] = /^(.*?)(\d{0,6})$/.exec(codes.at(-1) ?? "") ?? [];
  for (let number = Number(digits) + 1; ; number += 1) {
    const code = numbered(stem || letter, number);
    if (!codes.includes(code)) return code;
  }
}

const cellsIn = (section: SectionDraft): readonly CellDraft[] =>
  section.kind === "table" ? section.columns : section.cells;

/** One more item of a section, like the one before it. */
export function newCell(section: SectionDraft): CellDraft {
  const cells = cellsIn(section);
  const code = nextCode(
    cells.map((cell) => cell.code),
    section.code || "A",
  );
  const { unit, value, measure, required, hint } = cells.at(-1) ?? {
    ...{ unit: NOTHING, value: { type: "integer" as const, min: "", max: "" }, measure: "point" as const },
    ...{ required: true, hint: undefined },
  };
  return { code, names: NOTHING, help: NOTHING, unit, value, measure, required, ...(hint ? { hint } : {}) };
}

export function newSection(draft: FormDraft, kind: SectionDraft["kind"]): SectionDraft {
  const codes = draft.sheets.flatMap(({ sections }) => sections.map(({ code }) => code));
  const code = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").find((letter) => !codes.includes(letter)) ?? nextCode(codes, "S");
  const named = { code, names: NOTHING, help: NOTHING };
  return kind === "cells"
    ? { kind, ...named, cells: [] }
    : { kind, ...named, columns: [], rows: { kind: "grades" }, total: { en: "Total", zh: "合计" } };
}

export function newSheet(draft: FormDraft): FormDraft["sheets"][number] {
  const keys = draft.sheets.map(({ key }) => key);
  let number = keys.length + 1;
  while (keys.includes(`sheet-${number}`)) number += 1;
  return { key: `sheet-${number}`, names: NOTHING, sections: [] };
}

export function newRule(draft: FormDraft): RuleDraft {
  const ids = draft.rules.map(({ id }) => id);
  let number = ids.length + 1;
  while (ids.includes(String(number))) number += 1;
  return {
    id: String(number),
    severity: "error",
    scope: { kind: "once" },
    ...{ when: "", holds: "", marks: "", statement: NOTHING, message: NOTHING, clause: NOTHING },
  };
}

/** A form with the sheets and checks of another one after its own; an empty one takes everything but its own name. */
export function joined(draft: FormDraft, other: FormDraft): FormDraft {
  const isNamed = draft.names.en !== "" || draft.names.zh !== "";
  if (draft.sheets.length === 0) return { ...other, period: draft.period, names: isNamed ? draft.names : other.names };
  const sheets = [...draft.sheets];
  for (const sheet of other.sheets) {
    const isTaken = sheets.some(({ key }) => key === sheet.key);
    sheets.push(isTaken ? { ...sheet, key: newSheet({ ...draft, sheets }).key } : sheet);
  }
  return { ...draft, sheets, rules: [...draft.rules, ...other.rules] };
}

const PASTED_MOST = 1000;

const YES = /^(?:是|必填|y|yes|true|1|●|✓|√)$/i;
const TYPES: readonly (readonly [RegExp, CellDraft["value"]])[] = [
  [/^(?:是否|是或否|是\/否|yes or no|yes\/no|yes-no|y\/n)$/i, { type: "yes-no" }],
  [/^(?:文字|文本|text)$/i, { type: "text", max: 200 }],
  [/^(?:单选|one of several|choice)$/i, { type: "choice", options: [] }],
  [/^(?:日期|date)$/i, { type: "date", min: "", max: "" }],
  [/^(?:小数|decimal)$/i, { type: "decimal", places: 2, min: "", max: "" }],
];

/** 'one of: Brick; Wood', '选项：砖木；框架': a choice with its options. */
const CHOICE = /^(?:选项|单选|choice|one of)\s*[:：]\s*(.+)$/i;

function pastedValue(kind: string): CellDraft["value"] {
  const words = CHOICE.exec(kind)?.[1]?.split(/[;；|]/) ?? [];
  const options = words.map((word) => word.trim()).filter(Boolean);
  if (options.length > 0) {
    return {
      type: "choice",
      options: options.map((name, index) => ({ key: `o${index + 1}`, names: { en: name, zh: name } })),
    };
  }
  return TYPES.find(([pattern]) => pattern.test(kind))?.[1] ?? { type: "integer", min: "", max: "" };
}

const MEASURES = [
  [/^(?:时点|at the day|point)$/i, "point"],
  [/^(?:时期|over the period|period)$/i, "period"],
] as const;

/**
 * Items from a block copied out of a sheet, one a line: code, name in Chinese, name in English, unit in Chinese, unit in
 * English, kind of value, whether at the day or over the period, whether it must be filled in. Columns may be left off
 * at the end; a line without a code takes the next one. Lines without a name are left out, and what follows the first
 * 1,000, which are more than a section holds.
 */
export function pastedCells(section: SectionDraft, text: string): CellDraft[] {
  const made: CellDraft[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (made.length === PASTED_MOST) break;
    const [code = "", zh = "", en = "", unitZh = "", unitEn = "", kind = "", measure = "", required = ""] = line
      .split("\t")
      .map((part) => part.trim());
    if (zh === "" && en === "") continue;
    const cells = [...cellsIn(section), ...made];
    const fresh = newCell(section.kind === "table" ? { ...section, columns: cells } : { ...section, cells });
    const value = pastedValue(kind);
    made.push({
      ...fresh,
      ...(code === "" ? {} : { code }),
      names: { zh, en },
      unit: { zh: unitZh, en: unitEn },
      value,
      measure: MEASURES.find(([pattern]) => pattern.test(measure))?.[1] ?? fresh.measure,
      required: required === "" || YES.test(required),
    });
  }
  return made;
}
