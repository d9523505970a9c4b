import { z } from "zod";
import { keptText } from "#lib/secure-text.ts";
import type { Definition, Rule, Shown, Text } from "./definition.ts";
import { ruleProblems } from "./definition-problems.ts";
import { type FormulaFault, parseFormula, type Terms } from "./formula/parse.ts";
import { printFormula } from "./formula/print.ts";
import { termsOf } from "./formula/terms.ts";
import { keyIn } from "./formula/words.ts";
import type { Problem } from "./problem.ts";

const Said = z.strictObject({ en: keptText(1000), zh: keptText(1000) });
const Formula = keptText(2000);
const List = z.array(keptText(16)).max(300);

/**
 * A rule as it is written, formulas and all; it may still be wrong. A message holds formulas in braces:
 * `{B2[total]}`, `{D1 ÷ D2 | percent 1}` (a percentage with one decimal place), `{D1 ÷ D2 | 1}`; and `{row}`,
 * `{column}` where the rule stands. `marks` names cells, with commas or semicolons between them. An empty language takes the words of
 * the other.
 */
export const RuleDraft = z.strictObject({
  id: keptText(40),
  severity: z.enum(["error", "warning", "info"]),
  scope: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("once") }),
      z.strictObject({ kind: z.literal("rows"), table: keptText(16), rows: z.enum(["details", "total", "all"]) }),
      z.strictObject({ kind: z.literal("columns"), table: keptText(16), columns: List }),
      z.strictObject({
        kind: z.literal("cells"),
        table: keptText(16),
        columns: List,
        rows: z.enum(["details", "total", "all"]),
      }),
      z.strictObject({ kind: z.literal("each"), codes: List }),
    ])
    .default({ kind: "once" }),
  when: Formula.default(""),
  holds: Formula,
  marks: keptText(500).default(""),
  statement: Said,
  message: Said,
  clause: Said.default({ en: "", zh: "" }),
});
export type RuleDraft = z.output<typeof RuleDraft>;

type Layout = Pick<Definition, "sheets">;

/** The rule that a draft means in its form, or everything that is wrong with it; paths begin inside the rule. */
export function compileRule(
  draft: RuleDraft,
  layout: Layout,
): { rule: Rule; problems?: never } | { problems: Problem[]; rule?: never } {
  const terms = termsOf(layout);
  const problems: Problem[] = [];
  const read = (text: string, ...path: Problem["path"]) => {
    const { expression, fault } = parseFormula(text, terms);
    if (fault) problems.push(faultProblem(fault, path));
    return expression;
  };
  const said = (text: Text, field: string): Text => {
    if (text.en.trim() === "" && text.zh.trim() === "") problems.push({ path: [field], key: "missing" });
    return inBoth(text);
  };
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(draft.id)) problems.push({ path: ["id"], key: "badRuleId" });
  if (("codes" in draft.scope && draft.scope.codes.length === 0) || emptyColumns(draft.scope)) {
    problems.push({ path: ["scope"], key: "noCells" });
  }
  const when = draft.when.trim() === "" ? undefined : read(draft.when, "when");
  const holds = read(draft.holds, "holds");
  const marks = readMarks(draft.marks, terms, problems);
  const statement = said(draft.statement, "statement");
  const { message, shows } = readMessage(said(draft.message, "message"), terms, problems);
  if (problems.length > 0 || !holds) return { problems };
  const clause = inBoth(draft.clause);
  const rule: Rule = {
    id: draft.id,
    severity: draft.severity,
    scope: draft.scope,
    ...(when ? { when } : {}),
    holds,
    ...(marks ? { marks } : {}),
    ...(Object.keys(shows).length > 0 ? { shows } : {}),
    statement,
    message,
    ...(clause.en ? { clause } : {}),
  };
  const misfits = ruleProblems(layout, rule);
  return misfits.length > 0 ? { problems: misfits } : { rule };
}

const emptyColumns = (scope: RuleDraft["scope"]): boolean => "columns" in scope && scope.columns.length === 0;

const faultProblem = ({ at, key, values }: FormulaFault, path: Problem["path"]): Problem => ({
  path,
  key: `formula.${key}`,
  values,
  at,
});

/** Where one language says nothing, the other's words stand in. */
export const inBoth = ({ en, zh }: Text): Text => ({
  en: en.trim() || zh.trim(),
  zh: zh.trim() || en.trim(),
});

/** What may stand between the names of items, on either keyboard; not in brackets. */
const SEPARATOR = /[,，、;；](?![^[\]]*\])/;

/** The codes of a list as it is typed. */
export const listedCodes = (text: string): string[] =>
  text.split(SEPARATOR).flatMap((one) => one.split(/\s+/).filter(Boolean));

function readMarks(text: string, terms: Terms, problems: Problem[]): Rule["marks"] {
  if (text.trim() === "") return undefined;
  return text.split(SEPARATOR).flatMap((one) => {
    const { expression, fault } = parseFormula(one, terms);
    if (expression?.op === "cell" && expression.period === undefined) {
      const { code, row } = expression;
      return [{ ...(code === undefined ? {} : { code }), ...(row === undefined ? {} : { row }) }];
    }
    problems.push(
      fault ? faultProblem(fault, ["marks"]) : { path: ["marks"], key: "markIsNoCell", values: { text: one.trim() } },
    );
    return [];
  });
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const FORMAT = /\|\s*(percent|百分比)?\s*(\d)?\s*$/;
const STAND = { row: { en: "row", zh: "本行" }, column: { en: "column", zh: "本列" } } as const;

function readMessage(
  message: Text,
  terms: Terms,
  problems: Problem[],
): { message: Text; shows: Record<string, Shown> } {
  const shows: Record<string, Shown> = {};
  const names = new Map<string, string>();
  const naming = (shown: Shown): string => {
    const key = JSON.stringify(shown);
    const name = names.get(key) ?? nameOf(names.size);
    names.set(key, name);
    shows[name] = shown;
    return name;
  };
  const one = (text: string) =>
    text.replace(PLACEHOLDER, (whole, inside: string) => {
      const stand = keyIn(STAND, inside.trim());
      if (stand) return `{${stand}}`;
      const { shown, fault } = readShown(inside, terms);
      if (shown) return `{${naming(shown)}}`;
      problems.push(faultProblem(fault, ["message"]));
      return whole;
    });
  return { message: { en: one(message.en), zh: one(message.zh) }, shows };
}

function readShown(
  inside: string,
  terms: Terms,
): { shown: Shown; fault?: never } | { fault: FormulaFault; shown?: never } {
  const format = FORMAT.exec(inside);
  const { expression: value, fault } = parseFormula(format ? inside.slice(0, format.index) : inside, terms);
  if (!value) return { fault };
  const [, percent, places] = format ?? [];
  const as = percent ? { as: "percent" as const } : {};
  return { shown: { value, ...as, ...(places === undefined ? {} : { places: Number(places) }) } };
}

/** a, b, … z, then aa, ab, …: names that nobody has to read. */
const nameOf = (index: number): string =>
  (index >= 26 ? String.fromCharCode(96 + Math.floor(index / 26)) : "") + String.fromCharCode(97 + (index % 26));

/** The rule as one would write it in a language. Compiled again it gives the same rule. */
export function draftRule(rule: Rule, layout: Layout, language: keyof Text): RuleDraft {
  const terms = termsOf(layout);
  const formula = (expression: Rule["holds"]) => printFormula(expression, language, terms);
  return {
    id: rule.id,
    severity: rule.severity,
    scope: rule.scope,
    when: rule.when ? formula(rule.when) : "",
    holds: formula(rule.holds),
    marks: rule.marks?.map((mark) => formula({ op: "cell", ...mark })).join(", ") ?? "",
    statement: rule.statement,
    message: { en: messageText(rule, "en", terms), zh: messageText(rule, "zh", terms) },
    clause: rule.clause ?? { en: "", zh: "" },
  };
}

function messageText({ message, shows }: Rule, language: keyof Text, terms: Terms): string {
  return message[language].replace(/\{([A-Za-z]+)\}/g, (_, name: string) => {
    const shown = shows?.[name];
    if (!shown) return `{${STAND[name === "row" ? "row" : "column"][language]}}`;
    const percent = language === "zh" ? "百分比" : "percent";
    const format = [shown.as && percent, shown.places].filter((part) => part !== undefined).join(" ");
    return `{${printFormula(shown.value, language, terms)}${format && ` | ${format}`}}`;
  });
}
