import type { Expression } from "#features/reports/form/expression.ts";
import { parseFormula, type Terms } from "#features/reports/form/formula/parse.ts";

/** The expression of a formula that is right. */
export function formulaOf(text: string, terms?: Terms): Expression {
  const { expression, fault } = parseFormula(text, terms);
  if (!expression) throw new Error(`${text}: ${fault.key} at ${fault.at}`);
  return expression;
}
