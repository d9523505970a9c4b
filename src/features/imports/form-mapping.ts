import { STAGES } from "#features/schools/schema.ts";
import type { OwnershipGroup } from "#generated/prisma/enums.ts";
import { line, optional } from "#lib/secure-text.ts";
import { Refusal } from "#server/refusal.ts";
import { CHOICE_FIELDS, type ChoiceField, fieldsOf, LISTED_STATUSES } from "./fields.ts";
import { cleanCell, type Mapping, type Meaning, type Source } from "./mapping.ts";
import type { City } from "./read-row.ts";
import { newDistrict, newOwnership, suggestMeaning } from "./suggest-values.ts";

type Raw = Readonly<Record<string, unknown>>;

const GROUPS: readonly OwnershipGroup[] = ["PUBLIC", "INCLUSIVE_PRIVATE", "PRIVATE"];
const newName = optional(line(80)).transform((value) => value ?? "");

/** Choices other than a column, as the form sends them. */
export const FROM_CODE = "derived";
export const FIXED = "fixed";
/** The entry that the city does not have yet. */
export const CREATE = "new-entry";

/**
 * The columns that a person chose.
 * @throws Refusal beside the field where the choice cannot be used
 */
export function columnsOf(raw: Raw, header: readonly string[], city: City): Mapping["sources"] {
  const sources = fieldsOf(city.schoolFields).flatMap((field) => {
    const choice = textOf(raw, `source_${field}`);
    const source = sourceFrom(choice, textOf(raw, `fixed_${field}`), header);
    if (!source && choice !== "" && choice !== FIXED) throw new Refusal("error.choice", {}, `source_${field}`);
    return source ? [{ field, source }] : [];
  });
  const code = sources.find(({ field }) => field === "code")?.source;
  if (!code || !("column" in code)) throw new Refusal("imports.columns.needCode", {}, "source_code");
  return sources;
}

function sourceFrom(choice: string, typed: string, header: readonly string[]): Source | undefined {
  if (choice === FROM_CODE) return { derived: "code" };
  if (choice === FIXED) return typed.trim() === "" ? undefined : { fixed: cleanCell(typed).slice(0, 300) };
  const [kind, ...rest] = choice.split(":");
  const value = rest.join(":");
  if (kind === "fixed" && value) return { fixed: value.slice(0, 300) };
  const column = kind === "column" ? header[Number(value)] : undefined;
  return column ? { column } : undefined;
}

type Meanings = Pick<Mapping, "values" | "newDistricts" | "newOwnerships">;

/**
 * The meanings that a person chose for the values of the file, with what has to be entered in the city's lists.
 * @throws Refusal beside the field where a new entry has no name
 */
export function meaningsOf(raw: Raw, city: City): Meanings {
  const made: Meanings = { values: [], newDistricts: [], newOwnerships: [] };
  for (const field of CHOICE_FIELDS) {
    const meanings: Meaning[] = [];
    for (let index = 0; `value_${field}_${index}` in raw; index += 1) {
      const value = textOf(raw, `value_${field}_${index}`);
      meanings.push({ value, to: meaningFrom(raw, field, index, city, made) });
    }
    if (meanings.length > 0) made.values.push({ field, meanings });
  }
  return made;
}

function meaningFrom(raw: Raw, field: ChoiceField, index: number, city: City, made: Meanings): string[] {
  const name = `${field}_${index}`;
  const given = listOf(raw[`to_${name}`]).filter((one) => typeof one === "string");
  if (field === "stages" || field === "stagesFirst") return STAGES.filter((stage) => given.includes(stage));
  const [choice = ""] = given;
  if (field === "settlement") return ["URBAN", "TOWN", "RURAL", "NONE"].filter((one) => one === choice);
  if (field === "boarding") return ["YES", "NO", "NONE"].filter((one) => one === choice);
  if (field === "status") return LISTED_STATUSES.filter((one) => one === choice);
  if (choice === CREATE) return [entered(raw, field, name, city, made)];
  const list = field === "district" ? city.districts : city.ownerships;
  return list.some(({ code }) => code === choice) ? [choice] : [];
}

/** Code of the new entry; of the one that already goes by that name where there is one. */
function entered(raw: Raw, field: "district" | "ownership", name: string, city: City, made: Meanings): string {
  const [nameEn, nameZh] = [nameFrom(raw, `en_${name}`), nameFrom(raw, `zh_${name}`)];
  if (!nameEn && !nameZh) throw new Refusal("imports.values.needName", {}, `en_${name}`);
  const lists = {
    ...city,
    districts: [...city.districts, ...made.newDistricts],
    ownerships: [...city.ownerships, ...made.newOwnerships],
  };
  for (const known of [nameEn, nameZh]) {
    const [code] = known ? suggestMeaning(field, known, lists) : [];
    if (code) return code;
  }
  if (field === "district") {
    const district = { ...newDistrict(nameEn, nameZh, codes(lists.districts)), nameEn, nameZh };
    made.newDistricts.push(district);
    return district.code;
  }
  const group = GROUPS.find((one) => one === raw[`group_${name}`]) ?? "PRIVATE";
  const ownership = { ...newOwnership(nameEn, nameZh, codes(lists.ownerships)), nameEn, nameZh, group };
  made.newOwnerships.push(ownership);
  return ownership.code;
}

function nameFrom(raw: Raw, name: string): string {
  const parsed = newName.safeParse(textOf(raw, name));
  if (parsed.success) return parsed.data;
  throw new Refusal("error.tooLong", { max: 80 }, name);
}

function codes(list: readonly { code: string }[]): Set<string> {
  return new Set(list.map(({ code }) => code));
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function textOf(raw: Raw, name: string): string {
  const [first] = listOf(raw[name]);
  return typeof first === "string" ? first : "";
}
