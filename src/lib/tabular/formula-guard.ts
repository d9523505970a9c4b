/**
 * A spreadsheet program runs a CSV cell that starts with one of these as a formula, the full-width ones too where
 * Chinese or Japanese input is usual. An apostrophe in front makes it text.
 */
const escaped = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** `=1+1` becomes `'=1+1`; text that already looks escaped gets one apostrophe more, so nothing is ambiguous. */
export function escapeFormula(text: string): string {
  return escaped.test(text) ? `'${text}` : text;
}

/** The exact opposite of `escapeFormula`, for every text. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && escaped.test(text) ? text.slice(1) : text;
}
