import type { Definition, Rule, Section } from "#features/reports/form/definition.ts";
import type { Expression } from "#features/reports/form/expression.ts";

const both = (text: string) => ({ en: text, zh: text });
const cell = (code: string, more: object = {}) => ({
  code,
  names: both(`Item ${code}`),
  value: { type: "integer" as const },
  measure: "point" as const,
  required: false,
  ...more,
});
const table = (code: string, columns: string[], rows: Extract<Section, { kind: "table" }>["rows"]): Section => ({
  ...{ kind: "table", code, names: both(`Table ${code}`), rows },
  columns: columns.map((column) => cell(column, { required: true })),
});
const read = (code: string): Expression => ({ op: "cell", code });
const number = (value: string): Expression => ({ op: "number", value });
const atLeast = (left: Expression, value: string): Expression => ({ op: "ge", left, right: number(value) });
const rule = (id: string, holds: Expression, more: Partial<Rule> = {}): Rule => ({
  ...{ id, severity: "error", scope: { kind: "once" }, holds },
  ...{ statement: both(`Statement ${id}`), message: both(`Message of ${id}`) },
  ...more,
});

/** And and or in turn, so many deep: every level says what is inside it twice. */
function nested(depth: number): Expression {
  const first = atLeast(read("A1"), "1");
  return Array.from({ length: depth }).reduce<Expression>(
    (inside, _, index) => ({ op: index % 2 === 0 ? "and" : "or", args: [inside, first] }),
    first,
  );
}

/** A long choice, a table of so many rows and one of as many of the school's own, and checks that read all of it. */
export function largeForm(rows: number): Definition {
  const options = Array.from({ length: 100 }, (_, index) => ({
    key: `o${index}`,
    names: both(`Choice ${index} ${"长".repeat(150)}"quoted"`),
  }));
  const lines = Array.from({ length: rows }, (_, index) => ({ key: `l${index}`, names: both(`Line ${index}`) }));
  const ownColumns = Array.from({ length: 40 }, (_, index) => `O${index}`);
  const single = ["A1", ...Array.from({ length: 5 }, (_, index) => `C${index}`)];
  const sections: Section[] = [
    {
      ...{ kind: "cells", code: "A", names: both("Single items") },
      cells: single.map((code) => cell(code, code === "A1" ? {} : { value: { type: "choice", options } })),
    },
    table("T", ["T1", "T2"], { kind: "fixed", rows: lines }),
    table("O", ownColumns, { kind: "own", of: "person", most: 20 }),
  ];
  const sum = (code: string, of = "T"): Expression => ({ op: "sum", table: of, each: read(code) });
  const inTable = (op: "some" | "every", value: string): Expression => ({
    ...{ op, table: "T", each: atLeast(read("T1"), value) },
  });
  const long: Expression = atLeast({ op: "add", args: Array.from({ length: 70 }, () => sum("O1", "O")) }, "0");
  return {
    ...{ key: "large", edition: 1, names: both("Large"), period: "year" },
    sheets: [{ key: "one", names: both("One"), sections }],
    rules: [
      rule("largest", { op: "ge", left: read("A1"), right: { op: "largest", table: "T", each: read("T1") } }),
      rule("sum", { op: "ge", left: read("A1"), right: sum("T1") }),
      rule("some", inTable("some", "1")),
      rule("every", inTable("every", "1")),
      rule("nested-3", nested(3)),
      rule("nested-30", nested(30)),
      rule("long", long),
      rule("long-when", inTable("every", "1"), { when: inTable("some", "1") }),
      rule("chosen", { op: "eq", left: read("C0"), right: { op: "text", value: "o99" } }),
      rule("text", { op: "eq", left: read("C0"), right: { op: "text", value: `${"字".repeat(199)}"` } }),
      ...["first", "second"].map((id) =>
        rule(id, atLeast(read("T1"), "5"), {
          ...{ scope: { kind: "rows", table: "T", rows: "all" }, marks: [{ code: "A1" }] },
          ...(id === "second" ? { severity: "warning" as const } : {}),
        }),
      ),
      ...["O1", "O2"].map((code) =>
        rule(`own-${code.toLowerCase()}`, atLeast(read(code), "5"), {
          scope: { kind: "rows", table: "O", rows: "details" },
        }),
      ),
    ],
  };
}
