import { isId } from "#lib/id.ts";
import { named } from "#lib/named.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import { type Names, nameOf } from "./names.ts";
import type { AuditItem } from "./queries.ts";

const PAGES: Record<string, (id: string) => string> = {
  School: (id) => `/schools/${id}`,
  Person: (id) => `/settings/people/${id}`,
  SchoolYear: (id) => `/settings/school-years/${id}`,
  CalendarYear: (id) => `/settings/calendar/${id}`,
};

type About = Pick<AuditItem, "subjectType" | "subjectId" | "schoolId" | "detail">;
type Deed = Pick<AuditItem, "capability" | "subjectId" | "detail">;

const held = (detail: AuditItem["detail"]) => (detail ?? {}) as Record<string, unknown>;

/** Words of a key that may not exist. */
function wordsIf(locale: Locale, key: string): string | undefined {
  const text = wordsFor(locale, key);
  return text === key ? undefined : text;
}

/** What an event is about: 'School: Qinghe No. 3 Primary School', and the page that shows it where there is one. */
export function subjectOf(item: About, names: Names, locale: Locale): { text: string; href: string | undefined } {
  const { subjectType, subjectId, schoolId } = item;
  const type = wordsFor(locale, `audit.entity.${subjectType}`);
  const name = nameOf(names, subjectType, subjectId, locale);
  const shown =
    name ||
    recordedName(item, locale) ||
    (schoolId && nameOf(names, "School", schoolId, locale)) ||
    (isId(subjectId) ? "" : subjectId);
  const text = shown ? (locale === "en" ? `${type}: ${shown}` : `${type}：${shown}`) : type;
  // Somebody in a role says by itself what it is: 'Ms Sun · School clerk · Qinghe No. 3 Primary School'.
  return { text: name && subjectType === "Membership" ? name : text, href: PAGES[subjectType]?.(subjectId) };
}

/** The name that the event itself keeps of what may no longer be there, or of a role, which has no row. */
function recordedName({ subjectType, subjectId, detail }: About, locale: Locale): string | undefined {
  if (subjectType === "WithdrawnRight") return wordsIf(locale, `label.role.${subjectId}`);
  const { nameEn, nameZh, file } = held(detail);
  if (typeof nameEn === "string" && typeof nameZh === "string") return named({ nameEn, nameZh }, locale);
  return typeof file === "string" ? file : undefined;
}

/** What was done: in the words of the very act where a right covers several, else in those of what the right allows. */
export function deedOf({ capability, detail }: Pick<Deed, "capability" | "detail">, locale: Locale): string {
  const { changed, reset, step } = held(detail);
  const act = [changed, reset, step].find((one) => typeof one === "string");
  const key = `audit.deed.${capability.replace(".", "_")}`;
  return (act && wordsIf(locale, `${key}_${act}`)) || wordsIf(locale, key) || capability;
}

/** Parts of a detail that name other records: the schools that ended, began or were linked, the role before. */
const OTHERS = ["ended", "created", "successor", "predecessor", "predecessorId", "successorId", "instead"];
/** Counts and facts of a detail that have words, in the order in which they are said. */
const SAID = [
  ...["created", "changed", "proposed", "districts", "ownerships", "same", "leftOut"],
  ...["rows", "NEW", "CHANGED", "GONE", "BAD", "schools", "reports", "days", "roles", "invited", "ended"],
  ...["number", "applied", "late", "earlier", "closes"],
];
/** Counts that are worth saying where they are nothing. */
const SAID_OF_NOTHING = new Set(["created", "changed"]);

/** What else there is to say of a deed: with which schools, how many rows, late; null where there is nothing. */
export function particularOf({ capability, subjectId, detail }: Deed, names: Names, locale: Locale): string | null {
  const own = held(detail);
  const others = OTHERS.flatMap((key) => own[key] ?? []).flatMap((id) =>
    typeof id === "string" && id !== subjectId ? (nameOf(names, "", id, locale) ?? []) : [],
  );
  const counts = SAID.flatMap((key) => {
    const value = own[key];
    if (value !== true && typeof value !== "number") return [];
    if (value === 0 && !SAID_OF_NOTHING.has(key)) return [];
    return wordsFor(locale, `audit.particular.${key}`, { count: Number(value) });
  });
  const parts = [...others, ...(capability === "right.withdraw" ? [rightsIn(own.withdrawn, locale)] : []), ...counts];
  return parts.filter(Boolean).join(locale === "en" ? "; " : "；") || null;
}

function rightsIn(withdrawn: unknown, locale: Locale): string {
  if (!Array.isArray(withdrawn)) return "";
  if (withdrawn.length === 0) return wordsFor(locale, "audit.particular.noRights");
  const rights = withdrawn.map((one) => wordsFor(locale, `capability.${String(one).replace(".", "_")}`));
  return wordsFor(locale, "audit.particular.withdrawn", { rights: rights.join(locale === "en" ? ", " : "、") });
}
