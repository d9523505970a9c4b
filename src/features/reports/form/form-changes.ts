import type { Text } from "./definition.ts";
import { type CellDraft, compileForm, draftForm, type FormDraft, type SectionDraft } from "./form-draft.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** One thing that was added, taken away or changed between two states of a form. */
export type FormChange = {
  kind: "added" | "removed" | "changed";
  what: "form" | "sheet" | "section" | "row" | "item" | "check";
  /** Its code, key or number; a row with its table's: 'K[r1]'. Empty for the form. */
  code: string;
  /** As it is now called, or was; of a check its sentence. */
  names: Text;
  /** What changed, each as a key of `forms.design` with what is written there; empty where nothing was. */
  parts: { part: Part; before: string; after: string }[];
};

/** Keys of `forms.design`. */
const PARTS = [
  "nameZh",
  "nameEn",
  "helpZh",
  "helpEn",
  "unitZh",
  "unitEn",
  "kind",
  "min",
  "max",
  "places",
  "length",
  "options",
  "measure",
  "required",
  "combines",
  "hint",
  "shown",
  "starts",
  "stages",
  "period",
  "rows",
  "ownOf",
  "mostRows",
  "total",
  "severity",
  "where",
  "when",
  "holds",
  "marks",
  "statementZh",
  "statementEn",
  "messageZh",
  "messageEn",
  "clauseZh",
  "clauseEn",
  "standsIn",
] as const;
export type Part = (typeof PARTS)[number];

type Entry = Pick<FormChange, "what" | "code" | "names"> & { parts: Partial<Record<Part, string>> };

const words = (
  name: "name" | "help" | "unit" | "statement" | "message" | "clause",
  { en, zh }: Text,
): Partial<Record<Part, string>> => ({ [`${name}Zh`]: zh, [`${name}En`]: en });

function itemParts({ value, ...cell }: CellDraft, standsIn: string): Entry["parts"] {
  const numeric = value.type === "integer" || value.type === "decimal";
  const bounded = numeric || value.type === "date";
  return {
    ...words("name", cell.names),
    ...words("unit", cell.unit),
    ...words("help", cell.help),
    kind: value.type,
    ...(bounded ? { min: value.min, max: value.max } : {}),
    ...(value.type === "choice"
      ? { options: value.options.map(({ key, names }) => `${key} ${names.zh || names.en}`).join("; ") }
      : {}),
    ...(value.type === "decimal" ? { places: String(value.places) } : {}),
    ...(value.type === "text" ? { length: String(value.max) } : {}),
    measure: cell.measure,
    required: cell.required ? "yes" : "no",
    combines: numeric ? (cell.combines ?? "sum") : "",
    hint: cell.hint ?? "",
    shown: cell.shown ?? "",
    starts: (cell.starts ?? []).map((one) => (one.from === "register" ? one.fact : one.code)).join(", "),
    stages: (cell.stages ?? []).join(", "),
    standsIn,
  };
}

function scopeText(scope: RuleDraft["scope"]): string {
  const codes = "codes" in scope ? scope.codes : "columns" in scope ? scope.columns : [];
  const table = "table" in scope ? [scope.table] : [];
  const rows = "rows" in scope ? [scope.rows] : [];
  return [scope.kind, ...table, ...rows, codes.join(", ")].filter(Boolean).join(" ");
}

function rowParts({ rows }: Extract<SectionDraft, { kind: "table" }>): Entry["parts"] {
  return rows.kind === "own" ? { rows: rows.kind, ownOf: rows.of, mostRows: String(rows.most) } : { rows: rows.kind };
}

function sectionEntries(section: SectionDraft, sheet: string): Entry[] {
  const { code, names, help } = section;
  const isTable = section.kind === "table";
  const own = isTable ? { ...rowParts(section), total: section.total ? section.total.zh || section.total.en : "" } : {};
  const rows = isTable && section.rows.kind === "fixed" ? section.rows.rows : [];
  return [
    {
      ...{ what: "section", code, names },
      parts: { ...words("name", names), ...words("help", help), standsIn: sheet, ...own },
    },
    ...(isTable ? section.columns : section.cells).map(
      (cell): Entry => ({ what: "item", code: cell.code, names: cell.names, parts: itemParts(cell, code) }),
    ),
    ...rows.map(
      (row): Entry => ({ what: "row", code: `${code}[${row.key}]`, names: row.names, parts: words("name", row.names) }),
    ),
  ];
}

function entriesOf({ names, period, sheets, rules }: FormDraft): Map<string, Entry> {
  const all: Entry[] = [
    { what: "form", code: "", names, parts: { ...words("name", names), period } },
    ...sheets.flatMap((sheet): Entry[] => [
      { what: "sheet", code: sheet.key, names: sheet.names, parts: words("name", sheet.names) },
      ...sheet.sections.flatMap((section) => sectionEntries(section, sheet.key)),
    ]),
    ...rules.map(
      ({ id, severity, scope, when, holds, marks, statement, message, clause }): Entry => ({
        ...{ what: "check", code: id, names: statement },
        parts: {
          ...{ severity, where: scopeText(scope), when, holds, marks },
          ...words("statement", statement),
          ...words("message", message),
          ...words("clause", clause),
        },
      }),
    ),
  ];
  return new Map(all.map((entry) => [`${entry.what} ${entry.code}`, entry]));
}

/** With its formulas in this language, evenly spaced; as it is where something is wrong with it. */
function evened(draft: FormDraft, language: keyof Text): FormDraft {
  const { definition } = compileForm(draft, { key: "draft", edition: 1 });
  return definition ? draftForm(definition, language) : draft;
}

/**
 * What one has to know who knew a form before: by code, so that what only moved within its section is no change; nor is
 * a formula that says the same in another language.
 */
export function formChanges(before: FormDraft, after: FormDraft, language: keyof Text): FormChange[] {
  const [was, is] = [entriesOf(evened(before, language)), entriesOf(evened(after, language))];
  const changes = [...is].flatMap(([key, entry]): FormChange[] => {
    const old = was.get(key);
    if (!old) return [{ ...entry, kind: "added", parts: [] }];
    const parts = PARTS.flatMap((part) => {
      const [one = "", other = ""] = [old.parts[part], entry.parts[part]];
      return one === other ? [] : [{ part, before: one, after: other }];
    });
    return parts.length > 0 ? [{ ...entry, kind: "changed", parts }] : [];
  });
  const gone = [...was].filter(([key]) => !is.has(key));
  return [...changes, ...gone.map(([, entry]): FormChange => ({ ...entry, kind: "removed", parts: [] }))];
}

/** Parts that are written as a word of the interface: which of `forms.design` (or elsewhere) says it. */
const SPOKEN: Partial<Record<Part, string>> = {
  kind: "forms.design.kinds",
  measure: "forms.design.measures",
  required: "forms.design.yesNo",
  combines: "forms.design.combined",
  hint: "forms.design.hints",
  shown: "forms.design.facts",
  rows: "forms.design.rowsOf",
  ownOf: "forms.design.ownRows",
  severity: "edition.severity",
  period: "forms.design.periods",
};

/** What stands in a part, as one reads it. */
export function partText(part: Part, value: string, say: (key: string) => string): string {
  const group = SPOKEN[part];
  return group && value !== "" ? say(`${group}.${value}`) : value;
}
