import { calculate, type Frame } from "./calculate.ts";
import { indexOf, rowName } from "./cells.ts";
import type { Rule, Shown, Text } from "./definition.ts";
import * as exactly from "./exact.ts";
import type { CellProblem } from "./parse-cell.ts";

const UNKNOWN = "—";
const HUNDRED = exactly.exact(100);

/** What a cell's problem is, for findings; `{min}`, `{max}` and `{places}` are filled. */
const PROBLEMS: Record<CellProblem, Text> = {
  unknownCell: { en: "is not a cell of this form", zh: "不是本表的指标" },
  notNumber: { en: "is not a number", zh: "不是数字" },
  notWhole: { en: "must be a whole number", zh: "应为整数" },
  tooManyPlaces: { en: "has too many decimal places (at most {places})", zh: "小数超过{places}位" },
  tooSmall: { en: "must be at least {min}", zh: "不得小于{min}" },
  tooLarge: { en: "must be at most {max}", zh: "不得大于{max}" },
  tooLong: { en: "is longer than {max} characters", zh: "超过{max}个字" },
  notYesNo: { en: "must be yes or no", zh: "应填是或否" },
  notOption: { en: "is none of the choices", zh: "不在可选项中" },
  notDate: { en: "is not a date such as 2026-09-01", zh: "不是日期（如2026-09-01）" },
  tooEarly: { en: "must not be before {min}", zh: "不得早于{min}" },
  tooLate: { en: "must not be after {max}", zh: "不得晚于{max}" },
};

/** The name of a cell in messages: `Grade 3, B2 pupils`. A row or column the form does not have keeps its code. */
export function cellName(code: string, row: string | undefined, frame: Frame): Text {
  const known = indexOf(frame.definition).cells.get(code);
  if (!known) return { en: code, zh: code };
  const name = { en: `${code} ${known.cell.names.en}`, zh: `${code} ${known.cell.names.zh}` };
  if (row === undefined) return name;
  const inRow = rowName(known.section, row, frame.context.facts) ?? { en: row, zh: row };
  return { en: `${inRow.en}, ${name.en}`, zh: `${inRow.zh}，${name.zh}` };
}

function fill(template: Text, words: ReadonlyMap<string, Text>): Text {
  const one = (language: keyof Text) =>
    template[language].replace(/\{([A-Za-z]+)\}/g, (whole, name: string) => words.get(name)?.[language] ?? whole);
  return { en: one("en"), zh: one("zh") };
}

function shownValue(shown: Shown, frame: Frame): Text {
  const value = calculate(shown.value, frame);
  if (value === undefined || typeof value === "boolean") return { en: UNKNOWN, zh: UNKNOWN };
  if (typeof value === "string") return optionName(shown, value, frame) ?? yesNo(value);
  const percent = shown.as === "percent";
  const said = exactly.readable(percent ? exactly.multiply(value, HUNDRED) : value, shown.places);
  const word = percent ? `${said}%` : said;
  return { en: word, zh: word };
}

/** What an option is called, where the value is that of a choice. */
function optionName({ value: read }: Shown, key: string, frame: Frame): Text | undefined {
  const code = read.op === "cell" ? (read.code ?? frame.code ?? "") : "";
  const type = indexOf(frame.definition).cells.get(code)?.cell.value;
  return type?.type === "choice" ? type.options.find((option) => option.key === key)?.names : undefined;
}

const yesNo = (value: string): Text => {
  if (value === "yes") return { en: "yes", zh: "是" };
  return value === "no" ? { en: "no", zh: "否" } : { en: value, zh: value };
};

/** The rule's message at one place, with both sides of its equation as they were read. */
export function messageOf(rule: Rule, frame: Frame): Text {
  const words = new Map<string, Text>(Object.entries(wordsOfPlace(rule, frame)));
  for (const [name, shown] of Object.entries(rule.shows ?? {})) words.set(name, shownValue(shown, frame));
  return fill(rule.message, words);
}

/** What `{row}` and `{column}` stand for where a rule is tried. */
export function wordsOfPlace(rule: Rule, frame: Frame): { row?: Text; column?: Text } {
  return {
    ...(frame.code === undefined ? {} : { column: cellName(frame.code, undefined, frame) }),
    ...(frame.row === undefined ? {} : { row: rowWord(rule, frame) }),
  };
}

function rowWord(rule: Rule, frame: Frame): Text {
  const row = frame.row ?? "";
  const table = "table" in rule.scope ? indexOf(frame.definition).tables.get(rule.scope.table) : undefined;
  return (table && rowName(table, row, frame.context.facts)) ?? { en: row, zh: row };
}

/** A sentence that begins with the cell's name. */
const saidOf = (name: Text, en: string, zh: string): Text => ({ en: `${name.en} ${en}`, zh: `${name.zh}${zh}` });

export const missingMessage = (name: Text, numeric: boolean): Text =>
  numeric
    ? saidOf(name, "is missing. If there is none, write 0.", "未填。没有的请填 0。")
    : saidOf(name, "is missing.", "未填。");

export const outsideMessage = (name: Text): Text =>
  saidOf(name, "must be empty: the school does not offer this stage.", "应为空：学校没有这一学段。");

export function problemMessage(name: Text, problem: CellProblem, bounds: Record<string, string>): Text {
  const words = new Map(Object.entries(bounds).map(([key, value]) => [key, { en: value, zh: value }]));
  const { en, zh } = fill(PROBLEMS[problem], words);
  return saidOf(name, `${en}.`, `${zh}。`);
}
