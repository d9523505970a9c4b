import { named } from "#lib/named.ts";
import { formatDate, isPlainDate } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import { type Names, nameOf } from "./names.ts";

/** Which list of labels a column's values have theirs in, by table and column or by column alone. */
const LABELS: Record<string, string> = {
  "SchoolFact.status": "schoolStatus",
  "Campaign.status": "campaignStatus",
  "ChangeRequest.status": "changeStatus",
  "ChangeRequest.kind": "changeKind",
  "Assignment.status": "reportStatus",
  "Submission.status": "reportStatus",
  stages: "stage",
  settlement: "settlement",
  role: "role",
  totpRoles: "role",
  authorRole: "role",
  group: "ownershipGroup",
};

/** What a column of JSON holds: facts of a school, which go by the words of the register. */
const HELD: Record<string, string> = { "ChangeRequest.wanted": "SchoolFact", "ChangeRequest.before": "SchoolFact" };

/** Bookkeeping that says nothing to a reader, and what a report took: forms are measured, not schools. */
const UNSAID = new Set(["id", "tenantId", "version", "createdAt", "recordedAt", "updatedAt", "fillSeconds"]);

export type Writer = { locale: Locale; timeZone: string; names: Names };

function labelled(locale: Locale, entity: string, field: string, value: string): string | undefined {
  const list = LABELS[`${entity}.${field}`] ?? LABELS[field];
  const key = list
    ? `label.${list}.${value}`
    : field === "capability"
      ? `capability.${value.replace(".", "_")}`
      : `audit.value.${value}`;
  const text = wordsFor(locale, key);
  return text === key ? undefined : text;
}

function writeText(value: string, entity: string, field: string, { locale, timeZone, names }: Writer): string {
  const name = nameOf(names, field === "ownership" || field === "ownerships" ? "Ownership" : "", value, locale);
  if (name) return name;
  if (isPlainDate(value)) return formatDate(value, locale);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) return formatDateTime(new Date(value), timeZone, locale);
  const coded = field === "capability" || /^[A-Z][A-Z_]+$/.test(value);
  return (coded && labelled(locale, entity, field, value)) || value;
}

/** A stored value as the reader writes it, an object as one line for each of its fields; null where there is none. */
export function writeValue(
  value: unknown,
  entity: string,
  field: string,
  writer: Writer,
  separator = "\n",
): string | null {
  const { locale } = writer;
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return wordsFor(locale, value ? "audit.yes" : "audit.no");
  if (typeof value === "string") return writeText(value, entity, field, writer);
  if (typeof value !== "object") return String(value);
  const inner = locale === "en" ? "; " : "；";
  if (!Array.isArray(value)) {
    return writeObject({ ...value }, HELD[`${entity}.${field}`] ?? entity, writer, separator) || null;
  }
  const parts = value.map((one) => writeValue(one, entity, field, writer, inner) ?? "");
  return parts.join(locale === "en" ? ", " : "、") || null;
}

function writeObject(value: Record<string, unknown>, entity: string, writer: Writer, separator: string): string {
  const { locale } = writer;
  const { id, nameEn, nameZh, code, en, zh } = value;
  if (typeof id === "string" && typeof nameEn === "string" && typeof nameZh === "string") {
    return [named({ nameEn, nameZh }, locale), code].filter(Boolean).join(" ");
  }
  if (typeof en === "string" && typeof zh === "string") return named({ nameEn: en, nameZh: zh }, locale);
  const [colon, inner] = locale === "en" ? [": ", "; "] : ["：", "；"];
  const lines = Object.entries(value).map(
    ([name, one]) =>
      `${fieldLabel(name, entity, locale)}${colon}${writeValue(one, entity, name, writer, inner) ?? "—"}`,
  );
  return lines.join(separator);
}

/** The register's own words for a school's facts, else those of the trail, else the name as it is stored. */
function fieldLabel(name: string, entity: string, locale: Locale): string {
  const keys = [...(entity === "SchoolFact" ? [`schools.field.${name}`] : []), `audit.field.${name}`];
  for (const key of keys) {
    const text = wordsFor(locale, key);
    if (text !== key) return text;
  }
  return name;
}

export type FieldChange = { field: string; before: string | null; after: string | null };

/** The fields that a change of one row touched, in words. */
export function fieldChanges(
  entity: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
  writer: Writer,
): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (name) => !UNSAID.has(name),
  );
  return fields
    .map((name) => ({
      field: fieldLabel(name, entity, writer.locale),
      before: writeValue(before?.[name], entity, name, writer),
      after: writeValue(after?.[name], entity, name, writer),
    }))
    .filter((change) => change.before !== null || change.after !== null);
}
