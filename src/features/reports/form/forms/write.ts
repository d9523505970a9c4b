import type { Definition, Rule, Text } from "../definition.ts";
import { problemText } from "../problem.ts";
import { compileRule, type RuleDraft } from "../rule-draft.ts";

export const say = (en: string, zh: string): Text => ({ en, zh });

export type Written = Omit<RuleDraft, "when" | "marks" | "clause" | "scope"> & Partial<RuleDraft>;

/**
 * A shipped form, its rules written as its designer would write them.
 * @throws where one of them is wrong
 */
export function writtenForm({ rules, ...form }: Omit<Definition, "rules"> & { rules: readonly Written[] }): Definition {
  return { ...form, rules: rules.map((rule) => compiled(rule, form)) };
}

function compiled(written: Written, form: Pick<Definition, "sheets">): Rule {
  const empty = { en: "", zh: "" };
  const draft = { scope: { kind: "once" } as const, when: "", marks: "", clause: empty, ...written };
  const { rule, problems } = compileRule(draft, form);
  if (!rule) throw new Error(`rule ${written.id}: ${problems.map(problemText).join("; ")}`);
  return rule;
}
