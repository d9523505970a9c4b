import { z } from "zod";
import type { OwnershipGroup, SchoolStatus, SettlementClass, Stage } from "#generated/prisma/enums.ts";
import { CHOICE_FIELDS, type Field } from "./fields.ts";

/** Where a field comes from: a column by its header, one value for every row, or the start of the code. */
export const Source = z.union([
  z.object({ column: z.string() }),
  z.object({ fixed: z.string().max(300) }),
  z.object({ derived: z.literal("code") }),
]);
export type Source = z.output<typeof Source>;

/** What a value of the file means: codes of the city's lists, or names of ours; several for stages, none: undecided. */
export const Meaning = z.object({ value: z.string(), to: z.array(z.string()) });
export type Meaning = z.output<typeof Meaning>;

const named = { code: z.string(), nameEn: z.string(), nameZh: z.string() };

/** How the columns and values of somebody's list become ours. Stored with an import and, by name, for the next one. */
export const Mapping = z.object({
  sources: z.array(z.object({ field: z.custom<Field>((value) => typeof value === "string"), source: Source })),
  values: z.array(z.object({ field: z.enum(CHOICE_FIELDS), meanings: z.array(Meaning) })),
  /** Entered when the import is applied, where the city has none of that code by then. */
  newDistricts: z.array(z.object(named)),
  newOwnerships: z.array(z.object({ ...named, group: z.custom<OwnershipGroup>((value) => typeof value === "string") })),
  /** Whether an empty cell empties the field of a school that the register knows. */
  emptyClears: z.boolean(),
});
export type Mapping = z.output<typeof Mapping>;
export type NewDistrict = Mapping["newDistricts"][number];
export type NewOwnership = Mapping["newOwnerships"][number];

export const EMPTY_MAPPING: Mapping = {
  sources: [],
  values: [],
  newDistricts: [],
  newOwnerships: [],
  emptyClears: false,
};

/** What a list says of one school; a field that the list does not give is absent. District and ownership by code. */
export type ListRecord = {
  code?: string;
  nameEn?: string;
  nameZh?: string;
  district?: string;
  ownership?: string;
  stages?: Stage[];
  settlement?: SettlementClass | null;
  status?: SchoolStatus;
  boarding?: boolean | null;
  capacity?: number | null;
  siteKey?: string | null;
  addressEn?: string;
  addressZh?: string;
  phone?: string;
  email?: string;
  website?: string;
  longitude?: string | null;
  latitude?: string | null;
  extra?: Record<string, string>;
};

/** Something that keeps a row out. `key` with `params` says what is wrong and what to do. */
export type Problem = {
  field?: string;
  column?: string;
  value?: string;
  key: string;
  params?: Record<string, string | number>;
};

export function sourceOf(mapping: Mapping, field: Field): Source | undefined {
  return mapping.sources.find((one) => one.field === field)?.source;
}

/** Header of the column that gives a field, where one does. */
export function columnOf(mapping: Mapping, field: Field): string | undefined {
  const source = sourceOf(mapping, field);
  return source && "column" in source ? source.column : undefined;
}

/** The text of a cell as it is compared: one line, no double spaces, one form of every character. */
export function cleanCell(text: string): string {
  return text.replace(/\s+/gu, " ").normalize("NFC").trim();
}

const NOTHING = /^(?:n\.?\s?\/?a\.?|#n\/a|nil|null|[-–—/]+|暂无|未填|待填)$/iu;

/** Whether a list writes in such a cell that there is nothing. */
export function saysNothing(text: string): boolean {
  return text === "" || NOTHING.test(text);
}

/** Whether a mapping made for another file can be used for one with this header. */
export function fitsHeader(mapping: Mapping, header: readonly string[]): boolean {
  const columns = mapping.sources.flatMap(({ source }) => ("column" in source ? [source.column] : []));
  return columns.length > 0 && columns.every((column) => header.includes(column));
}
