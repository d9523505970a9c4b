/**
 * What Excel takes in one formula; a workbook with more is called damaged on opening. Source: Microsoft, "Excel
 * specifications and limits". Round brackets are counted as levels of nesting too, to be on the safe side.
 */
export const FORMULA_LIMITS = { characters: 8_192, arguments: 255, levels: 64, text: 255 } as const;

/** Arguments that are put together in one call; far more of them are put together in groups of groups. */
const GROUP = 200;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A text inside a formula, in pieces that Excel takes each. */
export const textInFormula = (text: string): string => (text.match(/[\s\S]{1,120}/gu) ?? [""]).map(quoted).join("&");

/**
 * `OR(a,b,…)` with calls inside calls where there are too many arguments for one. `call` must give the same whether its
 * arguments are taken at once or in groups: OR, AND, MAX and MIN do.
 */
export function callInGroups(call: "OR" | "AND" | "MAX" | "MIN", parts: readonly string[]): string {
  if (parts.length <= GROUP) return `${call}(${parts.join(",")})`;
  const groups = Array.from({ length: Math.ceil(parts.length / GROUP) }, (_, index) =>
    callInGroups(call, parts.slice(index * GROUP, (index + 1) * GROUP)),
  );
  return callInGroups(call, groups);
}

/** A quoted text, a quoted name of a sheet, a bracket, or a comma. */
const MARKS = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[(){},]/g;

/** Whether Excel takes a finished formula, given without its '='. */
export function fitsExcel(formula: string): boolean {
  // '=' is counted too.
  if (formula.length >= FORMULA_LIMITS.characters) return false;
  const marks = (formula.match(MARKS) ?? []).filter((mark) => !mark.startsWith("'"));
  const texts = marks.filter((mark) => mark.startsWith('"'));
  return texts.every((text) => text.length - 2 <= FORMULA_LIMITS.text) && bracketsFit(marks);
}

function bracketsFit(marks: readonly string[]): boolean {
  /** Arguments of each bracket that is open. */
  const open: number[] = [];
  for (const mark of marks) {
    if (mark === "(" || mark === "{") open.push(1);
    else if (mark === ")" || mark === "}") open.pop();
    else if (mark === ",") open.push((open.pop() ?? 0) + 1);
    if (open.length > FORMULA_LIMITS.levels || (open.at(-1) ?? 0) > FORMULA_LIMITS.arguments) return false;
  }
  return true;
}
