import { named } from "#lib/named.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import type { Names } from "./names.ts";
import type { AuditItem } from "./queries.ts";

const PAGES: Record<string, (id: string) => string> = {
  School: (id) => `/schools/${id}`,
  Person: (id) => `/settings/people/${id}`,
  SchoolYear: (id) => `/settings/school-years/${id}`,
  CalendarYear: (id) => `/settings/calendar/${id}`,
};

/** What an event is about: 'School: Qinghe No. 3 Primary School', and the page that shows it where there is one. */
export function subjectOf(item: AuditItem, names: Names, locale: Locale): { text: string; href: string | undefined } {
  const type = wordsFor(locale, `audit.entity.${item.subjectType}`);
  const known = names.get(item.subjectId) ?? (item.schoolId ? names.get(item.schoolId) : undefined);
  const shown = known ? named(known, locale) : /^[0-9a-f-]{36}$/.test(item.subjectId) ? "" : item.subjectId;
  const text = shown ? (locale === "en" ? `${type}: ${shown}` : `${type}：${shown}`) : type;
  return { text, href: PAGES[item.subjectType]?.(item.subjectId) };
}

/** What was done, in the words of the right that it took. */
export function deedOf(capability: string, locale: Locale): string {
  const key = `capability.${capability.replace(".", "_")}`;
  const text = wordsFor(locale, key);
  return text === key ? capability : text;
}

/** What exactly was done where no row shows it: a password, a code, a link; null where the rows say it all. */
export function particularOf(detail: AuditItem["detail"], locale: Locale): string | null {
  const { changed, reset } = (detail ?? {}) as { changed?: unknown; reset?: unknown };
  const key = `audit.particular.${changed ?? reset}`;
  const text = wordsFor(locale, key);
  return text === key ? null : text;
}
