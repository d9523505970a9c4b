/** Why a file cannot be read as a table; also the key of the sentence that tells the person. */
export const tableRefusalCodes = [
  "empty",
  "too-large",
  "not-a-table",
  "encrypted",
  "macro",
  "old-xls",
  "bomb",
  "too-heavy",
  "too-many-rows",
  "too-many-columns",
  "too-many-cells",
  "too-much-text",
  "corrupt",
  "broken-quotes",
  "bad-encoding",
  "no-sheet",
  "no-header",
  "duplicate-header",
] as const;

export type TableRefusalCode = (typeof tableRefusalCodes)[number];

/** Values for the sentence, e.g. `{ limit: 500 }`, `{ name: "学校", columns: "B, F" }`, `{ line: 12 }`. */
export type TableRefusalParams = Record<string, string | number>;

/** A file that is refused as a whole: nothing of it may be used. `code` and `params` make the sentence. */
export class TableRefusal extends Error {
  readonly code: TableRefusalCode;
  readonly params: TableRefusalParams;

  constructor(code: TableRefusalCode, params: TableRefusalParams = {}) {
    super(`The table is refused: ${code} ${JSON.stringify(params)}`);
    this.name = "TableRefusal";
    this.code = code;
    this.params = params;
  }
}

/** Narrows a word from outside (the parsing child) to a code. */
export function isTableRefusalCode(word: unknown): word is TableRefusalCode {
  return tableRefusalCodes.some((code) => code === word);
}
