import { combinationOf, indexOf, isNumeric, TOTAL } from "./cells.ts";
import type { Cell, Definition, Rule, Scope, Table } from "./definition.ts";
import { type Expression, subexpressions } from "./expression.ts";
import { expect, kindOf, type Place, referenceKind } from "./expression-kinds.ts";

const MOST_PARTS = 2000;

/**
 * What the shape of a definition cannot say: codes that are used twice or not at all, expressions of the wrong kind,
 * references that cannot resolve, placeholders nobody fills. Each is one plain sentence that starts with its place.
 */
export function definitionProblems(definition: Definition): string[] {
  return [
    ...codeProblems(definition),
    ...cellProblems(definition),
    ...definition.rules.flatMap(problemsIn(definition)),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

const sectionsOf = (definition: Definition) => definition.sheets.flatMap(({ sections }) => sections);

const cellsIn = (definition: Definition): Cell[] =>
  sectionsOf(definition).flatMap((section) => (section.kind === "table" ? section.columns : section.cells));

function codeProblems(definition: Definition): string[] {
  const tables = sectionsOf(definition).filter((section): section is Table => section.kind === "table");
  const rows = tables.flatMap((table) => {
    const keys = table.rows.kind === "fixed" ? table.rows.rows.map(({ key }) => key) : [];
    const reserved = keys.filter((key) => key === TOTAL || key === "previous");
    return [
      ...repeated(keys).map((key) => `${table.code}: the row '${key}' is there twice`),
      ...reserved.map((key) => `${table.code}: '${key}' cannot be the key of a row`),
    ];
  });
  const twice = (what: string, values: string[]) => repeated(values).map((value) => `${value}: ${what} is used twice`);
  return [
    ...twice(
      "the sheet key",
      definition.sheets.map(({ key }) => key),
    ),
    ...twice(
      "the section code",
      sectionsOf(definition).map(({ code }) => code),
    ),
    ...twice(
      "the cell code",
      cellsIn(definition).map(({ code }) => code),
    ),
    ...twice(
      "the rule id",
      definition.rules.map(({ id }) => id),
    ),
    ...rows,
  ];
}

function cellProblems(definition: Definition): string[] {
  const { cells } = indexOf(definition);
  return cellsIn(definition).flatMap((cell) => {
    const problems: string[] = [];
    if (!isNumeric(cell.value) && combinationOf(cell) !== "none") problems.push(`${cell.code}: only numbers combine`);
    for (const source of cell.starts ?? []) {
      if (source.from === "last-month" && !cells.has(source.code)) {
        problems.push(`${cell.code}: starts from ${source.code}, which is not a cell of this form`);
      }
    }
    if (cell.shown !== undefined && cells.get(cell.code)?.section.kind === "table") {
      problems.push(`${cell.code}: a column of a table cannot be shown from the register`);
    }
    return problems;
  });
}

const problemsIn =
  (definition: Definition) =>
  (rule: Rule): string[] => {
    const problems: string[] = [];
    const say = (problem: string) => problems.push(`rule ${rule.id}: ${problem}`);
    const place = { definition, inFold: false, say, ...standOf(rule.scope, definition, say) };
    const shown = Object.values(rule.shows ?? {}).map(({ value }) => value);
    const truths = rule.when ? [rule.when, rule.holds] : [rule.holds];
    if ([...truths, ...shown].some((part) => partsOf(part) > MOST_PARTS)) say("the expression is too long");
    if (problems.length > 0) return problems;
    for (const expression of truths) expect("boolean", expression, place);
    for (const expression of shown) kindOf(expression, place);
    for (const mark of rule.marks ?? []) referenceKind(mark, place);
    placeholders(rule, say);
    return problems;
  };

function partsOf(expression: Expression): number {
  return subexpressions(expression).reduce((parts, part) => parts + partsOf(part), 1);
}

function standOf(scope: Scope, definition: Definition, say: Place["say"]): Pick<Place, "columns" | "table"> {
  const { cells, tables } = indexOf(definition);
  if (scope.kind === "once") return { columns: [] };
  if (scope.kind === "each") {
    for (const code of scope.codes) if (cells.get(code)?.section.kind !== "cells") say(`${code} is not a single cell`);
    return { columns: scope.codes };
  }
  const table = tables.get(scope.table);
  if (!table) say(`${scope.table} is not a table`);
  const columns = scope.kind === "rows" ? [] : scope.columns;
  for (const code of columns) if (cells.get(code)?.section !== table) say(`${code} is not a column of ${scope.table}`);
  if (scope.kind === "columns" && !table?.total) say(`${scope.table} has no total row`);
  return { columns, table: scope.table };
}

function placeholders(rule: Rule, say: Place["say"]): void {
  const filled = new Set(Object.keys(rule.shows ?? {}));
  if (rule.scope.kind !== "once" && rule.scope.kind !== "rows") filled.add("column");
  if ("table" in rule.scope) filled.add("row");
  for (const message of [rule.message.en, rule.message.zh]) {
    for (const [, name = ""] of message.matchAll(/\{([A-Za-z]+)\}/g)) {
      if (!filled.has(name)) say(`nothing fills {${name}} in the message`);
    }
  }
}
