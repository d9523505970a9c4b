import type { Frame } from "#features/reports/form/calculate.ts";
import { isNumeric, type Place, type Values } from "#features/reports/form/cells.ts";
import type { Rule, ValueType } from "#features/reports/form/definition.ts";
import { keyOf, standsOf } from "#features/reports/form/evaluate.ts";
import { cellName, missingMessage, wordsOfPlace } from "#features/reports/form/message.ts";
import { resolve } from "../form/calculate.ts";
import { cellsRead, excelFormula, type Live } from "./excel-formula.ts";
import { fitsExcel, textInFormula } from "./formula-limits.ts";

/** One line of the list of checks. */
export type Check = {
  /** Of a rule as its finding has it; of a cell its address. */
  key: string;
  id: string;
  severity: Rule["severity"];
  statement: string;
  where: string;
  /** TRUE, FALSE, or `#N/A` while something it needs is missing; null where Excel cannot try it. */
  holds: string | null;
  /** What is said when it fails, as a formula that gives text. */
  message: string;
  /** Addresses to mark while it fails. */
  marks: string[];
};

type Setting = { frame: Frame; language: "en" | "zh"; live: Live };

const LARGEST = "1000000000000";
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** What is said of a long list of choices, in a cell and in a message. */
const LONGEST_SHOWN = 2_000;

/** Every rule at every place where it stands for this school. */
export function ruleChecks(rules: readonly Rule[], setting: Setting): Check[] {
  // Every row has its check, also those in which nothing stands yet.
  const everyRow = { ...setting.frame, values: ANYTHING };
  return rules.flatMap((rule) =>
    standsOf(rule.scope, everyRow).map((stand) =>
      ruleCheck(rule, { ...setting, frame: { ...setting.frame, ...stand } }),
    ),
  );
}

/** Values of a report in which everything is filled in. */
const ANYTHING: Values = new Proxy({}, { get: () => "1" });

function ruleCheck(rule: Rule, { frame, language, live }: Setting): Check {
  return {
    key: keyOf(rule.id, frame, rule.scope),
    id: rule.id,
    severity: rule.severity,
    statement: rule.statement[language],
    where: cellPlace(rule, frame, language),
    holds: holdsFormula(rule, frame, live),
    message: messageFormula(rule, frame, language, live),
    marks: rule.marks?.flatMap((mark) => resolve(mark, frame) ?? []) ?? cellsRead(rule.holds, frame),
  };
}

/** Where `when` is not true the check says nothing. */
function holdsFormula(rule: Rule, frame: Frame, live: Live): string | null {
  const holds = excelFormula(rule.holds, frame, live);
  const conditions = [presentIn(rule, frame, live), rule.when ? excelFormula(rule.when, frame, live) : "TRUE"];
  if (holds === null || conditions.includes(null)) return null;
  const narrowing = conditions.filter((condition) => condition !== "TRUE");
  const whole = narrowing.reduceRight<string>((inside, condition) => `IF(${condition},${inside},NA())`, holds);
  return fitsExcel(resultFormula(whole)) ? whole : null;
}

export const [FAILS, HOLDS, OPEN] = ["✗", "✓", "–"] as const;

/** What the list of checks shows of one. */
export const resultFormula = (holds: string): string =>
  `IFERROR(IF(${holds},${quoted(HOLDS)},${quoted(FAILS)}),${quoted(OPEN)})`;

/** Whether there is the row that a rule is tried in. */
function presentIn({ scope }: Rule, { row }: Frame, live: Live): string {
  return "table" in scope && row !== undefined ? (live.present?.(scope.table, row) ?? "TRUE") : "TRUE";
}

function cellPlace(rule: Rule, frame: Frame, language: "en" | "zh"): string {
  const { column, row } = wordsOfPlace(rule, frame);
  return [row?.[language], column?.[language]].filter(Boolean).join(language === "en" ? ", " : "，");
}

/** The message with its figures as Excel works them out. */
function messageFormula(rule: Rule, frame: Frame, language: "en" | "zh", live: Live): string {
  const places = wordsOfPlace(rule, frame);
  const parts = rule.message[language].split(/(\{[A-Za-z]+\})/).flatMap((part) => {
    if (part === "") return [];
    const name = /^\{([A-Za-z]+)\}$/.exec(part)?.[1];
    if (name === "row" || name === "column") return [textInFormula(places[name]?.[language] ?? "")];
    const shown = name === undefined ? undefined : rule.shows?.[name];
    if (!shown) return [textInFormula(part)];
    const value = excelFormula(shown.value, frame, live);
    if (value === null) return [quoted("—")];
    const digits = Math.max(shown.places ?? 2, 0);
    if (shown.as !== "percent") return [`IFERROR(IF(ISNUMBER(${value}),ROUND(${value},${digits}),${value}),"—")`];
    return [`IFERROR(ROUND(100*${value},${digits})&"%","—")`];
  });
  const said = parts.join("&") || quoted("");
  return said.length <= 7_000 && fitsExcel(`IF(A1,${said},"")`) ? said : textInFormula(rule.statement[language]);
}

/** Whether a cell is filled in as its kind of value wants it. `shown` describes that kind in words. */
export function cellCheck(place: Place, ref: string, shown: string, { frame, language, live }: Setting): Check {
  const { address, cell, row } = place;
  const name = cellName(cell.code, row?.key, frame);
  const missing = missingMessage(name, isNumeric(cell.value))[language];
  const blank = `TRIM(${ref})=""`;
  const present = row ? (live.present?.(place.section.code, row.key) ?? "TRUE") : "TRUE";
  const needed = present === "TRUE" ? "FALSE" : `IF(${present},FALSE,NA())`;
  const words = shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)} …` : shown;
  const statement = `${name[language]}${language === "en" ? ": " : "："}${words}`;
  return {
    key: address,
    id: "",
    severity: "error",
    statement,
    where: "",
    holds: `IF(${blank},${cell.required ? needed : "NA()"},NOT(ISERROR(${live(address)})))`,
    message: `IF(${blank},${textInFormula(missing)},${textInFormula(statement)})`,
    marks: [address],
  };
}

/**
 * The value of a cell as rules read it: `#N/A` where it is missing or is not of its kind. `options` are the ranges that
 * hold the keys of a choice's options and their names.
 */
export function liveFormula(type: ValueType, ref: string, options: Options): string {
  if (type.type === "text") return `IF(OR(TRIM(${ref})="",LEN(TRIM(${ref}))>${type.max}),NA(),TRIM(${ref}))`;
  if (type.type === "yes-no") {
    const is = (words: string[]) => `OR(${words.map((word) => `TRIM(${ref})=${quoted(word)}`).join(",")})`;
    return `IF(${is(["是", "yes"])},"yes",IF(${is(["否", "no"])},"no",NA()))`;
  }
  if (type.type === "choice") return optionFormula(options(type), ref);
  if (type.type === "date") return dateFormula(type, ref);
  const places = type.type === "integer" ? 0 : type.places;
  const bounds = `${ref}=ROUND(${ref},${places}),${ref}>=${type.min ?? "0"},${ref}<=${type.max ?? LARGEST}`;
  return `IF(ISNUMBER(${ref}),IF(AND(${bounds}),${ref},NA()),NA())`;
}

type Choice = Extract<ValueType, { type: "choice" }>;
export type Options = (type: Choice) => { keys: string; zh: string; en: string };

/** The key of the option that is named, in either language or by its key. */
function optionFormula({ keys, zh, en }: ReturnType<Options>, ref: string): string {
  const named = (words: string) => `INDEX(${keys},MATCH(TRIM(${ref}),${words},0))`;
  return `IF(TRIM(${ref})="",NA(),IFERROR(${named(zh)},IFERROR(${named(en)},${named(keys)})))`;
}

/** A day as the portal writes it, whether it was typed as a date or as text. */
function dateFormula({ min, max }: Extract<ValueType, { type: "date" }>, ref: string): string {
  const day = `IF(ISNUMBER(${ref}),${ref},DATEVALUE(${ref}))`;
  const serial = (text: string) => `DATE(${text.split("-").map(Number).join(",")})`;
  const bounds = [...(min ? [`${day}>=${serial(min)}`] : []), ...(max ? [`${day}<=${serial(max)}`] : [])];
  const text = `TEXT(${day},"yyyy-mm-dd")`;
  const within = bounds.length > 0 ? `IF(AND(${bounds.join(",")}),${text},NA())` : text;
  return `IF(TRIM(${ref})="",NA(),IFERROR(${within},NA()))`;
}
