import { type Expression, subexpressions } from "../expression.ts";

/** A condition of an XLSForm, which is written in XPath, as a formula; null where it says what formulas cannot. */
export function formulaOf(
  xpath: string,
  self: string,
  codes: ReadonlyMap<string, string>,
  options: ReadonlyMap<string, string> = new Map(),
): string | null {
  const parts: string[] = [];
  let rest = xpath.trim().slice(0, 2000);
  while (rest !== "") {
    const found = PIECES.flatMap(([pattern, say]) => {
      const match = pattern.exec(rest);
      return match ? [{ length: match[0].length, text: say(match, self, codes, options) }] : [];
    })[0];
    if (!found || found.text === null) return null;
    parts.push(found.text);
    rest = rest.slice(found.length).trimStart();
  }
  return parts.join(" ").replace(/\( /g, "(").replace(/ \)/g, ")").replace(/ ,/g, ",");
}

type Say = (
  match: RegExpExecArray,
  self: string,
  codes: ReadonlyMap<string, string>,
  options: ReadonlyMap<string, string>,
) => string | null;

const named: Say = ([, name = ""], _, codes) => codes.get(name) ?? null;
const asIs: Say = ([text]) => text;

/** The first that fits holds. What is not here, formulas do not have. */
const PIECES: readonly (readonly [RegExp, Say])[] = [
  [
    /^selected\(\s*(\.|\$\{[^}]+\})\s*,\s*'([^']*)'\s*\)/,
    ([, item = "", option = ""], self, codes, options) => {
      const code = item === "." ? self : codes.get(item.slice(2, -1));
      return code ? `${code} = "${options.get(option) ?? option}"` : null;
    },
  ],
  [/^(?:\.|\$\{[^}]+\})\s*!=\s*(?:''|"")/, ([text], self, codes) => filled(text, self, codes, "")],
  [/^(?:\.|\$\{[^}]+\})\s*=\s*(?:''|"")/, ([text], self, codes) => filled(text, self, codes, "not ")],
  [/^\$\{\s*([^}]+?)\s*\}/, named],
  [/^\d+(?:\.\d+)?/, asIs],
  [/^\.(?!\d)/, (_, self) => self],
  [/^'([^']*)'/, ([, text = ""], _, __, options) => `"${options.get(text) ?? text}"`],
  [/^"([^"]*)"/, ([, text = ""], _, __, options) => `"${options.get(text) ?? text}"`],
  [/^div\b/, () => "÷"],
  [/^(?:and|or)\b/, asIs],
  [/^not\b/, asIs],
  [/^if\b(?=\s*\()/, asIs],
  [/^(?:min|max|abs)\b(?=\s*\()/, asIs],
  [/^(?:<=|>=|!=|[<>=+*(),-])/, ([sign]) => (sign === "*" ? "×" : sign)],
];

function filled(text: string, self: string, codes: ReadonlyMap<string, string>, before: string): string | null {
  const name = /^\$\{([^}]+)\}/.exec(text)?.[1];
  const code = name === undefined ? self : codes.get(name);
  return code ? `${before}filled(${code})` : null;
}

const SIGNS: Partial<Record<Expression["op"], string>> = {
  ...{ add: "+", subtract: "-", multiply: "*", divide: "div", and: "and", or: "or" },
  ...{ eq: "=", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=", iff: "=" },
};

/** An expression over single items as XPath; null where XLSForm has no words for it. */
export function xpathOf(expression: Expression, self: string): string | null {
  const parts = subexpressions(expression).map((part) => xpathOf(part, self));
  if (parts.includes(null)) return null;
  const sign = SIGNS[expression.op];
  if (sign) return `(${parts.join(` ${sign} `)})`;
  switch (expression.op) {
    case "number":
      return expression.value;
    case "text":
      return expression.value.includes("'") ? null : `'${expression.value}'`;
    case "cell":
    case "filled": {
      if (expression.row !== undefined || expression.period !== undefined) return null;
      const item = expression.code === undefined || expression.code === self ? "." : `\${${expression.code}}`;
      return expression.op === "cell" ? item : `(${item} != '')`;
    }
    case "not":
      return `not(${parts[0]})`;
    case "absolute":
      return `abs(${parts[0]})`;
    case "min":
    case "max":
    case "if":
      return `${expression.op}(${parts.join(", ")})`;
    default:
      return null;
  }
}
