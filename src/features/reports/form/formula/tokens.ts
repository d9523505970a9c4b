import { SIGN_SPELLINGS } from "./words.ts";

/** One piece of a formula and where it begins, in characters from 0. */
export type Token = { kind: "number" | "text" | "word" | "code" | "sign" | "end"; text: string; at: number };

/** What is wrong with a formula, where, and the words that its sentence needs. */
export class FormulaError extends Error {
  readonly at: number;
  readonly key: FormulaProblem;
  readonly values: Record<string, string>;

  constructor(at: number, key: FormulaProblem, values: Record<string, string> = {}) {
    super(key);
    this.at = at;
    this.key = key;
    this.values = values;
  }
}

export type FormulaProblem =
  | "empty"
  | "tooLong"
  | "tooDeep"
  | "openText"
  | "strangeCharacter"
  | "numberTooLong"
  | "unexpected"
  | "endsEarly"
  | "unknownWord"
  | "unknownFact"
  | "unknownStage"
  | "wrongCount"
  | "needsCell"
  | "sayTable"
  | "noRange"
  | "mixedChain";

const SPACE = /\s+/y;
const NUMBER = /\d+(?:\.\d*)?|\.\d+/y;
const CODE = /[A-Z][A-Za-z0-9_]*/y;
const WORD = /[a-z][A-Za-z0-9]*|\p{Script=Han}+/uy;
const SIGN = /<=|>=|<>|!=|==|[=≠<>≤≥≦≧+\-−–—×✕*÷/()[\]【】〔〕,、:∶.。%]/y;
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’", "「": "」" };

/** Full-width letters, digits and signs stand for their plain ones, so that a Chinese keyboard can be left as it is. */
function plain(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** @throws FormulaError */
export function tokensOf(formula: string): Token[] {
  const text = plain(formula);
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = take(SPACE);
    if (space) {
      at += space.length;
      continue;
    }
    const quoted = QUOTES[text.charAt(at)];
    if (quoted) {
      const token = quotedText(formula, at, text.charAt(at), quoted);
      tokens.push(token.token);
      at = token.end;
      continue;
    }
    const found = (["number", "code", "word", "sign"] as const).flatMap((kind) => {
      const piece = take({ number: NUMBER, code: CODE, word: WORD, sign: SIGN }[kind]);
      return piece === undefined ? [] : [{ kind, piece }];
    })[0];
    if (!found)
      throw new FormulaError(at, "strangeCharacter", { sign: String.fromCodePoint(text.codePointAt(at) ?? 0) });
    tokens.push({ kind: found.kind, text: SIGN_SPELLINGS[found.piece] ?? found.piece, at });
    at += found.piece.length;
  }
  tokens.push({ kind: "end", text: "", at: text.length });
  return tokens;
}

/** A text between quotation marks; a mark inside it is written twice. Its letters stay as they were typed. */
function quotedText(formula: string, at: number, open: string, close: string): { token: Token; end: number } {
  let text = "";
  for (let end = at + 1; end < formula.length; end += 1) {
    const sign = formula.charAt(end);
    if (plain(sign) !== close) text += sign;
    else if (open === close && plain(formula.charAt(end + 1)) === close) {
      text += sign;
      end += 1;
    } else return { token: { kind: "text", text, at }, end: end + 1 };
  }
  throw new FormulaError(at, "openText");
}
