import Big from "big.js";
import { combinationOf, indexOf, isNumeric, TOTAL } from "./cells.ts";
import type { Cell, Definition, Rule, Scope, Table } from "./definition.ts";
import { type Expression, subexpressions } from "./expression.ts";
import { expect, kindOf, type Place, referenceKind } from "./expression-kinds.ts";
import type { Problem } from "./problem.ts";

const MOST_PARTS = 2000;

/**
 * What the shape of a form cannot say: codes that are used twice or not at all, expressions of the wrong kind,
 * references that cannot resolve, placeholders nobody fills.
 */
export function definitionProblems(definition: Definition): Problem[] {
  return [
    ...layoutProblems(definition),
    ...definition.rules.flatMap((rule, index) =>
      ruleProblems(definition, rule).map((problem) => ({ ...problem, path: ["rules", index, ...problem.path] })),
    ),
    ...repeatedProblems(
      definition.rules.map(({ id }, index) => ({ value: id, path: ["rules", index] })),
      "ruleTwice",
    ),
  ];
}

type Named = { value: string; path: Problem["path"] };

/** One problem at every further use of a value. */
function repeatedProblems(values: readonly Named[], key: string): Problem[] {
  const seen = new Set<string>();
  return values.flatMap(({ value, path }) => {
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [{ path, key, values: { value } }];
  });
}

/** What is wrong with sheets, sections and cells, whatever the rules say of them. */
export function layoutProblems(definition: Pick<Definition, "sheets">): Problem[] {
  const sheets = definition.sheets.map(({ key }, index) => ({ value: key, path: ["sheets", index] }));
  const sections = definition.sheets.flatMap((sheet, s) =>
    sheet.sections.map((section, index) => ({ section, value: section.code, path: ["sheets", s, "sections", index] })),
  );
  const cells = sections.flatMap(({ section, path }) =>
    section.kind === "table"
      ? section.columns.map((cell, index) => ({ cell, value: cell.code, path: [...path, "columns", index] }))
      : section.cells.map((cell, index) => ({ cell, value: cell.code, path: [...path, "cells", index] })),
  );
  return [
    ...repeatedProblems(sheets, "sheetTwice"),
    ...repeatedProblems(sections, "sectionTwice"),
    ...repeatedProblems(cells, "cellTwice"),
    ...sections.flatMap(({ section, path }) => (section.kind === "table" ? rowProblems(section, path) : [])),
    ...cells.flatMap(({ cell, path }) => cellProblems(definition, cell, path)),
  ];
}

function rowProblems(table: Table, path: Problem["path"]): Problem[] {
  if (table.rows.kind !== "fixed") return [];
  const rows = table.rows.rows.map(({ key }, index) => ({ value: key, path: [...path, "rows", "rows", index] }));
  const reserved = rows.filter(({ value }) => value === TOTAL || value === "previous");
  return [
    ...repeatedProblems(rows, "rowTwice"),
    ...reserved.map(({ value, path }) => ({ path, key: "rowReserved", values: { value } })),
  ];
}

function cellProblems(definition: Pick<Definition, "sheets">, cell: Cell, path: Problem["path"]): Problem[] {
  const { cells } = indexOf(definition);
  const problems: Problem[] = [];
  const say = (key: string, values?: Record<string, string>) =>
    problems.push({ path, key, ...(values ? { values } : {}) });
  if (!isNumeric(cell.value) && combinationOf(cell) !== "none") say("onlyNumbersCombine");
  for (const source of cell.starts ?? []) {
    if (source.from === "last-month" && !cells.has(source.code)) say("startsFromNowhere", { code: source.code });
  }
  if (cell.shown !== undefined && cells.get(cell.code)?.section.kind === "table") say("columnShown");
  const { value } = cell;
  if ((value.type === "integer" || value.type === "decimal") && value.max !== undefined) {
    if (new Big(value.max).lt(value.min ?? "0")) say("boundsCrossed");
  }
  return problems;
}

/** What is wrong with one rule where it stands in its form; paths begin inside the rule. */
export function ruleProblems(definition: Pick<Definition, "sheets">, rule: Rule): Problem[] {
  const problems: Problem[] = [];
  const saying =
    (...path: Problem["path"]) =>
    (key: string, values?: Record<string, string>) =>
      problems.push({ path, key, ...(values ? { values } : {}) });
  const stand = standOf(rule.scope, definition, saying("scope"));
  const place = (...path: Problem["path"]) => ({ definition, inFold: false, say: saying(...path), ...stand });
  const shown = Object.entries(rule.shows ?? {});
  const all = [...(rule.when ? [rule.when] : []), rule.holds, ...shown.map(([, { value }]) => value)];
  if (all.some((part) => partsOf(part) > MOST_PARTS)) saying("holds")("tooLong");
  if (problems.length > 0) return problems;
  if (rule.when) expect("truth", rule.when, place("when"));
  expect("truth", rule.holds, place("holds"));
  for (const [, { value }] of shown) kindOf(value, place("message"));
  for (const mark of rule.marks ?? []) referenceKind(mark, place("marks"));
  placeholders(rule, saying("message"));
  return problems;
}

function partsOf(expression: Expression): number {
  return subexpressions(expression).reduce((parts, part) => parts + partsOf(part), 1);
}

function standOf(
  scope: Scope,
  definition: Pick<Definition, "sheets">,
  say: Place["say"],
): Pick<Place, "columns" | "table"> {
  const { cells, tables } = indexOf(definition);
  if (scope.kind === "once") return { columns: [] };
  if (scope.kind === "each") {
    for (const code of scope.codes) if (cells.get(code)?.section.kind !== "cells") say("notSingle", { code });
    return { columns: scope.codes };
  }
  const table = tables.get(scope.table);
  if (!table) say("notTable", { table: scope.table });
  const columns = scope.kind === "rows" ? [] : scope.columns;
  for (const code of columns) {
    if (!table || cells.get(code)?.section !== table) say("notColumn", { code, table: scope.table });
  }
  if (scope.kind === "columns" && table && !table.total) say("noTotalRow", { table: scope.table });
  return { columns, table: scope.table };
}

function placeholders(rule: Rule, say: Place["say"]): void {
  const filled = new Set(Object.keys(rule.shows ?? {}));
  if (rule.scope.kind !== "once" && rule.scope.kind !== "rows") filled.add("column");
  if ("table" in rule.scope) filled.add("row");
  for (const message of [rule.message.en, rule.message.zh]) {
    for (const [, name = ""] of message.matchAll(/\{([A-Za-z]+)\}/g)) {
      if (!filled.has(name)) say("nothingFills", { name });
    }
  }
}
