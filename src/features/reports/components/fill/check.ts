import type { Context, Values } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { evaluate, type Finding } from "#features/reports/form/evaluate.ts";
import type { Cells } from "./cell-state.ts";

/** The failed checks of the page as it stands, and those that mark a cell, by its address. */
export type Checked = {
  readonly findings: readonly Finding[];
  readonly at: ReadonlyMap<string, readonly Finding[]>;
  /** Required cells that are still empty, in page order: work to do rather than mistakes. */
  readonly empty: readonly string[];
};

export const NOTHING_CHECKED: Checked = { findings: [], at: new Map(), empty: [] };

export const isEmptyCell = ({ ruleId }: Finding): boolean => ruleId === "required";

/** Texts as the evaluator reads them; what cannot be read stays in, and is a finding of its own. */
export function valuesOf(cells: Cells): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [address, { text }] of cells) if (text !== "") values[address] = text;
  return values;
}

/** Sorts findings for the page. Lists that have not changed stay the same objects, so that only changed cells redraw. */
export function sorted(findings: readonly Finding[], before: Checked = NOTHING_CHECKED): Checked {
  const at = new Map<string, Finding[]>();
  const real = findings.filter((finding) => !isEmptyCell(finding));
  for (const finding of real) {
    for (const address of finding.cells) at.set(address, [...(at.get(address) ?? []), finding]);
  }
  const kept = new Map<string, readonly Finding[]>();
  for (const [address, list] of at) {
    const old = before.at.get(address);
    kept.set(address, old && isSame(old, list) ? old : list);
  }
  const empty = findings.filter(isEmptyCell).flatMap(({ cells }) => cells);
  return { findings: real, at: kept, empty };
}

const isSame = (a: readonly Finding[], b: readonly Finding[]): boolean =>
  a.length === b.length &&
  a.every(({ key, message }, index) => key === b[index]?.key && message.en === b[index]?.message.en);

export const check = (definition: Definition, values: Values, context: Context, before?: Checked): Checked =>
  sorted(evaluate(definition, values, context), before);

/** What keeps the report from being sent, in the order in which it is worked off; `explained` are keys with a reason. */
export function problemsOf(checked: Checked, explained: ReadonlySet<string>) {
  const of = (severity: Finding["severity"]) => checked.findings.filter((finding) => finding.severity === severity);
  const warnings = of("warning");
  return {
    errors: of("error"),
    unexplained: warnings.filter(({ key }) => !explained.has(key)),
    explained: warnings.filter(({ key }) => explained.has(key)),
    notes: of("info"),
    empty: checked.empty,
  };
}
export type Problems = ReturnType<typeof problemsOf>;

/**
 * The cell to go to next: errors first, then warnings that want a reason, then empty cells; after the last one the
 * first again. `from` is where the focus is.
 */
export function nextProblem(problems: Problems, from: string | null): string | undefined {
  const of = (findings: readonly Finding[]) => findings.flatMap(({ cells }) => cells.slice(0, 1));
  const way = [...new Set([...of(problems.errors), ...of(problems.unexplained), ...problems.empty])];
  const here = from === null ? -1 : way.indexOf(from);
  return way[(here + 1) % way.length];
}

/** How a cell is marked: by the gravest of its findings. */
export const worstOf = (findings: readonly Finding[] = []): Finding["severity"] | undefined =>
  (["error", "warning", "info"] as const).find((severity) => findings.some((finding) => finding.severity === severity));
