import { z } from "zod";
import { isPlainDate } from "#lib/plain-date.ts";
import { Code, Expression, FactName, RowKey } from "./expression.ts";
import { Stage } from "./stage.ts";

/** One wording in both languages of the interface. */
const Text = z.strictObject({ en: z.string().min(1).max(1000), zh: z.string().min(1).max(1000) });
export type Text = z.output<typeof Text>;

const Bound = z.string().regex(/^-?\d{1,13}(\.\d{1,6})?$/);

const Day = z.string().refine(isPlainDate);
const Option = z.strictObject({ key: RowKey, names: Text });

/**
 * `min` defaults to 0; a number never exceeds 10^12. A yes/no is stored as `yes` or `no`, a choice as the key of its
 * option, a date as YYYY-MM-DD.
 */
const ValueType = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("integer"), min: Bound.optional(), max: Bound.optional() }),
  z.strictObject({
    type: z.literal("decimal"),
    places: z.int().min(1).max(6),
    min: Bound.optional(),
    max: Bound.optional(),
  }),
  z.strictObject({ type: z.literal("text"), max: z.int().min(1).max(2000) }),
  z.strictObject({ type: z.literal("yes-no") }),
  z.strictObject({ type: z.literal("choice"), options: z.array(Option).min(1).max(100) }),
  z.strictObject({ type: z.literal("date"), min: Day.optional(), max: Day.optional() }),
]);
export type ValueType = z.output<typeof ValueType>;

/** A starting value: what the register holds, or a cell carried over from last month's submission. */
const Source = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("register"), fact: FactName }),
  z.strictObject({ from: z.literal("last-month"), code: Code }),
]);

/**
 * A single cell, or one column of a table.
 * - `shown`: the register's fact is the value and is not typed; typed only while the register does not hold it.
 * - `starts`: sources of a starting value, the first that has one; the clerk may change it.
 * - `hint`: an earlier value shown beside the cell, never taken as its value.
 * - `stages`: asked only of schools with one of these stages; of others it must be empty.
 * - `combines`: how values go together in a total row and in a roll-up (numbers: `sum` unless said otherwise).
 */
const Cell = z.strictObject({
  code: Code,
  names: Text,
  help: Text.optional(),
  unit: Text.optional(),
  value: ValueType,
  measure: z.enum(["point", "period"]),
  required: z.boolean(),
  shown: FactName.optional(),
  starts: z.array(Source).max(5).optional(),
  hint: z.enum(["last-year", "last-month"]).optional(),
  stages: z.array(Stage).min(1).optional(),
  combines: z.enum(["sum", "largest", "none"]).optional(),
});
export type Cell = z.output<typeof Cell>;

/** A row of a table. `stage` decides whether a school has it; `previous` is the grade below within its stage. */
const Row = z.strictObject({
  key: RowKey,
  names: Text,
  stage: Stage.optional(),
  first: z.boolean().optional(),
  previous: RowKey.optional(),
});
export type Row = z.output<typeof Row>;

/** A row for each class or person of the school, at most so many; one in which nothing stands is not there. */
const OwnRows = z.strictObject({
  kind: z.literal("own"),
  of: z.enum(["class", "person"]),
  most: z.int().min(1).max(100),
});
export type OwnRows = z.output<typeof OwnRows>;

/**
 * Rows stand in the definition, are the grades of the school's stages, or are the school's own. The total row is typed,
 * not computed.
 */
const Section = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("cells"),
    code: Code,
    names: Text,
    help: Text.optional(),
    cells: z.array(Cell).min(1).max(300),
  }),
  z.strictObject({
    kind: z.literal("table"),
    code: Code,
    names: Text,
    help: Text.optional(),
    columns: z.array(Cell).min(1).max(100),
    rows: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("grades") }),
      z.strictObject({ kind: z.literal("fixed"), rows: z.array(Row).min(1).max(500) }),
      OwnRows,
    ]),
    total: Text.optional(),
  }),
]);
export type Section = z.output<typeof Section>;
export type Table = Extract<Section, { kind: "table" }>;

const Rows = z.enum(["details", "total", "all"]);

/** Where a rule is tried: once; in every row; in every column; in every cell of columns; at each of some single cells. */
const Scope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("once") }),
  z.strictObject({ kind: z.literal("rows"), table: Code, rows: Rows }),
  z.strictObject({ kind: z.literal("columns"), table: Code, columns: z.array(Code).min(1) }),
  z.strictObject({ kind: z.literal("cells"), table: Code, columns: z.array(Code).min(1), rows: Rows }),
  z.strictObject({ kind: z.literal("each"), codes: z.array(Code).min(1) }),
]);
export type Scope = z.output<typeof Scope>;

const Shown = z.strictObject({
  value: Expression,
  as: z.enum(["number", "percent"]).optional(),
  places: z.int().min(0).max(6).optional(),
});
export type Shown = z.output<typeof Shown>;

/**
 * `holds` must not be false; unknown stays silent. `when` narrows: the rule speaks only where it is true.
 * A message may name `{row}`, `{column}` and anything in `shows`. `marks` are the cells to mark (default: every cell
 * of this submission that `holds` read). `clause` is the source of an informing rule. `id` is stable: reasons hang on it.
 */
const Rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  severity: z.enum(["error", "warning", "info"]),
  scope: Scope,
  when: Expression.optional(),
  holds: Expression,
  marks: z.array(z.strictObject({ code: Code.optional(), row: RowKey.optional() })).optional(),
  statement: Text,
  message: Text,
  shows: z.record(z.string().regex(/^[a-z][A-Za-z]{0,20}$/), Shown).optional(),
  clause: Text.optional(),
});
export type Rule = z.output<typeof Rule>;

const Sheet = z.strictObject({ key: RowKey, names: Text, sections: z.array(Section).min(1).max(50) });

/** A report form: what is asked and what is checked. Stored as JSON by edition; an edition in use never changes. */
export const Definition = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  edition: z.int().min(1),
  names: Text,
  /** `year`: as at a day of the school year; `month`: for one month. */
  period: z.enum(["year", "month"]),
  sheets: z.array(Sheet).min(1).max(50),
  rules: z.array(Rule).max(500),
});
export type Definition = z.output<typeof Definition>;
