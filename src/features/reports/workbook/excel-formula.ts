import { calculate, type Frame, type Outcome, resolve } from "../form/calculate.ts";
import { indexOf, isNumeric, isTyped, rowsOf, splitAddress, TOTAL } from "../form/cells.ts";
import { type Expression, subexpressions } from "../form/expression.ts";
import { kindOf } from "../form/expression-kinds.ts";
import { callInGroups, fitsExcel, textInFormula } from "./formula-limits.ts";

/** What Excel keeps in one formula, with some room for what is put round it. */
const LONGEST = 8_000;
/** Pairs of rows that are compared one by one. */
const MOST_COMPARED = 12;
const UNKNOWN = "NA()";

/**
 * Where Excel finds the value of a cell: its number or text, `#N/A` while it is missing or cannot be read. `present` is
 * TRUE while something stands in a row of the school's own.
 */
export type Live = ((address: string) => string) & { present?: (table: string, row: string) => string };

/**
 * An expression as an Excel formula (without its '=') that gives what `calculate` gives at this place: unknown is
 * `#N/A`, logic over it is Kleene's, and quotients are compared to nine places. What does not depend on cells that are
 * typed now is worked out here. Null where Excel cannot say it.
 */
export function excelFormula(expression: Expression, frame: Frame, live: Live): string | null {
  try {
    const text = say(expression, { frame, live });
    return fitsExcel(text) ? text : null;
  } catch (error) {
    if (error instanceof CannotSay) return null;
    throw error;
  }
}

/** Addresses of cells typed now that an expression may read at a place, in reading order. */
export function cellsRead(expression: Expression, frame: Frame): string[] {
  const inside =
    "each" in expression
      ? rowsIn(expression.table, frame).flatMap((row) => cellsRead(expression.each, { ...frame, row }))
      : subexpressions(expression).flatMap((part) => cellsRead(part, frame));
  const own = isReference(expression) ? typedNow(expression, frame) : undefined;
  return [...new Set(own === undefined ? inside : [own, ...inside])];
}

class CannotSay extends Error {}

type Reference = Extract<Expression, { op: "cell" | "filled" }>;
type Setting = { frame: Frame; live: Live };

const isReference = (expression: Expression): expression is Reference =>
  expression.op === "cell" || expression.op === "filled";

const rowsIn = (table: string, { definition, context }: Frame): string[] => {
  const known = indexOf(definition).tables.get(table);
  return known ? rowsOf(known, context.facts).map(({ key }) => key) : [];
};

/** The address of a reference whose value somebody types in this report; undefined for all others. */
function typedNow(reference: Reference, frame: Frame): string | undefined {
  if ((reference.period ?? "now") !== "now") return undefined;
  const address = resolve(reference, frame);
  if (address === undefined) return undefined;
  const { code, row } = splitAddress(address);
  const cell = indexOf(frame.definition).cells.get(code)?.cell;
  const hasTotal = row !== TOTAL || (cell !== undefined && isNumeric(cell.value));
  return cell && hasTotal && isTyped(cell, frame.context.facts) ? address : undefined;
}

function literal(value: Outcome): string {
  if (value === undefined) return UNKNOWN;
  if (typeof value === "string") return textInFormula(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  const over = value.over.toFixed();
  if (value.under.eq(1)) return value.over.lt(0) ? `(${over})` : over;
  return `(${over}/${value.under.toFixed()})`;
}

/** One that is false settles it, whatever is unknown beside it. */
const all = (parts: string[]): string =>
  parts.length === 1
    ? (parts[0] ?? "")
    : `IF(${callInGroups(
        "OR",
        parts.map((part) => `IFERROR(NOT(${part}),FALSE)`),
      )},FALSE,${callInGroups("AND", parts)})`;

/** One that is true settles it. */
const any = (parts: string[]): string =>
  parts.length === 1
    ? (parts[0] ?? "")
    : `IF(${callInGroups(
        "OR",
        parts.map((part) => `IFERROR(${part},FALSE)`),
      )},TRUE,${callInGroups("OR", parts)})`;

const SIGNS = { eq: "=", ne: "<>", lt: "<", le: "<=", gt: ">", ge: ">=" } as const;

/** @throws CannotSay as soon as a part is too long: parts are repeated, and would grow without end. */
function say(expression: Expression, setting: Setting): string {
  const text = sayWhole(expression, setting);
  if (text.length > LONGEST) throw new CannotSay();
  return text;
}

function sayWhole(expression: Expression, setting: Setting): string {
  const { frame, live } = setting;
  if (cellsRead(expression, frame).length === 0) return literal(calculate(expression, frame));
  const of = (part: Expression) => say(part, setting);
  switch (expression.op) {
    case "cell":
      return live(typedNow(expression, frame) ?? "");
    case "filled":
      return `NOT(ISERROR(${live(typedNow(expression, frame) ?? "")}))`;
    case "add":
      return `(${expression.args.map(of).join("+")})`;
    case "multiply":
      return `(${expression.args.map(of).join("*")})`;
    case "subtract":
      return `(${of(expression.left)}-${of(expression.right)})`;
    case "divide":
      return `(${of(expression.left)}/${of(expression.right)})`;
    case "min":
      return callInGroups("MIN", expression.args.map(of));
    case "max":
      return callInGroups("MAX", expression.args.map(of));
    case "and":
      return all(expression.args.map(of));
    case "or":
      return any(expression.args.map(of));
    case "not":
      return `NOT(${of(expression.arg)})`;
    case "iff":
      return `((${of(expression.left)})=(${of(expression.right)}))`;
    case "ceil":
      return `(-INT(-ROUND(${of(expression.arg)},9)))`;
    case "absolute":
      return `ABS(${of(expression.arg)})`;
    case "if":
      return `IF(${of(expression.test)},${of(expression.yes)},${of(expression.no)})`;
    case "sum":
    case "largest":
    case "some":
    case "every":
    case "unique":
      return sayFold(expression, setting);
    default:
      return isComparison(expression) ? sayComparison(expression, setting) : literal(calculate(expression, frame));
  }
}

type Fold = Extract<Expression, { each: Expression }>;

function sayFold({ op, table, each }: Fold, { frame, live }: Setting): string {
  const isOwn = indexOf(frame.definition).tables.get(table)?.rows.kind === "own";
  const inRow = (row: string) => say(each, { frame: { ...frame, row }, live });
  if (isOwn) return sayOwnRows(op, rowsIn(table, frame), inRow, (row) => live.present?.(table, row) ?? "TRUE");
  const parts = rowsIn(table, frame).map(inRow);
  if (op === "sum") return `(${parts.join("+")})`;
  if (op === "largest") return callInGroups("MAX", parts);
  if (op === "some") return any(parts);
  if (op === "every") return all(parts);
  if (parts.length > MOST_COMPARED) throw new CannotSay();
  const isText = kindIn(each, frame, table) === "text";
  const pairs = parts.flatMap((one, index) =>
    parts.slice(index + 1).map((other) => (isText ? `NOT(EXACT(${one},${other}))` : `(${one}<>${other})`)),
  );
  return pairs.length === 0 ? "TRUE" : all(pairs);
}

/** Below every number that a cell takes. */
const LOWEST = "-1E+15";

/** Rows that may not be there count for nothing. */
function sayOwnRows(
  op: Fold["op"],
  rows: readonly string[],
  inRow: (row: string) => string,
  present: (row: string) => string,
): string {
  const where = (nothing: string) => rows.map((row) => `IF(${present(row)},${inRow(row)},${nothing})`);
  if (op === "sum") return `(${where("0").join("+")})`;
  if (op === "some") return any(where("FALSE"));
  if (op === "every") return all(where("TRUE"));
  if (op !== "largest") throw new CannotSay();
  const largest = callInGroups("MAX", where(LOWEST));
  return `IF(${largest}=${LOWEST},NA(),${largest})`;
}

type Comparison = { op: keyof typeof SIGNS; left: Expression; right: Expression };
const isComparison = (expression: Expression): expression is Expression & Comparison => expression.op in SIGNS;

function sayComparison({ op, left, right }: Comparison, setting: Setting): string {
  const [a, b] = [say(left, setting), say(right, setting)];
  const kind = kindIn(left, setting.frame) ?? kindIn(right, setting.frame);
  if (kind === "text") return op === "eq" ? `EXACT(${a},${b})` : `NOT(EXACT(${a},${b}))`;
  if (kind !== "number" || isWhole(left, setting.frame, isWhole(right, setting.frame, true))) {
    return `(${a}${SIGNS[op]}${b})`;
  }
  return `(ROUND(${a},9)${SIGNS[op]}ROUND(${b},9))`;
}

const kindIn = (expression: Expression, frame: Frame, table?: string) => {
  const { definition, code } = frame;
  const row = table ?? "";
  return kindOf(expression, {
    definition,
    columns: code === undefined ? [] : [code],
    table: row,
    inFold: table !== undefined,
    say: () => {},
  });
};

const WHOLE = new Set<Expression["op"]>(["add", "subtract", "multiply", "min", "max", "absolute", "ceil", "if", "sum"]);

/** Whether it is made of whole numbers alone, which binary arithmetic keeps exactly. */
function isWhole(expression: Expression, frame: Frame, along: boolean): boolean {
  if (!along) return false;
  if (expression.op === "number") return !expression.value.includes(".");
  if (expression.op === "cell") {
    return indexOf(frame.definition).cells.get(expression.code ?? frame.code ?? "")?.cell.value.type === "integer";
  }
  if (expression.op === "ceil") return true;
  if (!WHOLE.has(expression.op) && expression.op !== "largest") return false;
  const parts = expression.op === "if" ? [expression.yes, expression.no] : subexpressions(expression);
  return parts.every((part) => isWhole(part, frame, true));
}
