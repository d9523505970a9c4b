import type { Definition, Rule, Text } from "../definition.ts";
import { type CellDraft, CellMore, draftForm, type SectionDraft } from "../form-draft.ts";
import { gradeRows } from "../grades.ts";
import { xpathOf } from "./xpath.ts";

type Row = Record<string, string>;
/** Sheets by name; each with its headings in order. */
export type WrittenXlsForm = { name: string; headings: string[]; rows: Row[] }[];

const label = (column: string, { en, zh }: Text): Row => ({
  [`${column}::English (en)`]: en,
  [`${column}::中文 (zh)`]: zh,
});

const SURVEY = [
  ...["type", "name", "label::English (en)", "label::中文 (zh)", "hint::English (en)", "hint::中文 (zh)"],
  ...["required", "constraint", "constraint_message::English (en)", "constraint_message::中文 (zh)"],
  ...["jijiao_sheet", "jijiao_measure", "jijiao_unit::English (en)", "jijiao_unit::中文 (zh)", "jijiao_places"],
  ...["jijiao_length", "jijiao_rows", "jijiao_total::English (en)", "jijiao_total::中文 (zh)", "jijiao_more"],
];

/**
 * A form for ODK and KoboToolbox. What they have no words for stands in columns and a sheet of its own, which they pass
 * over and `readXlsForm` reads: a form that leaves so and comes back is the same.
 */
export function writeXlsForm(definition: Definition, key: string, version: number): WrittenXlsForm {
  const draft = draftForm(definition, "en");
  const lists: Row[] = [];
  const survey = draft.sheets.flatMap((sheet): Row[] => [
    { type: "begin group", name: sheet.key, ...label("label", sheet.names), jijiao_sheet: "yes" },
    ...sheet.sections.flatMap((section) => sectionRows(section, definition.rules, lists)),
    { type: "end group" },
  ]);
  const settings = {
    form_title: draft.names.zh,
    form_id: key,
    version: String(version),
    default_language: "中文 (zh)",
  };
  return [
    { name: "survey", headings: SURVEY, rows: survey },
    { name: "choices", headings: ["list_name", "name", "label::English (en)", "label::中文 (zh)"], rows: lists },
    {
      name: "settings",
      headings: [...Object.keys(settings), "form_title::English (en)", "jijiao_period"],
      rows: [{ ...settings, "form_title::English (en)": draft.names.en, jijiao_period: draft.period }],
    },
    {
      name: "jijiao_checks",
      headings: ["number", "severity", "formula", "check"],
      rows: draft.rules.map((rule) => ({
        ...{ number: rule.id, severity: rule.severity, formula: rule.holds, check: JSON.stringify(rule) },
      })),
    },
  ];
}

function sectionRows(section: SectionDraft, rules: readonly Rule[], lists: Row[]): Row[] {
  const named = { name: section.code, ...label("label", section.names) };
  if (section.kind === "cells") {
    const help =
      section.help.en || section.help.zh
        ? [{ type: "note", name: `${section.code}_note`, ...label("label", section.help) }]
        : [];
    return [
      { type: "begin group", ...named },
      ...help,
      ...section.cells.map((cell) => cellRow(cell, rules, lists)),
      { type: "end group" },
    ];
  }
  const { rows, code } = section;
  const table = {
    ...named,
    ...label("hint", section.help),
    ...(section.total ? label("jijiao_total", section.total) : {}),
  };
  const kind = rows.kind === "own" ? `own ${rows.of} ${rows.most}` : rows.kind;
  return [
    { type: "begin repeat", ...table, jijiao_rows: kind },
    ...(rows.kind === "own" ? [] : [rowQuestion(code, rows.kind === "fixed" ? rows.rows : gradeRows(6), lists)]),
    ...section.columns.map((cell) => cellRow(cell, rules, lists)),
    { type: "end repeat" },
  ];
}

/** Which row of a table a repeat is about. */
function rowQuestion(code: string, rows: readonly { key: string; names: Text }[], lists: Row[]): Row {
  const list = `rows_${code}`;
  lists.push(...rows.map(({ key, names }) => ({ list_name: list, name: key, ...label("label", names) })));
  const names = { en: "Row", zh: "行次" };
  return { type: `select_one ${list}`, name: `row_${code}`, ...label("label", names), required: "yes" };
}

function cellRow(cell: CellDraft, rules: readonly Rule[], lists: Row[]): Row {
  const more = CellMore.safeParse(Object.fromEntries(MORE.map((name) => [name, cell[name]]))).data ?? {};
  return {
    ...typeRow(cell, lists),
    name: cell.code,
    ...label("label", cell.names),
    ...label("hint", cell.help),
    required: cell.required ? "yes" : "",
    ...constraintRow(cell, rules),
    jijiao_measure: cell.measure,
    ...label("jijiao_unit", cell.unit),
    jijiao_more: Object.values(more).some((value) => value !== undefined) ? JSON.stringify(more) : "",
  };
}

const MORE = ["shown", "starts", "hint", "stages", "combines"] as const;

function typeRow({ code, value }: CellDraft, lists: Row[]): Row {
  if (value.type === "yes-no" || value.type === "choice") {
    const yesNo = [
      { key: "yes", names: { en: "Yes", zh: "是" } },
      { key: "no", names: { en: "No", zh: "否" } },
    ];
    const list = value.type === "choice" ? `choices_${code}` : "yes_no";
    const options = value.type === "choice" ? value.options : yesNo;
    if (!lists.some((row) => row.list_name === list)) {
      lists.push(...options.map(({ key, names }) => ({ list_name: list, name: key, ...label("label", names) })));
    }
    return { type: `select_one ${list}` };
  }
  if (value.type === "decimal") return { type: "decimal", jijiao_places: String(value.places) };
  return value.type === "text" ? { type: "text", jijiao_length: String(value.max) } : { type: value.type };
}

/** Its bounds, and the checks that are tried at this item and that XPath can say. */
function constraintRow({ code, value }: CellDraft, rules: readonly Rule[]): Row {
  const bounded = value.type === "integer" || value.type === "decimal" || value.type === "date" ? value : null;
  const written = (bound: string) => (bounded?.type === "date" ? `date('${bound}')` : bound);
  const least = bounded?.type === "date" ? "" : "0";
  const bounds = bounded
    ? [
        ...(bounded.min || least ? [`. >= ${written(bounded.min || least)}`] : []),
        ...(bounded.max ? [`. <= ${written(bounded.max)}`] : []),
      ]
    : [];
  const own = rules.flatMap((rule) => {
    const xpath = rule.severity === "error" && lastRead(rule) === code ? ruleXpath(rule, code) : null;
    return xpath ? [{ xpath, said: rule.statement }] : [];
  });
  const said = own.reduce<Text>(
    (all, { said: { en, zh } }) => ({ en: `${all.en} ${en}`.trim(), zh: `${all.zh}${zh}` }),
    { en: "", zh: "" },
  );
  return {
    constraint: [...bounds, ...own.map(({ xpath }) => xpath)].join(" and "),
    ...label("constraint_message", { en: said.en.slice(0, 1000), zh: said.zh.slice(0, 1000) }),
  };
}

const CELL = /"op":"cell","code":"([A-Z][A-Za-z0-9_]*)"/g;

/** The item at which a phone tries a check: the last one that it reads. */
function lastRead({ scope, holds }: Rule): string | undefined {
  return scope.kind === "once" ? [...JSON.stringify(holds).matchAll(CELL)].at(-1)?.[1] : undefined;
}

function ruleXpath({ when, holds }: Rule, code: string): string | null {
  const condition = xpathOf(holds, code);
  if (!when || condition === null) return condition;
  const guard = xpathOf(when, code);
  return guard === null ? null : `(not(${guard}) or ${condition})`;
}
