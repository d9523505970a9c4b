import { numbered } from "../draft-edits.ts";
import { RowKey } from "../expression.ts";
import { type CellDraft, CellMore, compileForm, type FormDraft, type SectionDraft } from "../form-draft.ts";
import { RuleDraft } from "../rule-draft.ts";
import { formulaOf } from "./xpath.ts";

/** A sheet as records: texts by heading, in small letters. */
export type Records = readonly Readonly<Record<string, string>>[];
export type XlsForm = { survey: Records; choices: Records; settings: Records; checks: Records };

/** What was not taken over as it stood: a key of `forms.taken`, with its place. */
export type Note = { key: NoteKey; name: string };
type NoteKey = "leftOut" | "condition" | "several";

type Text = { en: string; zh: string };
const NOTHING: Text = { en: "", zh: "" };
const HAN = /\p{Script=Han}/u;

/** The text of a column in both languages: `label::English (en)`, `label::中文 (zh)`, or a bare `label` in either. */
function textIn(record: Readonly<Record<string, string>>, column: string): Text {
  const found: Text = { ...NOTHING };
  for (const [heading, text] of Object.entries(record)) {
    const [name = "", language = ""] = heading.split(/::?/, 2);
    if (name.trim() !== column || text === "") continue;
    const isChinese = language === "" ? HAN.test(text) : /zh|chin|中文|汉/.test(language);
    found[isChinese ? "zh" : "en"] ||= text;
  }
  return found;
}

const MOST_REPEATED = 50;
const MOST_OPTIONS = 100;
const isTrue = (text: string | undefined): boolean => /^(?:yes|true|1|true\(\))$/i.test(text ?? "");
/** Filled in by the phone itself. */
const SILENT = /^(?:start|end|today|deviceid|subscriberid|simserial|phonenumber|username|email|audit|start-geopoint)$/;

type Options = { key: string; names: Text }[];

/** Options by list; `keys` says what each name became. */
function optionsByList(choices: Records): { lists: Map<string, Options>; keys: Map<string, string> } {
  const keys = new Map<string, string>();
  const lists = new Map<string, Options>();
  for (const record of choices) {
    const [list, name] = [record.list_name || record["list name"] || "", record.name || record.value || ""];
    if (list === "" || name === "") continue;
    const names = textIn(record, "label");
    const own = lists.get(list) ?? [];
    const key = keyOf(name, own);
    if (key !== name) keys.set(name, key);
    own.push({ key, names: names.en || names.zh ? names : { en: name, zh: name } });
    lists.set(list, own);
  }
  return { lists, keys };
}

/** A name as a key: as it is where it is one already. */
function keyOf(name: string, taken: Options): string {
  const key = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, 28);
  const sound = RowKey.safeParse(key).success ? key : `o${taken.length + 1}`;
  return taken.some((other) => other.key === sound) ? `${sound}-${taken.length + 1}` : sound;
}

/** Reads a form made for ODK or KoboToolbox, or one that was written by `writeXlsForm`, as a draft. */
export function readXlsForm(form: XlsForm): { draft: FormDraft; notes: Note[] } {
  const reader = new Reader(optionsByList(form.choices));
  for (const record of form.survey) reader.take(record);
  const [settings = {}] = form.settings;
  const title = textIn(settings, "form_title");
  const names = title.en || title.zh ? title : textIn({ form_title: settings.form_id ?? "" }, "form_title");
  const period = settings.jijiao_period === "month" ? "month" : "year";
  const { sheets, rules } = reader.done();
  const draft: FormDraft = { names, period, sheets, rules: form.checks.length > 0 ? readChecks(form.checks) : rules };
  return { draft: withSoundRules(draft, reader.notes), notes: reader.notes };
}

/** Checks that do not compile are left out and noted; a form of ours has none. */
function withSoundRules(draft: FormDraft, notes: Note[]): FormDraft {
  const { problems = [] } = compileForm(draft, { key: "form", edition: 1 });
  const wrong = new Set(problems.flatMap(({ path: [part, index] }) => (part === "rules" ? [index] : [])));
  for (const index of wrong) notes.push({ key: "condition", name: draft.rules[Number(index)]?.holds ?? "" });
  return { ...draft, rules: draft.rules.filter((_, index) => !wrong.has(index)) };
}

function readChecks(checks: Records): RuleDraft[] {
  return checks.flatMap((record) => {
    try {
      const found = RuleDraft.safeParse(JSON.parse(record.check ?? ""));
      return found.success ? [found.data] : [];
    } catch {
      return [];
    }
  });
}

/** Takes the lines of a survey one by one. */
class Reader {
  readonly notes: Note[] = [];
  readonly #lists: ReadonlyMap<string, Options>;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #sheets: FormDraft["sheets"] = [];
  readonly #codes = new Map<string, string>();
  readonly #conditions: { code: string; record: Readonly<Record<string, string>> }[] = [];
  #groups: { name: string; names: Text; sheet: boolean }[] = [];
  #section: SectionDraft | null = null;

  constructor({ lists, keys }: ReturnType<typeof optionsByList>) {
    this.#lists = lists;
    this.#keys = keys;
  }

  take(record: Readonly<Record<string, string>>): void {
    const type = (record.type ?? "").trim().replace(/\s+/g, " ");
    const name = (record.name ?? "").trim();
    if (type === "" || SILENT.test(type)) return;
    const limits = record.relevant || record.relevance || "";
    if (limits !== "" && /^begin[ _]/.test(type)) this.notes.push({ key: "condition", name: limits.slice(0, 200) });
    if (/^begin[ _]group$/.test(type)) this.#open(record, name);
    else if (/^begin[ _]repeat$/.test(type)) this.#repeat(record, name);
    else if (/^end[ _](?:group|repeat)$/.test(type)) this.#close(type);
    else if (type === "note") this.#remark(record);
    else this.#question(record, type, name);
  }

  done(): { sheets: FormDraft["sheets"]; rules: RuleDraft[] } {
    for (const { sections } of this.#sheets) for (const section of sections) this.#fillRows(section);
    const sheets = this.#sheets
      .map((sheet) => ({ ...sheet, sections: sheet.sections.filter((section) => partsOf(section).length > 0) }))
      .filter(({ sections }) => sections.length > 0);
    return { sheets, rules: this.#conditions.flatMap(({ code, record }) => this.#rulesOf(code, record)) };
  }

  /** What is repeated as often as one likes becomes a table of the school's own rows. */
  #fillRows(section: SectionDraft): void {
    if (section.kind !== "table" || section.rows.kind !== "fixed" || section.rows.rows.length > 0) return;
    section.rows = { kind: "own", of: "person", most: MOST_REPEATED };
  }

  #open(record: Readonly<Record<string, string>>, name: string): void {
    const sheet = isTrue(record.jijiao_sheet);
    this.#groups.push({ name, names: textIn(record, "label"), sheet });
    this.#section = null;
    if (sheet) this.#sheets.push({ key: keyOf(name, []), names: named(textIn(record, "label"), name), sections: [] });
  }

  #close(type: string): void {
    if (type.endsWith("group")) this.#groups.pop();
    this.#section = null;
  }

  #sheet(): FormDraft["sheets"][number] {
    const last = this.#sheets.at(-1);
    if (last) return last;
    const made = { key: "sheet-1", names: { en: "Sheet", zh: "表" }, sections: [] };
    this.#sheets.push(made);
    return made;
  }

  #begin(kind: SectionDraft["kind"], names: Text, wanted: string): SectionDraft {
    const taken = this.#sheets.flatMap(({ sections }) => sections.map(({ code }) => code));
    const code = /^[A-Z][A-Za-z0-9_]{0,15}$/.test(wanted) && !taken.includes(wanted) ? wanted : freeLetter(taken);
    const plain = { code, names, help: NOTHING };
    const section: SectionDraft =
      kind === "cells"
        ? { kind, ...plain, cells: [] }
        : { kind, ...plain, columns: [], rows: { kind: "fixed", rows: [] } };
    this.#sheet().sections.push(section);
    this.#section = section;
    return section;
  }

  #repeat(record: Readonly<Record<string, string>>, name: string): void {
    const section = this.#begin("table", named(textIn(record, "label"), name), name);
    if (section.kind !== "table") return;
    const total = textIn(record, "jijiao_total");
    if (total.en || total.zh) section.total = total;
    section.help = textIn(record, "hint");
    const [, of, most] = /^own (class|person) (\d{1,3})$/.exec(record.jijiao_rows ?? "") ?? [];
    if (record.jijiao_rows === "grades") section.rows = { kind: "grades" };
    if (of === "class" || of === "person") {
      section.rows = { kind: "own", of, most: Math.min(100, Math.max(1, Number(most))) };
    }
  }

  #remark(record: Readonly<Record<string, string>>): void {
    const said = textIn(record, "label");
    const section = this.#section ?? this.#begin("cells", this.#groupNames(), this.#groups.at(-1)?.name ?? "");
    const joined = (one: string, other: string) => [one, other].filter(Boolean).join("\n");
    section.help = { en: joined(section.help.en, said.en), zh: joined(section.help.zh, said.zh) };
  }

  #groupNames(): Text {
    const { names = NOTHING, name = "" } = this.#groups.findLast(({ sheet }) => !sheet) ?? {};
    return named(names, name || "Items");
  }

  #question(record: Readonly<Record<string, string>>, type: string, name: string): void {
    const section = this.#section ?? this.#begin("cells", this.#groupNames(), this.#groups.at(-1)?.name ?? "");
    const list = /^select_one(?: |_)(\S+)/.exec(type)?.[1];
    if (section.kind === "table" && partsOf(section).length === 0 && list !== undefined && name.startsWith("row")) {
      if (section.rows.kind === "fixed") section.rows.rows.push(...(this.#lists.get(list) ?? []));
      return;
    }
    const several = /^select_multiple(?: |_)(\S+)/.exec(type)?.[1];
    if (several !== undefined) {
      this.#several(record, section, name, this.#lists.get(several) ?? []);
      return;
    }
    const value = valueTypeOf(type, record, list === undefined ? undefined : this.#optionsOf(list, name));
    if (value) this.#add(section, record, name, value);
    else this.notes.push({ key: "leftOut", name: name || type });
  }

  /** What a list holds, as far as an item takes it. */
  #optionsOf(list: string, name: string): Options {
    const options = this.#lists.get(list) ?? [];
    if (options.length > MOST_OPTIONS) {
      this.notes.push({ key: "leftOut", name: `${name}: ${options.length - MOST_OPTIONS} (${list})` });
    }
    return options.slice(0, MOST_OPTIONS);
  }

  /** Several of a list: yes or no of each. */
  #several(record: Readonly<Record<string, string>>, section: SectionDraft, name: string, options: Options): void {
    this.notes.push({ key: "several", name });
    const label = named(textIn(record, "label"), name);
    for (const option of options) {
      const names = {
        en: [label.en || label.zh, option.names.en || option.names.zh].join(": "),
        zh: [label.zh || label.en, option.names.zh || option.names.en].join("："),
      };
      this.#add(section, { required: record.required ?? "" }, `${name}/${option.key}`, { type: "yes-no" }, names);
    }
  }

  #add(
    section: SectionDraft,
    record: Readonly<Record<string, string>>,
    name: string,
    value: CellDraft["value"],
    names = named(textIn(record, "label"), name),
  ): void {
    const parts = partsOf(section);
    const taken = [...this.#codes.values()];
    const free = (from: number): string => {
      const made = numbered(section.code, from);
      return taken.includes(made) ? free(from + 1) : made;
    };
    const code = /^[A-Z][A-Za-z0-9_]{0,15}$/.test(name) && !taken.includes(name) ? name : free(parts.length + 1);
    this.#codes.set(name, code);
    const relevant = record.relevant || record.relevance || "";
    parts.push({
      ...{ code, names, help: textIn(record, "hint"), unit: textIn(record, "jijiao_unit"), value },
      measure: record.jijiao_measure === "period" ? "period" : "point",
      required: isTrue(record.required) && relevant === "",
      ...moreOf(record),
    });
    this.#conditions.push({ code, record });
  }

  #rulesOf(code: string, record: Readonly<Record<string, string>>): RuleDraft[] {
    const { constraint = "", relevant = record.relevance ?? "", required = "" } = record;
    const made: RuleDraft[] = [];
    const message = textIn(record, "constraint_message");
    const rule = (name: string, holds: string, when: string, said: Text) =>
      made.push({
        ...{ id: `${code.toLowerCase().replaceAll("_", "-")}-${name}`, severity: "error", scope: { kind: "once" } },
        ...{ when, holds, marks: code, statement: said, message: said, clause: NOTHING },
      });
    const read = (xpath: string) => {
      const formula = formulaOf(xpath, code, this.#codes, this.#keys);
      if (formula === null) this.notes.push({ key: "condition", name: xpath.slice(0, 200) });
      return formula;
    };
    const { rest } = boundsIn(constraint);
    const holds = rest === "" ? null : read(rest);
    if (holds) rule("constraint", holds, "", named(message, rest));
    const when = relevant === "" ? null : read(relevant);
    if (when && isTrue(required)) {
      rule("needed", `filled(${code})`, when, { en: `${code} has to be filled in here.`, zh: `此时须填${code}。` });
    }
    if (when) {
      const said = { en: `${code} is not asked here: leave it empty.`, zh: `此时不填${code}，请留空。` };
      rule("relevant", `not filled(${code})`, `not (${when})`, said);
    }
    return made;
  }
}

const partsOf = (section: SectionDraft): CellDraft[] => (section.kind === "table" ? section.columns : section.cells);
const named = (text: Text, name: string): Text => (text.en || text.zh ? text : { en: name, zh: name });

function freeLetter(taken: readonly string[]): string {
  const letter = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((one) => !taken.includes(one));
  if (letter) return letter;
  let number = 1;
  while (taken.includes(`S${number}`)) number += 1;
  return `S${number}`;
}

const BOUND = /^\s*\.\s*(<=|>=)\s*(-?\d+(?:\.\d+)?|date\('\d{4}-\d{2}-\d{2}'\))\s*$/;

/** The parts of a condition that all have to hold. */
function conjuncts(condition: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const piece of condition.split(/([()]|\band\b)/)) {
    if (piece === "and" && depth === 0) parts.push("");
    else parts[parts.length - 1] += piece;
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** `. >= 0 and . <= 100` and the rest: the item's own bounds need no check. */
function boundsIn(constraint: string): { min: string; max: string; rest: string } {
  const found = { min: "", max: "" };
  const rest: string[] = [];
  if (/\bor\b/.test(constraint)) return { ...found, rest: constraint };
  for (const part of conjuncts(constraint)) {
    const [, sign, value = ""] = BOUND.exec(part) ?? [];
    if (sign) found[sign === ">=" ? "min" : "max"] = value.replace(/^date\('(.*)'\)$/, "$1");
    else rest.push(part);
  }
  return { min: found.min === "0" ? "" : found.min, max: found.max, rest: rest.join(" and ") };
}

function valueTypeOf(
  type: string,
  record: Readonly<Record<string, string>>,
  options: Options | undefined,
): CellDraft["value"] | null {
  const { min, max } = boundsIn(record.constraint ?? "");
  const bounds = { min, max };
  if (options) {
    const keys = options.map(({ key }) => key).sort();
    return keys.join() === "no,yes" ? { type: "yes-no" } : { type: "choice", options };
  }
  switch (type) {
    case "integer":
      return { type, ...bounds };
    case "decimal":
      return { type, places: placesOf(record), ...bounds };
    case "range":
      return { type: "integer", ...rangeOf(record.parameters ?? "") };
    case "text":
      return { type, max: lengthOf(record) };
    case "date":
      return { type, ...bounds };
    case "acknowledge":
    case "trigger":
      return { type: "yes-no" };
    default:
      return null;
  }
}

const placesOf = ({ jijiao_places: places = "" }: Readonly<Record<string, string>>): number =>
  /^[1-6]$/.test(places) ? Number(places) : 2;
const lengthOf = ({ jijiao_length: most = "" }: Readonly<Record<string, string>>): number =>
  /^\d{1,4}$/.test(most) ? Math.min(2000, Math.max(1, Number(most))) : 500;

function rangeOf(parameters: string): { min: string; max: string } {
  const of = (name: string) => new RegExp(`\\b${name}\\s*=\\s*(-?\\d{1,9})(?![\\d.])`).exec(parameters)?.[1] ?? "";
  return { min: of("start"), max: of("end") };
}

/** What only forms of ours have, in a column of its own. */
function moreOf({ jijiao_more: more = "{}" }: Readonly<Record<string, string>>): Partial<CellDraft> {
  try {
    return CellMore.safeParse(JSON.parse(more)).data ?? {};
  } catch {
    return {};
  }
}
