import type { OwnershipGroup } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import { CHOICE_FIELDS, type ChoiceField } from "./fields.ts";
import { cleanCell, columnOf, type Mapping, saysNothing } from "./mapping.ts";
import type { City } from "./read-row.ts";
import { type ColumnValue, columnValues } from "./rows.ts";
import { MOST_VALUES } from "./suggest-columns.ts";
import { newDistrict, newOwnership, suggestMeaning } from "./suggest-values.ts";

/** A value of the file, in how many rows it stands, and what it is taken to mean; `create`: a new entry of this name. */
export type Question = {
  value: string;
  count: number;
  to: string[];
  create: { nameEn: string; nameZh: string; group: OwnershipGroup } | null;
  /** Whether the new entry is what was said or is suggested (to a city that has none yet), or what would be made of it. */
  creates: boolean;
};

export type Questions = { field: ChoiceField; column: string; values: Question[] };

/** What a person has to say of the values of a list, with what was said before or is suggested. */
export async function questionsOf(
  db: Db,
  importId: string,
  mapping: Mapping,
  header: readonly string[],
  city: City,
): Promise<Questions[]> {
  const asked: Questions[] = [];
  for (const field of CHOICE_FIELDS) {
    const column = columnOf(mapping, field);
    if (column === undefined) continue;
    const beside = columnOf(mapping, field === "ownership" ? "ownershipName" : "districtName") ?? column;
    const values = await columnValues(db, importId, header.indexOf(column), header.indexOf(beside), MOST_VALUES);
    asked.push({ field, column, values: answers(field, merged(values), mapping, city) });
  }
  return asked;
}

/** Values that differ in spaces only are one. */
function merged(values: readonly ColumnValue[]): ColumnValue[] {
  const known = new Map<string, ColumnValue>();
  for (const { value, other, count } of values) {
    const text = cleanCell(value);
    if (saysNothing(text)) continue;
    const earlier = known.get(text);
    known.set(text, { value: text, other: earlier?.other ?? cleanCell(other), count: count + (earlier?.count ?? 0) });
  }
  return [...known.values()];
}

function answers(field: ChoiceField, values: readonly ColumnValue[], mapping: Mapping, city: City): Question[] {
  const said = new Map(
    mapping.values.find((one) => one.field === field)?.meanings.map(({ value, to }) => [value, to]) ?? [],
  );
  if (field !== "district" && field !== "ownership") {
    return values.map(({ value, count }) => ({
      value,
      count,
      to: said.get(value) ?? suggestMeaning(field, value, city),
      create: null,
      creates: false,
    }));
  }
  const list = field === "district" ? city.districts : city.ownerships;
  const known = new Set(list.map(({ code }) => code));
  const taken = new Set(known);
  return values.map(({ value, other, count }) => {
    const before = said.get(value)?.[0];
    const planned = [...mapping.newDistricts, ...mapping.newOwnerships].find(({ code }) => code === before);
    const own = other === value ? "" : other;
    const made =
      field === "district"
        ? { ...newDistrict(value, own, taken), group: "PUBLIC" as const }
        : newOwnership(value, own, taken);
    taken.add(made.code);
    const to = before !== undefined && known.has(before) ? [before] : suggestMeaning(field, value, city);
    return {
      value,
      count,
      to,
      create: { ...made, ...planned },
      creates: to.length === 0 && (planned !== undefined || (before === undefined && list.length === 0)),
    };
  });
}
