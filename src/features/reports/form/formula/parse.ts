import Big from "big.js";
import { type CellReference, type Expression, subexpressions } from "../expression.ts";
import { FormulaError, type FormulaProblem, type Token, tokensOf } from "./tokens.ts";
import {
  COMPARISONS,
  CONNECTIVES,
  CONSTANTS,
  FACTS,
  FUNCTIONS,
  type FunctionName,
  isWord,
  keyIn,
  PERIODS,
  ROW,
  ROW_FACTS,
  ROWS,
  SCHOOL,
  STAGES,
  THIS,
} from "./words.ts";

/** What a formula may leave unsaid, as the form that it stands in knows it. */
export type Terms = {
  /** The table that a column belongs to. */
  tableOf(code: string): string | undefined;
  /** The codes from one cell to another of the same section, both included; undefined where there is no such run. */
  between(first: string, last: string): string[] | undefined;
};

const NO_TERMS: Terms = { tableOf: () => undefined, between: () => undefined };

/** Where a formula is wrong (in characters, from 0) and why; a key of `forms.formula`, with what its sentence names. */
export type FormulaFault = { at: number; key: FormulaProblem; values: Record<string, string> };

const LONGEST = 2000;
const MOST_PARTS = 1000;
const DEEPEST = 30;
const MOST_OPEN = 60;

/**
 * Reads a formula in either language of the interface:
 *
 *     formula    = or [ "iff" or ]
 *     or         = and { "or" and }
 *     and        = not { "and" not }
 *     not        = "not" not | comparison
 *     comparison = sum { ( "=" | "≠" | "<" | "≤" | ">" | "≥" ) sum }
 *     sum        = product { ( "+" | "−" ) product }
 *     product    = signed { ( "×" | "÷" ) signed }
 *     signed     = "−" signed | primary
 *     primary    = NUMBER [ "%" ] | TEXT | "yes" | "no" | STAGE | "(" formula ")" | cell | fact | call
 *     cell       = ( CODE | "this" ) [ "[" row "]" ] | ( "lastYear" | "lastMonth" ) "(" cell ")"
 *     fact       = "school" "." NAME | "row" "." ( "stage" | "first" )
 *     call       = FUNCTION "(" formula { "," formula } ")"
 *
 * `a ≤ b ≤ c` means `a ≤ b and b ≤ c`. `sum(B2)` adds up the rows of the table of B2, `sum(C1:C7)` cells side by side.
 * What comes out has at most 1,000 parts, 30 deep; it is not yet tried against a form.
 */
export function parseFormula(
  text: string,
  terms: Terms = NO_TERMS,
): { expression: Expression; fault?: never } | { fault: FormulaFault; expression?: never } {
  try {
    if (text.length > LONGEST) throw new FormulaError(LONGEST, "tooLong", { max: String(LONGEST) });
    return { expression: new Parser(tokensOf(text), terms).whole() };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const { at, key, values } = error;
    return { fault: { at, key, values } };
  }
}

type Order = keyof typeof COMPARISONS;
const ORDERS = new Map(Object.entries(COMPARISONS).map(([op, sign]) => [sign as string, op as Order]));
/** Comparisons that may follow one another. */
const RUNS: readonly (readonly Order[])[] = [["eq"], ["lt", "le", "eq"], ["gt", "ge", "eq"]];

class Parser {
  readonly #tokens: readonly Token[];
  readonly #terms: Terms;
  readonly #sizes = new WeakMap<Expression, { parts: number; depth: number }>();
  #next = 0;
  #open = 0;

  constructor(tokens: readonly Token[], terms: Terms) {
    this.#tokens = tokens;
    this.#terms = terms;
  }

  whole(): Expression {
    if (this.#peek().kind === "end") throw new FormulaError(0, "empty");
    const expression = this.#formula();
    if (this.#peek().kind !== "end") throw this.#unexpected();
    return expression;
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token; // the last one is 'end', which nothing takes
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind === "end") throw new FormulaError(token.at, "endsEarly");
    this.#next += 1;
    return token;
  }

  #isSign(...signs: string[]): boolean {
    const { kind, text } = this.#peek();
    return kind === "sign" && signs.includes(text);
  }

  #isWord(word: keyof typeof CONNECTIVES): boolean {
    const { kind, text } = this.#peek();
    return kind === "word" && isWord(CONNECTIVES[word], text);
  }

  #must(sign: string): void {
    if (this.#peek().kind === "end") throw new FormulaError(this.#peek().at, "endsEarly");
    if (!this.#isSign(sign)) throw this.#unexpected();
    this.#next += 1;
  }

  #unexpected(token = this.#peek()): FormulaError {
    return token.kind === "end"
      ? new FormulaError(token.at, "endsEarly")
      : new FormulaError(token.at, "unexpected", { text: token.text });
  }

  /** Every expression is made here, so that none grows beyond what can be walked. */
  #made(expression: Expression): Expression {
    let [parts, depth] = [1, 1];
    for (const part of subexpressions(expression)) {
      const size = this.#sizes.get(part);
      parts += size?.parts ?? 1;
      depth = Math.max(depth, 1 + (size?.depth ?? 1));
    }
    if (parts > MOST_PARTS) throw new FormulaError(this.#peek().at, "tooLong", { max: String(LONGEST) });
    if (depth > DEEPEST) throw new FormulaError(this.#peek().at, "tooDeep");
    this.#sizes.set(expression, { parts, depth });
    return expression;
  }

  #inside<Result>(read: () => Result): Result {
    this.#open += 1;
    if (this.#open > MOST_OPEN) throw new FormulaError(this.#peek().at, "tooDeep");
    const result = read();
    this.#open -= 1;
    return result;
  }

  #formula(): Expression {
    return this.#inside(() => {
      const left = this.#or();
      if (!this.#isWord("iff")) return left;
      this.#take();
      return this.#made({ op: "iff", left, right: this.#or() });
    });
  }

  #or(): Expression {
    const args = [this.#and()];
    while (this.#isWord("or")) {
      this.#take();
      args.push(this.#and());
    }
    return args.length === 1 && args[0] ? args[0] : this.#made({ op: "or", args });
  }

  #and(): Expression {
    const args = [this.#not()];
    while (this.#isWord("and")) {
      this.#take();
      args.push(this.#not());
    }
    return args.length === 1 && args[0] ? args[0] : this.#made({ op: "and", args });
  }

  #not(): Expression {
    if (!this.#isWord("not")) return this.#comparison();
    this.#take();
    return this.#inside(() => this.#made({ op: "not", arg: this.#not() }));
  }

  #comparison(): Expression {
    const pairs: Expression[] = [];
    const run: Order[] = [];
    let left = this.#sum();
    for (let order = this.#order(); order; order = this.#order()) {
      const { at } = this.#take();
      run.push(order);
      if (!RUNS.some((allowed) => run.every((one) => allowed.includes(one)))) {
        if (run.length > 1) throw new FormulaError(at, "mixedChain");
      }
      const right = this.#sum();
      pairs.push(this.#made({ op: order, left, right }));
      left = right;
    }
    if (pairs.length === 0) return left;
    return pairs.length === 1 && pairs[0] ? pairs[0] : this.#made({ op: "and", args: pairs });
  }

  #order(): Order | undefined {
    const { kind, text } = this.#peek();
    return kind === "sign" ? ORDERS.get(text) : undefined;
  }

  #sum(): Expression {
    return this.#chain("+", "add", "-", "subtract", () => this.#product());
  }

  #product(): Expression {
    return this.#chain("×", "multiply", "÷", "divide", () => this.#signed());
  }

  /** `a + b + c − d`: operands of one sign after the other stand side by side, the other sign takes what is before it. */
  #chain(
    together: string,
    many: "add" | "multiply",
    apart: string,
    pair: "subtract" | "divide",
    operand: () => Expression,
  ): Expression {
    let args = [operand()];
    const closed = () => (args.length === 1 && args[0] ? args[0] : this.#made({ op: many, args }));
    while (this.#isSign(together, apart)) {
      if (this.#take().text === together) args.push(operand());
      else args = [this.#made({ op: pair, left: closed(), right: operand() })];
    }
    return closed();
  }

  #signed(): Expression {
    if (!this.#isSign("-")) return this.#primary();
    this.#take();
    if (this.#peek().kind === "number") return this.#number("-");
    return this.#inside(() =>
      this.#made({ op: "subtract", left: this.#made({ op: "number", value: "0" }), right: this.#signed() }),
    );
  }

  #primary(): Expression {
    const token = this.#peek();
    if (token.kind === "number") return this.#number("");
    if (token.kind === "text") {
      this.#take();
      if (token.text.length > 200) throw new FormulaError(token.at, "tooLong", { max: "200" });
      return this.#made({ op: "text", value: token.text });
    }
    if (this.#isSign("(")) {
      this.#take();
      const inner = this.#formula();
      this.#must(")");
      return inner;
    }
    if (token.kind === "code") return this.#made({ op: "cell", ...this.#cell() });
    if (token.kind === "word") return this.#word(token);
    throw this.#unexpected();
  }

  #number(sign: string): Expression {
    const { text, at } = this.#take();
    let number = new Big(`${sign}${text}`);
    if (this.#isSign("%")) {
      this.#take();
      number = number.times("0.01");
    }
    const value = number.eq(0) ? "0" : number.toFixed();
    if (!/^-?\d{1,15}(\.\d{1,10})?$/.test(value)) throw new FormulaError(at, "numberTooLong", { text });
    return this.#made({ op: "number", value });
  }

  #word(token: Token): Expression {
    if (isWord(THIS, token.text) || keyIn(PERIODS, token.text)) return this.#made({ op: "cell", ...this.#cell() });
    this.#take();
    if (isWord(SCHOOL, token.text)) {
      const name = this.#member(FACTS, "unknownFact");
      return this.#made({ op: "fact", name });
    }
    if (isWord(ROW, token.text)) return this.#made({ op: "row", fact: this.#member(ROW_FACTS, "unknownFact") });
    const constant = keyIn(CONSTANTS, token.text);
    if (constant) return this.#made({ op: "text", value: constant });
    const name = keyIn(FUNCTIONS, token.text);
    if (!name) throw new FormulaError(token.at, "unknownWord", { text: token.text });
    this.#must("(");
    const made = this.#inside(() => this.#call(name, token));
    this.#must(")");
    return made;
  }

  #member<Key extends string>(
    words: Readonly<Record<Key, { en: string; zh: string }>>,
    otherwise: FormulaProblem,
  ): Key {
    this.#must(".");
    const { text, at } = this.#take();
    const key = keyIn(words, text);
    if (!key) throw new FormulaError(at, otherwise, { text });
    return key;
  }

  #call(name: FunctionName, token: Token): Expression {
    switch (name) {
      case "filled":
        return this.#made({ op: "filled", ...this.#cell() });
      case "offers": {
        const { text, at } = this.#take();
        const stage = keyIn(STAGES, text);
        if (!stage) throw new FormulaError(at, "unknownStage", { text });
        return this.#made({ op: "offers", stage });
      }
      case "if": {
        const [test, yes, no] = this.#args(token, 3);
        if (!test || !yes || !no) throw this.#wrongCount(token, "3");
        return this.#made({ op: "if", test, yes, no });
      }
      case "ceil":
      case "absolute": {
        const [arg] = this.#args(token, 1);
        if (!arg) throw this.#wrongCount(token, "1");
        return this.#made({ op: name, arg });
      }
      case "min":
      case "max":
        return this.#made({ op: name, args: this.#args(token) });
      default:
        return this.#fold(name, token);
    }
  }

  #wrongCount(token: Token, count: string): FormulaError {
    return new FormulaError(token.at, "wrongCount", { text: token.text, count });
  }

  #args(token: Token, count?: number): Expression[] {
    const args = [this.#formula()];
    while (this.#isSign(",")) {
      this.#take();
      args.push(this.#formula());
    }
    if (count !== undefined && args.length !== count) throw this.#wrongCount(token, String(count));
    if (args.length > 100) throw this.#wrongCount(token, "100");
    return args;
  }

  /** Over the rows of a table, which is named first or is that of the column; `sum` also over a run of cells. */
  #fold(op: "sum" | "largest" | "some" | "every" | "unique", token: Token): Expression {
    const [first, after] = [this.#peek(), this.#tokens[this.#next + 1]];
    if (first.kind === "code" && after?.kind === "sign" && after.text === ":" && op === "sum") return this.#range();
    if (first.kind === "code" && after?.kind === "sign" && after.text === ",") {
      this.#next += 2;
      return this.#made({ op, table: first.text, each: this.#formula() });
    }
    const each = this.#formula();
    const table = columnsIn(each)
      .map((code) => this.#terms.tableOf(code))
      .find((found) => found !== undefined);
    if (table === undefined) throw new FormulaError(token.at, "sayTable", { text: token.text });
    return this.#made({ op, table, each });
  }

  #range(): Expression {
    const first = this.#take();
    this.#must(":");
    const last = this.#take();
    const codes = this.#terms.between(first.text, last.text);
    if (!codes || codes.length < 2 || codes.length > 100) {
      throw new FormulaError(first.at, "noRange", { text: `${first.text}:${last.text}` });
    }
    return this.#made({ op: "add", args: codes.map((code) => this.#made({ op: "cell", code })) });
  }

  #cell(): CellReference {
    const token = this.#take();
    const period = token.kind === "word" ? keyIn(PERIODS, token.text) : undefined;
    if (period) {
      this.#must("(");
      const reference = this.#inside(() => this.#cell());
      if (reference.period) throw new FormulaError(token.at, "needsCell");
      this.#must(")");
      return { ...reference, period };
    }
    const isThis = token.kind === "word" && isWord(THIS, token.text);
    if (token.kind !== "code" && !isThis) throw new FormulaError(token.at, "needsCell");
    if (token.text.length > 16) throw new FormulaError(token.at, "needsCell");
    return { ...(isThis ? {} : { code: token.text }), ...(this.#isSign("[") ? { row: this.#row() } : {}) };
  }

  #row(): string {
    this.#must("[");
    const { at, ...first } = this.#take();
    let key = first.text;
    while (!this.#isSign("]")) key += this.#take().text;
    this.#must("]");
    const known = keyIn(ROWS, key);
    if (known) return known;
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(key)) throw new FormulaError(at, "unexpected", { text: key });
    return key;
  }
}

/** Codes of the cells that stand for whichever row it is, in reading order. */
function columnsIn(expression: Expression): string[] {
  if (expression.op === "cell" || expression.op === "filled") {
    return expression.code !== undefined && expression.row === undefined ? [expression.code] : [];
  }
  return subexpressions(expression).flatMap(columnsIn);
}
