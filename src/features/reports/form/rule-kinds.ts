import type { Text } from "./definition.ts";
import { newRule } from "./draft-edits.ts";
import type { FormDraft, SectionDraft } from "./form-draft.ts";
import { FUNCTIONS, PERIODS, SCHOOL, THIS } from "./formula/words.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** The kinds of check that a section writes, in the order of a form's life. Required and range belong to the item. */
export const RULE_KINDS = [
  "condition",
  "rowSum",
  "columnSum",
  "equal",
  "rollForward",
  "lastYear",
  "ratio",
  "register",
  "unique",
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

const UNKNOWN = "?";
const isNumber = (cell: { value: { type: string } }) => ["integer", "decimal"].includes(cell.value.type);

/** The items that a first formula names: numbers that stand alone, and those of the first table; '?' where there is none. */
function namesIn({ sheets }: FormDraft) {
  const sections = sheets.flatMap((sheet) => sheet.sections);
  const single = sections.flatMap((section) => (section.kind === "cells" ? section.cells.filter(isNumber) : []));
  const isTable = (section: SectionDraft) => section.kind === "table" && section.columns.some(isNumber);
  const table = sections.find(isTable);
  const columns = table?.kind === "table" ? table.columns.filter(isNumber) : [];
  const nth = (cells: readonly { code: string }[], index: number) => cells[index]?.code ?? UNKNOWN;
  return {
    item: (index: number) => nth(single, index),
    column: (index: number) => nth(columns, index),
    columns: columns.map(({ code }) => code),
    table: table?.code ?? UNKNOWN,
  };
}

/** A check of a kind to begin with, in a language: its formula stands, with items of this form, and is to be adapted. */
export function ruleOfKind(draft: FormDraft, kind: RuleKind, language: keyof Text): RuleDraft {
  const { item, column, columns, table } = namesIn(draft);
  const say = (text: Text) => text[language];
  const [abs, sum, filled, unique] = [FUNCTIONS.absolute, FUNCTIONS.sum, FUNCTIONS.filled, FUNCTIONS.unique].map(say);
  const last = say(PERIODS["last-year"]);
  const self = say(THIS);
  const inRows = { kind: "rows", table, rows: "details" } as const;
  const written: Record<RuleKind, Partial<RuleDraft>> = {
    condition: { when: `${item(0)} > 0`, holds: `${filled}(${item(1)})` },
    rowSum: { scope: inRows, holds: `${column(0)} = ${column(1)} + ${column(2)}` },
    columnSum: { scope: { kind: "columns", table, columns }, holds: `${self} = ${sum}(${table}, ${self})` },
    equal: { holds: `${item(0)} = ${item(1)}` },
    rollForward: { holds: `${item(3)} = ${item(0)} + ${item(1)} − ${item(2)}` },
    lastYear: {
      severity: "warning",
      holds: `${abs}(${item(0)} − ${last}(${item(0)})) ≤ 15% × ${last}(${item(0)})`,
    },
    ratio: { severity: "warning", holds: `10 × ${item(1)} ≤ ${item(0)} ≤ 20 × ${item(1)}` },
    register: {
      severity: "warning",
      holds: `${item(0)} = ${say(SCHOOL)}.${language === "en" ? "pupils" : "在籍学生"}`,
    },
    unique: { holds: `${unique}(${table}, ${column(0)})` },
  };
  return { ...newRule(draft), ...written[kind] };
}
