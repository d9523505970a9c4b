import type { SchoolStatus, SettlementClass, Stage } from "#generated/prisma/enums.ts";
import type { CodeFormat } from "#lib/school-code.ts";
import {
  CHOICE_FIELDS,
  type ChoiceField,
  EXTRA_SCHEMA,
  extraKey,
  type Field,
  fieldsOf,
  isChoiceField,
  type SchoolField,
  TEXT_FIELDS,
  TEXT_SCHEMAS,
  type TextField,
} from "./fields.ts";
import {
  cleanCell,
  type ListRecord,
  type Mapping,
  type Problem,
  type Source,
  saysNothing,
  sourceOf,
} from "./mapping.ts";

/** What the city has: its way of writing codes, its own lists and its further facts. */
export type City = {
  codeFormat: CodeFormat;
  districts: readonly { code: string; nameEn: string; nameZh: string }[];
  ownerships: readonly { code: string; nameEn: string; nameZh: string }[];
  schoolFields: readonly SchoolField[];
};

/** A row as the mapping reads it. Fields with a problem are missing from the record. */
export type Reading = { record: ListRecord; problems: Problem[] };

type Place = { field: Field; column: number; header: string; source: Source };
type Cell = { text: string; place: Place };

/** Makes the reader of a file's rows. What a mapping says of columns that the file does not have is passed over. */
export function rowReader(
  mapping: Mapping,
  header: readonly string[],
  city: City,
): (cells: readonly string[]) => Reading {
  const known = new Set<string>(fieldsOf(city.schoolFields));
  const places = mapping.sources.flatMap(({ field, source }): Place[] => {
    const column = "column" in source ? header.indexOf(source.column) : -1;
    if (!known.has(field) || ("column" in source && column < 0)) return [];
    return [{ field, column, header: "column" in source ? source.column : "", source }];
  });
  const meanings = meaningsOf(mapping);
  const codes = {
    district: new Set([...city.districts, ...mapping.newDistricts].map(({ code }) => code)),
    ownership: new Set([...city.ownerships, ...mapping.newOwnerships].map(({ code }) => code)),
  };
  return (cells) => {
    const record: ListRecord = {};
    const problems: Problem[] = [];
    const given = new Map(places.map((place) => [place.field, cellOf(place, cells)]));
    for (const field of TEXT_FIELDS) readText(field, given.get(field), record, problems);
    readSite(given.get("siteKey"), record, city.codeFormat);
    for (const field of CHOICE_FIELDS) readChoice(field, given, { meanings, codes }, record, problems);
    readExtras(given, record, problems);
    return { record, problems };
  };
}

function cellOf(place: Place, cells: readonly string[]): Cell {
  const text = "fixed" in place.source ? place.source.fixed : (cells[place.column] ?? "");
  return { text: cleanCell(text), place };
}

function readText(field: TextField, cell: Cell | undefined, record: ListRecord, problems: Problem[]): void {
  if (!cell || "derived" in cell.place.source) return;
  const isName = field === "code" || field === "nameEn" || field === "nameZh";
  const text = !isName && saysNothing(cell.text) ? "" : cell.text;
  const parsed = TEXT_SCHEMAS[field].safeParse(text);
  if (parsed.success) Object.assign(record, { [field]: parsed.data });
  else problems.push(problemOf(cell, parsed.error.issues[0]));
}

/** Institutions whose codes begin alike share a site, where the city's codes say so. */
function readSite(cell: Cell | undefined, record: ListRecord, format: CodeFormat): void {
  if (!cell || !("derived" in cell.place.source) || !format.siteLength || !record.code) return;
  record.siteKey = record.code.slice(0, format.siteLength);
}

function readExtras(given: ReadonlyMap<Field, Cell>, record: ListRecord, problems: Problem[]): void {
  const extra: [string, string][] = [];
  for (const [field, cell] of given) {
    const key = extraKey(field);
    if (key === undefined) continue;
    const parsed = EXTRA_SCHEMA.safeParse(saysNothing(cell.text) ? "" : cell.text);
    if (parsed.success) extra.push([key, parsed.data]);
    else problems.push(problemOf(cell, parsed.error.issues[0]));
  }
  if (extra.length > 0) record.extra = Object.fromEntries(extra);
}

type Choices = {
  meanings: ReadonlyMap<ChoiceField, ReadonlyMap<string, readonly string[]>>;
  codes: Record<"district" | "ownership", ReadonlySet<string>>;
};

function readChoice(
  field: ChoiceField,
  given: ReadonlyMap<Field, Cell>,
  choices: Choices,
  record: ListRecord,
  problems: Problem[],
): void {
  const cell = given.get(field);
  const first = field === "stages" ? given.get("stagesFirst") : undefined;
  if (!cell || (first && choices.meanings.get("stagesFirst")?.get(first.text)?.length)) return;
  const fixed = "fixed" in cell.place.source;
  if (!fixed && saysNothing(cell.text)) {
    readNothing(field, record);
    return;
  }
  const meaning = fixed ? fixedMeaning(field, cell.text) : choices.meanings.get(field)?.get(cell.text);
  if (meaning?.length && isKnown(field, meaning, choices)) take(field, meaning, record);
  else if (field !== "stagesFirst") problems.push({ ...at(cell), key: "imports.problem.unmapped" });
}

function fixedMeaning(field: ChoiceField, text: string): string[] {
  return field === "stages" ? text.split("+") : [text];
}

/** A list that says nothing of these says that nothing is recorded; of the others it says nothing at all. */
function readNothing(field: ChoiceField, record: ListRecord): void {
  if (field === "settlement" || field === "boarding") record[field] = null;
}

function isKnown(field: ChoiceField, meaning: readonly string[], { codes }: Choices): boolean {
  return field !== "district" && field !== "ownership" ? true : codes[field].has(meaning[0] ?? "");
}

function take(field: ChoiceField, meaning: readonly string[], record: ListRecord): void {
  const [first = ""] = meaning;
  if (field === "stages" || field === "stagesFirst") record.stages = meaning as Stage[];
  else if (field === "settlement") record.settlement = first === "NONE" ? null : (first as SettlementClass);
  else if (field === "boarding") record.boarding = first === "NONE" ? null : first === "YES";
  else if (field === "status") record.status = first as SchoolStatus;
  else record[field] = first;
}

function meaningsOf(mapping: Mapping): Choices["meanings"] {
  return new Map(
    mapping.values
      .filter(({ field }) => isChoiceField(field) && sourceOf(mapping, field) !== undefined)
      .map(({ field, meanings }) => [field, new Map(meanings.map(({ value, to }) => [value, to]))]),
  );
}

function at({ place, text }: Cell): Problem {
  return { field: place.field, ...(place.header && { column: place.header }), value: text.slice(0, 200), key: "" };
}

function problemOf(cell: Cell, issue: { message: string } | undefined): Problem {
  const { maximum, minimum } = (issue ?? {}) as { maximum?: number | bigint; minimum?: number | bigint };
  const key = /^[a-z][\w.]*\.[\w.]+$/i.test(issue?.message ?? "") ? (issue?.message ?? "") : "error.invalid";
  return { ...at(cell), key, params: { max: Number(maximum ?? 0), min: Number(minimum ?? 0) } };
}
