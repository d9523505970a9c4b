import type { Frame } from "./calculate.ts";
import { addressOf, type Context, cellsOf, everyRow, type Facts, type Values } from "./cells.ts";
import type { Definition } from "./definition.ts";
import { evaluate, evaluateRule, type Finding } from "./evaluate.ts";
import { monthlyReturnExample } from "./forms/monthly-return-example.ts";
import { schoolFactsExample } from "./forms/school-facts-example.ts";
import type { Random } from "./random.ts";

const EXAMPLES: Record<string, (context: Context, random: Random) => Record<string, string>> = {
  "school-facts": schoolFactsExample,
  "monthly-return": monthlyReturnExample,
};

/**
 * A filling of one of the two shipped forms that is consistent in itself, with the register and with the earlier
 * submission in the context: no check of severity error fails. Throws for a form that has no example.
 */
export function plausibleValues(definition: Definition, context: Context, random: Random): Record<string, string> {
  const example = EXAMPLES[definition.key];
  if (!example) throw new Error(`no example of the form ${definition.key}`);
  return example(context, random);
}

/**
 * Values changed in as few cells as it takes so that the named rule (or `required`, `type`, `outside`) fails; null when
 * it cannot fail for this school, as the boarders' rule of a boarding school. Works on any form, by search.
 */
export function spoil(
  definition: Definition,
  values: Values,
  ruleId: string,
  context: Context,
  random: Random,
): Record<string, string> | null {
  const filled = Object.fromEntries(
    Object.entries(values).flatMap(([address, value]) => (value ? [[address, value]] : [])),
  );
  const attempts =
    BUILT_IN_SPOILS[ruleId]?.(definition, context, filled) ?? editsFor(definition, ruleId, context, filled);
  for (const attempt of shuffled(attempts, random)) {
    const changed = { ...filled, ...attempt };
    if (findingsOf(definition, ruleId, changed, context).length > 0) return changed;
  }
  return null;
}

type Edit = Record<string, string>;

function findingsOf(definition: Definition, ruleId: string, values: Values, context: Context): Finding[] {
  const rule = definition.rules.find(({ id }) => id === ruleId);
  if (!rule) return evaluate(definition, values, context).filter((finding) => finding.ruleId === ruleId);
  return evaluateRule(rule, { definition, values, context });
}

const BUILT_IN_SPOILS: Record<string, (definition: Definition, context: Context, values: Values) => Edit[]> = {
  required: (definition, context) =>
    cellsOf(definition, context).flatMap(({ address, cell, typed }) =>
      cell.required && typed ? [{ [address]: "" }] : [],
    ),
  type: (definition, context) =>
    cellsOf(definition, context).flatMap(({ address, typed }) => (typed ? [{ [address]: "-1" }] : [])),
  outside: (definition, context) => outsideOf(definition, context.facts).map((address) => ({ [address]: "1" })),
};

function outsideOf(definition: Definition, facts: Facts): string[] {
  const asked = new Set(cellsOf(definition, { facts }).map(({ address }) => address));
  const sections = definition.sheets.flatMap((sheet) => sheet.sections);
  const all = sections.flatMap((section) =>
    section.kind === "cells"
      ? section.cells.map(({ code }) => code)
      : everyRow(section, facts).flatMap(({ key }) => section.columns.map(({ code }) => addressOf(code, key))),
  );
  return all.filter((address) => !asked.has(address));
}

/** One cell that the rule reads at a time, then a whole column at once, for rules that look at every row. */
function editsFor(definition: Definition, ruleId: string, context: Context, values: Values): Edit[] {
  const read = readBy(definition, ruleId, context, values);
  const above = Math.ceil(Math.max(0, ...read.map((address) => Number(values[address]) || 0))) + 1;
  const single = read.flatMap((address) =>
    others(values[address] ?? "0", above).map((value) => ({ [address]: value })),
  );
  const columns = new Map<string, string[]>();
  for (const address of read) {
    const code = address.split("@")[0] ?? address;
    columns.set(code, [...(columns.get(code) ?? []), address]);
  }
  const whole = [...columns.values()].filter((column) => column.length > 1);
  const together = whole.flatMap((column) =>
    ["0", "1", "40", "70"].flatMap((value) => {
      const edit = Object.fromEntries(column.map((address) => [address, value]));
      return single.map((other) => ({ ...edit, ...other }));
    }),
  );
  return [...single, ...together];
}

/** Every typed cell the rule reads in any of its places, whether it holds there or not. */
function readBy(definition: Definition, ruleId: string, context: Context, values: Values): string[] {
  const rule = definition.rules.find(({ id }) => id === ruleId);
  if (!rule) throw new Error(`the form ${definition.key} has no rule ${ruleId}`);
  const read = new Set<string>();
  const note: Frame["note"] = ({ address, from }) => {
    if (from === "now") read.add(address);
  };
  const frame: Frame = { definition, values, context, note };
  evaluateRule(rule, frame);
  evaluateRule(
    { ...rule, when: { op: "eq", left: { op: "number", value: "0" }, right: { op: "number", value: "0" } } },
    frame,
  );
  const typed = cellsOf(definition, context).filter((place) => place.typed);
  return typed.map(({ address }) => address).filter((address) => read.has(address));
}

/** Other values a cell may take: near ones, far ones, and one above everything else the rule reads. */
function others(value: string, above: number): string[] {
  if (value === "yes" || value === "no") return [value === "yes" ? "no" : "yes"];
  const number = Math.trunc(Number(value)) || 0;
  const tried = [number + 1, number - 1, number * 2 + 2, number * 30 + 70, above, 70, 1, 0];
  return tried.filter((candidate) => candidate >= 0).map(String);
}

/** Nearest first would always pick the first cell: order within a kind of edit is left to chance, kinds are not mixed. */
function shuffled(edits: Edit[], random: Random): Edit[] {
  const weighed = edits.map((edit) => ({ edit, size: Object.keys(edit).length > 1 ? 1 : 0, chance: random() }));
  return weighed.sort((a, b) => a.size - b.size || a.chance - b.chance).map(({ edit }) => edit);
}
