import { indexOf, isNumeric, TOTAL } from "./cells.ts";
import type { Definition, Table } from "./definition.ts";
import { type CellReference, type Expression, subexpressions } from "./expression.ts";

type Kind = "number" | "text" | "truth";

/** What an expression may refer to where it stands, and whom to tell what is wrong. */
export type Place = {
  definition: Pick<Definition, "sheets">;
  columns: string[];
  table?: string;
  inFold: boolean;
  say: (key: string, values?: Record<string, string>) => void;
};

/** The kind of value a reference reads; says so when it can never resolve. */
export function referenceKind(reference: CellReference, place: Place): Kind | undefined {
  const { cells, tables } = indexOf(place.definition);
  const codes = reference.code === undefined ? place.columns : [reference.code];
  if (codes.length === 0) place.say("noThisCell");
  let kind: Kind | undefined;
  for (const code of codes) {
    const known = cells.get(code);
    if (!known) {
      place.say("unknownCell", { code });
      continue;
    }
    kind = isNumeric(known.cell.value) ? "number" : "text";
    const table = tables.get(known.section.code);
    if (table) rowProblem(code, reference.row, table, place);
    else if (reference.row !== undefined) place.say("singleHasNoRow", { code, row: reference.row });
  }
  return kind;
}

function rowProblem(code: string, row: string | undefined, table: Table, place: Place): void {
  if (row === undefined || row === "previous") {
    if (place.table === undefined) place.say("sayWhichRow", { code });
    return;
  }
  if (row === TOTAL) {
    if (!table.total) place.say("noTotalRow", { table: table.code });
    return;
  }
  const { rows } = table;
  if (rows.kind === "own" || (rows.kind === "fixed" && !rows.rows.some(({ key }) => key === row))) {
    place.say("unknownRow", { table: table.code, row });
  }
}

/** Says so when an expression is of another kind. */
export function expect(kind: Kind, expression: Expression, place: Place): void {
  const found = kindOf(expression, place);
  if (found !== undefined && found !== kind) place.say("wrongKind", { found, wanted: kind });
}

function expectAll(kind: Kind, expressions: Expression[], place: Place): void {
  for (const expression of expressions) expect(kind, expression, place);
}

function foldKind(expression: Extract<Expression, { table: string }>, place: Place): Kind | undefined {
  const { op, table, each } = expression;
  if (!indexOf(place.definition).tables.has(table)) place.say("notTable", { table });
  if (place.inFold) place.say("foldInFold");
  const inside = { ...place, table, inFold: true };
  if (op === "unique") {
    if (kindOf(each, inside) === "truth") place.say("uniqueTruth");
    return "truth";
  }
  const kind = op === "sum" || op === "largest" ? "number" : "truth";
  expect(kind, each, inside);
  return kind;
}

function sameKind(left: Expression, right: Expression, place: Place): Kind | undefined {
  const [a, b] = [kindOf(left, place), kindOf(right, place)];
  if (a !== undefined && b !== undefined && a !== b) place.say("kindsDiffer", { left: a, right: b });
  return a ?? b;
}

const NUMERIC_FACTS = new Set(["stageCount", "pupils", "namedCases"]);

/** The kind of value an expression yields; undefined when a problem already said hides it. */
export function kindOf(expression: Expression, place: Place): Kind | undefined {
  switch (expression.op) {
    case "number":
      return "number";
    case "text":
      return "text";
    case "fact":
      return NUMERIC_FACTS.has(expression.name) ? "number" : "text";
    case "row":
      return expression.fact === "stage" ? "text" : "truth";
    case "offers":
      return "truth";
    case "cell":
      return referenceKind(expression, place);
    case "filled":
      referenceKind(expression, place);
      return "truth";
    default:
      return compoundKind(expression, place);
  }
}

type Leaf = "number" | "text" | "fact" | "row" | "offers" | "cell" | "filled";

function compoundKind(expression: Exclude<Expression, { op: Leaf }>, place: Place): Kind | undefined {
  if ("table" in expression) return foldKind(expression, place);
  if (expression.op === "if") {
    expect("truth", expression.test, place);
    return sameKind(expression.yes, expression.no, place);
  }
  if (expression.op === "eq" || expression.op === "ne") {
    sameKind(expression.left, expression.right, place);
    return "truth";
  }
  const [takes, gives] = SIGNATURES[expression.op];
  expectAll(takes, subexpressions(expression), place);
  return gives;
}

const ARITHMETIC: [Kind, Kind] = ["number", "number"];
const ORDER: [Kind, Kind] = ["number", "truth"];
const LOGIC: [Kind, Kind] = ["truth", "truth"];

/** What the operands are, and what comes out. */
const SIGNATURES = {
  add: ARITHMETIC,
  subtract: ARITHMETIC,
  multiply: ARITHMETIC,
  divide: ARITHMETIC,
  min: ARITHMETIC,
  max: ARITHMETIC,
  ceil: ARITHMETIC,
  absolute: ARITHMETIC,
  lt: ORDER,
  le: ORDER,
  gt: ORDER,
  ge: ORDER,
  and: LOGIC,
  or: LOGIC,
  not: LOGIC,
  iff: LOGIC,
} as const;
