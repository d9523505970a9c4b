import { type ZodType, z } from "zod";
import { contactFields, factFields } from "#features/schools/schema.ts";
import { line, optional } from "#lib/secure-text.ts";

/** Fields whose text a list gives as it is. */
export const TEXT_FIELDS = [
  "code",
  "nameEn",
  "nameZh",
  "siteKey",
  "capacity",
  "addressEn",
  "addressZh",
  "phone",
  "email",
  "website",
  "longitude",
  "latitude",
] as const;

/** Fields of which every value of a list has to be given one of our meanings. `stagesFirst` decides before `stages`. */
export const CHOICE_FIELDS = [
  "district",
  "ownership",
  "stages",
  "stagesFirst",
  "settlement",
  "status",
  "boarding",
] as const;

/** Columns that give a new district or kind of ownership its name in the other language. */
export const NAME_FIELDS = ["districtName", "ownershipName"] as const;

export type TextField = (typeof TEXT_FIELDS)[number];
export type ChoiceField = (typeof CHOICE_FIELDS)[number];
export type NameField = (typeof NAME_FIELDS)[number];
/** A further fact of the city's own, by its key. */
export type ExtraField = `extra.${string}`;
export type Field = TextField | ChoiceField | NameField | ExtraField;

export const FIELD_GROUPS = {
  identity: ["code", "nameEn", "nameZh", "siteKey"],
  kind: [
    "district",
    "districtName",
    "ownership",
    "ownershipName",
    "stages",
    "stagesFirst",
    "settlement",
    "status",
    "boarding",
    "capacity",
  ],
  contact: ["addressEn", "addressZh", "phone", "email", "website", "longitude", "latitude"],
} as const satisfies Record<string, readonly Field[]>;

/** What a list has to say of a school that is to be entered. A name in one language is enough. */
export const NEEDED = ["code", "district", "ownership", "stages"] as const;

/** States that a list may give; all other states are steps taken on a school's own page. */
export const LISTED_STATUSES = ["OPEN", "CLOSED"] as const;

/** How the register reads the text of a cell. */
export const TEXT_SCHEMAS: Record<TextField, ZodType<string | number | null>> = {
  code: factFields.code,
  nameEn: factFields.nameEn,
  nameZh: factFields.nameZh,
  siteKey: optional(line(40)),
  capacity: factFields.capacity,
  addressEn: contactFields.addressEn,
  addressZh: contactFields.addressZh,
  phone: contactFields.phone,
  email: contactFields.email,
  website: contactFields.website,
  longitude: contactFields.longitude,
  latitude: contactFields.latitude,
};

export const EXTRA_SCHEMA = optional(line(300)).transform((value) => value ?? "");

/** A further fact that the city records of its schools; `Tenant.schoolFields`. */
export const SchoolFields = z.array(z.object({ key: z.string(), en: z.string(), zh: z.string() })).catch([]);
export type SchoolField = z.output<typeof SchoolFields>[number];

export function isChoiceField(field: string): field is ChoiceField {
  return CHOICE_FIELDS.some((one) => one === field);
}

export function extraKey(field: string): string | undefined {
  return field.startsWith("extra.") ? field.slice(6) : undefined;
}

/** All fields that a list of this city can fill, in the order in which they are asked. */
export function fieldsOf(schoolFields: readonly SchoolField[]): Field[] {
  return [...Object.values(FIELD_GROUPS).flat(), ...schoolFields.map(({ key }): ExtraField => `extra.${key}`)];
}
