import { z } from "zod";
import { isPlainDate } from "#lib/plain-date.ts";
import { keptText } from "#lib/secure-text.ts";
import { type Cell, Definition, type Section, type Text } from "./definition.ts";
import { layoutProblems } from "./definition-problems.ts";
import { Code, FactName, RowKey } from "./expression.ts";
import type { Problem } from "./problem.ts";
import { compileRule, draftRule, inBoth, RuleDraft } from "./rule-draft.ts";
import { Stage } from "./stage.ts";

const Said = z.strictObject({ en: keptText(1000), zh: keptText(1000) });
const NOTHING: Text = { en: "", zh: "" };
const MaybeSaid = Said.default(NOTHING);
const Bound = keptText(30).default("");

const CellDraft = z.strictObject({
  code: keptText(16),
  names: Said,
  help: MaybeSaid,
  unit: MaybeSaid,
  value: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("integer"), min: Bound, max: Bound }),
    z.strictObject({ type: z.literal("decimal"), places: z.int().min(1).max(6), min: Bound, max: Bound }),
    z.strictObject({ type: z.literal("text"), max: z.int().min(1).max(2000) }),
    z.strictObject({ type: z.literal("yes-no") }),
    z.strictObject({
      type: z.literal("choice"),
      options: z.array(z.strictObject({ key: keptText(32), names: Said })).max(100),
    }),
    z.strictObject({ type: z.literal("date"), min: Bound, max: Bound }),
  ]),
  measure: z.enum(["point", "period"]),
  required: z.boolean(),
  shown: FactName.optional(),
  starts: z
    .array(
      z.discriminatedUnion("from", [
        z.strictObject({ from: z.literal("register"), fact: FactName }),
        z.strictObject({ from: z.literal("last-month"), code: keptText(16) }),
      ]),
    )
    .max(5)
    .optional(),
  hint: z.enum(["last-year", "last-month"]).optional(),
  stages: z.array(Stage).max(5).optional(),
  combines: z.enum(["sum", "largest", "none"]).optional(),
});
export type CellDraft = z.output<typeof CellDraft>;
/** What an item may have beyond what every form has. */
export const CellMore = CellDraft.pick({ shown: true, starts: true, hint: true, stages: true, combines: true });

const RowDraft = z.strictObject({ key: keptText(32), names: Said });

const SectionDraft = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("cells"),
    code: keptText(16),
    names: Said,
    help: MaybeSaid,
    cells: z.array(CellDraft).max(300),
  }),
  z.strictObject({
    kind: z.literal("table"),
    code: keptText(16),
    names: Said,
    help: MaybeSaid,
    columns: z.array(CellDraft).max(100),
    rows: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("grades") }),
      z.strictObject({ kind: z.literal("fixed"), rows: z.array(RowDraft).max(500) }),
      z.strictObject({
        kind: z.literal("own"),
        of: z.enum(["class", "person"]),
        most: z.int().min(1).max(100),
      }),
    ]),
    total: Said.optional(),
  }),
]);
export type SectionDraft = z.output<typeof SectionDraft>;

const SheetDraft = z.strictObject({ key: keptText(32), names: Said, sections: z.array(SectionDraft).max(50) });

/** A form as it is being designed: it may be unfinished and wrong, and is kept all the same. */
export const FormDraft = z.strictObject({
  names: Said,
  period: z.enum(["year", "month"]),
  sheets: z.array(SheetDraft).max(50),
  rules: z.array(RuleDraft).max(500),
});
export type FormDraft = z.output<typeof FormDraft>;

/** Characters that a draft has at most, written as JSON. */
export const DRAFT_MOST = 600_000;

const BEYOND: Record<string, string> = { string: "beyond.text", array: "beyond.list", number: "beyond.number" };

/**
 * A draft as it was written down; null where it is none. `beyond` tells what is too long or too much of it to be saved:
 * it can be worked on all the same.
 */
export function readDraft(written: unknown): { draft: FormDraft; beyond: Problem[] } | null {
  const { data, error } = FormDraft.safeParse(written);
  if (data) return { draft: data, beyond: [] };
  const beyond = error.issues.flatMap((issue): Problem[] => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code === "too_small") return [{ path, key: "beneath", values: { least: Number(issue.minimum) } }];
    const key = issue.code === "too_big" && BEYOND[issue.origin];
    return key ? [{ path, key, values: { most: Number(issue.maximum) } }] : [];
  });
  return beyond.length === error.issues.length ? { draft: written as FormDraft, beyond } : null;
}

type Say = (key: string, ...path: Problem["path"]) => void;

/**
 * The edition that a draft means, or everything that is wrong with it at once; paths lead into the draft. A language
 * that says nothing takes the words of the other.
 */
export function compileForm(
  draft: FormDraft,
  identity: Pick<Definition, "key" | "edition">,
): { definition: Definition; problems?: never } | { problems: Problem[]; definition?: never } {
  const problems: Problem[] = [];
  const say: Say = (key, ...path) => problems.push({ path, key });
  const names = said(draft.names, say, "names");
  if (draft.sheets.length === 0) say("noSheets", "sheets");
  const sheets = draft.sheets.map((sheet, index) => {
    const path = ["sheets", index];
    if (!RowKey.safeParse(sheet.key).success) say("badKey", ...path, "key");
    if (sheet.sections.length === 0) say("noSections", ...path);
    return {
      key: sheet.key,
      names: said(sheet.names, say, ...path, "names"),
      sections: sheet.sections.map((section, at) => compileSection(section, say, [...path, "sections", at])),
    };
  });
  const layout = { sheets };
  problems.push(...layoutProblems(layout));
  const rules = draft.rules.map((rule, index) => {
    const compiled = compileRule(rule, layout);
    problems.push(...(compiled.problems ?? []).map((one) => ({ ...one, path: ["rules", index, ...one.path] })));
    if (draft.rules.findIndex(({ id }) => id === rule.id) < index) say("ruleTwice", "rules", index, "id");
    return compiled.rule;
  });
  if (problems.length > 0) return { problems };
  const definition = Definition.safeParse({ ...identity, names, period: draft.period, sheets, rules });
  if (definition.success) return { definition: definition.data };
  return { problems: definition.error.issues.map(({ path }) => ({ path: path.map(String), key: "shape" })) };
}

function said(text: Text, say: Say, ...path: Problem["path"]): Text {
  if (text.en.trim() === "" && text.zh.trim() === "") say("missing", ...path);
  return inBoth(text);
}

function compileSection(draft: SectionDraft, say: Say, path: Problem["path"]): Section {
  if (!Code.safeParse(draft.code).success) say("badCode", ...path, "code");
  const named = { code: draft.code, names: said(draft.names, say, ...path, "names"), ...helpOf(draft.help) };
  if (draft.kind === "cells") {
    if (draft.cells.length === 0) say("noCells", ...path);
    const cells = draft.cells.map((cell, index) => compileCell(cell, say, [...path, "cells", index]));
    return { kind: "cells", ...named, cells };
  }
  if (draft.columns.length === 0) say("noCells", ...path);
  const columns = draft.columns.map((cell, index) => compileCell(cell, say, [...path, "columns", index]));
  const rows =
    draft.rows.kind === "fixed" ? { kind: "fixed" as const, rows: rowsOf(draft.rows, say, path) } : draft.rows;
  return {
    kind: "table",
    ...named,
    columns,
    rows,
    ...(draft.total ? { total: said(draft.total, say, ...path, "total") } : {}),
  };
}

function rowsOf(
  { rows }: Extract<Extract<SectionDraft, { kind: "table" }>["rows"], { kind: "fixed" }>,
  say: Say,
  path: Problem["path"],
) {
  if (rows.length === 0) say("noRows", ...path, "rows");
  return rows.map(({ key, names }, index) => {
    const at = [...path, "rows", "rows", index];
    if (!RowKey.safeParse(key).success) say("badKey", ...at, "key");
    return { key, names: said(names, say, ...at, "names") };
  });
}

const helpOf = (help: Text): { help?: Text } => (inBoth(help).en === "" ? {} : { help: inBoth(help) });

function compileCell(draft: CellDraft, say: Say, path: Problem["path"]): Cell {
  if (!Code.safeParse(draft.code).success) say("badCode", ...path, "code");
  const { help, unit, value, stages, starts, ...plain } = draft;
  if (stages?.length === 0) say("noStages", ...path, "stages");
  return {
    ...plain,
    names: said(draft.names, say, ...path, "names"),
    ...helpOf(help),
    ...(inBoth(unit).en === "" ? {} : { unit: inBoth(unit) }),
    value: compileValue(value, say, path),
    ...(stages ? { stages } : {}),
    ...(starts && starts.length > 0 ? { starts } : {}),
  };
}

function compileValue(value: CellDraft["value"], say: Say, path: Problem["path"]): Cell["value"] {
  if (value.type === "text" || value.type === "yes-no") return value;
  if (value.type === "choice") return { type: value.type, options: optionsOf(value, say, path) };
  const { min, max, ...type } = value;
  const bound = (name: "min" | "max", text: string) => {
    const trimmed = text.trim();
    if (trimmed === "") return {};
    const isSound = type.type === "date" ? isPlainDate(trimmed) : /^-?\d{1,13}(\.\d{1,6})?$/.test(trimmed);
    if (isSound) return { [name]: trimmed };
    say(type.type === "date" ? "badDay" : "badBound", ...path, "value", name);
    return {};
  };
  return { ...type, ...bound("min", min), ...bound("max", max) };
}

function optionsOf({ options }: Extract<CellDraft["value"], { type: "choice" }>, say: Say, path: Problem["path"]) {
  if (options.length === 0) say("noOptions", ...path, "value");
  return options.map(({ key, names }, index) => {
    const at = [...path, "value", "options", index];
    if (!RowKey.safeParse(key).success) say("badKey", ...at, "key");
    if (options.findIndex((other) => other.key === key) < index) say("optionTwice", ...at, "key");
    return { key, names: said(names, say, ...at, "names") };
  });
}

/** An edition as its next one starts: everything as it was written, in a language. Compiled again it is the same. */
export function draftForm(definition: Definition, language: keyof Text): FormDraft {
  const { names, period, sheets, rules } = definition;
  return {
    names,
    period,
    sheets: sheets.map((sheet) => ({ ...sheet, sections: sheet.sections.map(draftSection) })),
    rules: rules.map((rule) => draftRule(rule, definition, language)),
  };
}

function draftSection(section: Section): SectionDraft {
  const help = section.help ?? NOTHING;
  if (section.kind === "cells") return { ...section, help, cells: section.cells.map(draftCell) };
  const { rows } = section;
  return {
    ...section,
    help,
    columns: section.columns.map(draftCell),
    rows: rows.kind === "fixed" ? { kind: "fixed", rows: rows.rows.map(({ key, names }) => ({ key, names })) } : rows,
  };
}

function draftCell(cell: Cell): CellDraft {
  const { value } = cell;
  const bounded = value.type === "integer" || value.type === "decimal" || value.type === "date";
  return {
    ...cell,
    help: cell.help ?? NOTHING,
    unit: cell.unit ?? NOTHING,
    value: bounded ? { ...value, min: value.min ?? "", max: value.max ?? "" } : value,
  };
}
