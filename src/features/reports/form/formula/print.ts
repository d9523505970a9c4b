import type { CellReference, Expression } from "../expression.ts";
import type { Terms } from "./parse.ts";
import {
  COMPARISONS,
  CONNECTIVES,
  CONSTANTS,
  FACTS,
  FUNCTIONS,
  PERIODS,
  ROW,
  ROW_FACTS,
  ROWS,
  SCHOOL,
  STAGES,
  THIS,
} from "./words.ts";

type Language = "en" | "zh";
type PairOf = Extract<Expression, { left: Expression }>["op"];

/** How tightly operations bind; what binds less tightly than its place is put in brackets. */
const BINDING: Partial<Record<Expression["op"], number>> = {
  iff: 1,
  or: 2,
  and: 3,
  not: 4,
  ...{ eq: 5, ne: 5, lt: 5, le: 5, gt: 5, ge: 5 },
  ...{ add: 6, subtract: 6 },
  ...{ multiply: 7, divide: 7 },
};
const TIGHT = 9;

const isConstant = (text: string): text is keyof typeof CONSTANTS => Object.hasOwn(CONSTANTS, text);

/**
 * The formula of an expression, with the words of a language. Read again by `parseFormula` it gives the same expression,
 * whichever the language. With the terms of its form, runs of cells are written short.
 */
export function printFormula(expression: Expression, language: Language, terms?: Pick<Terms, "between">): string {
  const isIn = (binding: number, inner: Expression): string => {
    const text = print(inner);
    if (inner.op === "add" && runOf(inner.args)) return text;
    return (BINDING[inner.op] ?? TIGHT) < binding ? `(${text})` : text;
  };

  function cellText({ code, row, period }: CellReference): string {
    const known = row === "total" || row === "previous" ? ROWS[row][language] : row;
    const cell = `${code ?? THIS[language]}${known === undefined ? "" : `[${known}]`}`;
    return period && period !== "now" ? `${PERIODS[period][language]}(${cell})` : cell;
  }

  const call = (op: keyof typeof FUNCTIONS, ...args: string[]) => `${FUNCTIONS[op][language]}(${args.join(", ")})`;

  function print(expression: Expression): string {
    switch (expression.op) {
      case "number":
        return expression.value.replace("-", "−");
      case "text":
        if (isConstant(expression.value)) return CONSTANTS[expression.value][language];
        return `"${expression.value.replace(/["＂]/g, "$&$&")}"`;
      case "cell":
        return cellText(expression);
      case "filled":
        return call("filled", cellText(expression));
      case "fact":
        return `${SCHOOL[language]}.${FACTS[expression.name][language]}`;
      case "row":
        return `${ROW[language]}.${ROW_FACTS[expression.fact][language]}`;
      case "offers":
        return call("offers", STAGES[expression.stage][language]);
      case "if":
        return call("if", print(expression.test), print(expression.yes), print(expression.no));
      case "ceil":
      case "absolute":
        return call(expression.op, print(expression.arg));
      case "not":
        return `${CONNECTIVES.not[language]} ${isIn(4, expression.arg)}`;
      default:
        return "table" in expression
          ? call(expression.op, expression.table, print(expression.each))
          : between(expression);
    }
  }

  function between(expression: Extract<Expression, { args: Expression[] } | { left: Expression }>): string {
    if ("left" in expression) return pair(expression.op, expression.left, expression.right);
    const { op, args } = expression;
    // An operation of its own kind keeps its brackets: it was written with them.
    if (op === "and" || op === "or") {
      return args.map((one) => isIn((BINDING[op] ?? TIGHT) + 1, one)).join(` ${CONNECTIVES[op][language]} `);
    }
    if (op === "min" || op === "max") return call(op, ...args.map(print));
    const run = op === "add" ? runOf(args) : undefined;
    return run ? call("sum", run) : chain(op, args);
  }

  function pair(op: PairOf, left: Expression, right: Expression): string {
    if (op === "iff") return `${isIn(2, left)} ${CONNECTIVES.iff[language]} ${isIn(2, right)}`;
    const binding = BINDING[op] ?? TIGHT;
    // What is taken off or divided by stands closer than what it is taken from.
    if (op === "subtract" || op === "divide") {
      return `${isIn(binding, left)} ${op === "subtract" ? "−" : "÷"} ${isIn(binding + 1, right)}`;
    }
    return `${isIn(6, left)} ${COMPARISONS[op]} ${isIn(6, right)}`;
  }

  function chain(op: "add" | "multiply", [first, ...rest]: Expression[]): string {
    const binding = BINDING[op] ?? TIGHT;
    const start = first ? isIn(first.op === op ? TIGHT : binding, first) : "";
    return [start, ...rest.map((one) => isIn(binding + 1, one))].join(op === "add" ? " + " : " × ");
  }

  /** `C1:C7` where the operands are just the cells of such a run. */
  function runOf(args: Expression[]): string | undefined {
    const codes = args.flatMap((one) =>
      one.op === "cell" && one.code !== undefined && one.row === undefined && (one.period ?? "now") === "now"
        ? [one.code]
        : [],
    );
    const [first, last] = [codes[0], codes.at(-1)];
    if (codes.length !== args.length || codes.length < 3 || first === undefined || last === undefined) return undefined;
    return terms?.between(first, last)?.join() === codes.join() ? `${first}:${last}` : undefined;
  }

  return print(expression);
}
