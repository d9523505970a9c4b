import { foldText } from "#lib/grams.ts";
import { checkSchoolCode } from "#lib/school-code.ts";
import { CHOICE_FIELDS, type ChoiceField, extraKey, type Field } from "./fields.ts";
import { HEADER_WORDS } from "./header-words.ts";
import { cleanCell, type Mapping, type Source } from "./mapping.ts";
import type { City } from "./read-row.ts";
import { suggestMeaning } from "./suggest-values.ts";

/** More values than this and a column is no list of kinds. */
export const MOST_VALUES = 200;

/** What a column holds: how many of its cells are filled, hold Chinese, are codes of the city; its different values. */
export type ColumnStats = {
  header: string;
  filled: number;
  chinese: number;
  codes: number;
  /** At most one more than `MOST_VALUES`. */
  values: ReadonlySet<string>;
};

export function columnStats(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  city: City,
): ColumnStats[] {
  return header.map((name, column) => {
    const values = new Set<string>();
    const stats = { header: name, filled: 0, chinese: 0, codes: 0, values };
    for (const cells of rows) {
      const text = cleanCell(cells[column] ?? "");
      if (text === "") continue;
      stats.filled += 1;
      if (/\p{Script=Han}/u.test(text)) stats.chinese += 1;
      if (checkSchoolCode(text, city.codeFormat).ok) stats.codes += 1;
      if (values.size <= MOST_VALUES) values.add(text);
    }
    return stats;
  });
}

type Language = "en" | "zh";

/** Where the fields most likely are, by the headers in both languages and by what stands below them. */
export function suggestSources(columns: readonly ColumnStats[], city: City, language: Language): Mapping["sources"] {
  const free = new Set(columns.filter(({ header, filled }) => header !== "" && filled > 0));
  const found = new Map<Field, ColumnStats>();
  const take = (field: Field, column: ColumnStats | undefined) => {
    if (!column) return;
    found.set(field, column);
    free.delete(column);
  };
  for (const [field, words] of [...HEADER_WORDS, ...extraWords(city, language)])
    take(
      field,
      best([...free], (column) => fits(field, column) && headerScore(column.header, words) + bonus(field, column)),
    );
  for (const field of CHOICE_FIELDS) if (!found.has(field)) take(field, byValues(field, [...free], found, city));
  for (const [field, of] of [
    ["districtName", "district"],
    ["ownershipName", "ownership"],
  ] as const)
    take(field, otherName(of, found.get(of), [...free]));
  return [...found]
    .map(([field, { header }]) => ({ field, source: { column: header } as Source }))
    .concat(defaults(found, city));
}

function best(
  columns: readonly ColumnStats[],
  score: (column: ColumnStats) => number | false,
): ColumnStats | undefined {
  let winner: ColumnStats | undefined;
  let highest = 0;
  for (const column of columns) {
    const points = Number(score(column));
    if (points > highest) [winner, highest] = [column, points];
  }
  return winner;
}

/** 10 where the header is one of the words (a little more for the earlier ones), 5 where it contains one. */
function headerScore(header: string, words: readonly string[]): number {
  const text = foldText(header);
  const at = words.indexOf(text);
  if (at >= 0) return 10 + (words.length - at) / 100;
  const contains = words.some((word) =>
    /\p{Script=Han}/u.test(word) ? word.length > 1 && text.includes(word) : ` ${text} `.includes(` ${word} `),
  );
  return contains ? 5 : 0;
}

function fits(field: Field, column: ColumnStats): boolean {
  const chinese = column.chinese * 2 >= column.filled;
  if (field.endsWith("En")) return !chinese;
  if (field.endsWith("Zh")) return chinese;
  if (CHOICE_FIELDS.some((one) => one === field)) return column.values.size <= MOST_VALUES;
  return true;
}

/** A code is known by its looks, whatever the column is called. */
function bonus(field: Field, { codes, filled }: ColumnStats): number {
  return field === "code" && codes * 5 >= filled * 4 ? 10 : 0;
}

function extraWords({ schoolFields }: City, language: Language): [Field, string[]][] {
  return schoolFields.map(({ key, en, zh }) => {
    const names = language === "en" ? [en, key, zh] : [zh, en, key];
    return [`extra.${key}`, names.map(foldText).filter(Boolean)];
  });
}

/** A column whose values are the city's own, or words for kinds of school, whatever its header says. */
function byValues(
  field: ChoiceField,
  free: readonly ColumnStats[],
  found: ReadonlyMap<Field, ColumnStats>,
  city: City,
): ColumnStats | undefined {
  if (field === "status" || field === "boarding") return undefined;
  const understood = ({ values }: ColumnStats) =>
    [...values].filter((value) => suggestMeaning(field, value, city).length > 0).length;
  if (field === "stagesFirst") {
    const stages = found.get("stages");
    if (!stages || understood(stages) > 0) return undefined;
    const kept = [...found].flatMap(([known, column]) => (extraKey(known) === undefined ? [] : [column]));
    return [...kept, ...free].find((column) => column.values.size <= 60 && understood(column) > 0);
  }
  // Names of schools also name their kind: the column of kinds is the one with the shorter words.
  return best(free, (column) => {
    const { size } = column.values;
    return size <= 60 && understood(column) >= size * 0.6 && size / [...column.values].join("").length;
  });
}

/** The column that gives the same places or kinds their names in the other language. */
function otherName(
  of: "district" | "ownership",
  column: ColumnStats | undefined,
  free: readonly ColumnStats[],
): ColumnStats | undefined {
  const words = HEADER_WORDS.find(([field]) => field === of)?.[1] ?? [];
  if (!column) return undefined;
  const chinese = column.chinese > 0;
  return best(
    free,
    (other) => other.values.size <= MOST_VALUES && other.chinese > 0 !== chinese && headerScore(other.header, words),
  );
}

function defaults(found: ReadonlyMap<Field, ColumnStats>, city: City): Mapping["sources"] {
  const sources: Mapping["sources"] = [];
  const [only, ...more] = city.districts;
  if (!found.has("status")) sources.push({ field: "status", source: { fixed: "OPEN" } });
  if (!found.has("siteKey") && city.codeFormat.siteLength)
    sources.push({ field: "siteKey", source: { derived: "code" } });
  if (!found.has("district") && only && more.length === 0)
    sources.push({ field: "district", source: { fixed: only.code } });
  return sources;
}
