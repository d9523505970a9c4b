import { isId } from "#lib/id.ts";
import { named } from "#lib/named.ts";
import type { Db } from "#server/db.ts";
import type { PortalRole } from "#server/policy.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import { nameSources } from "./name-sources.ts";

type Name = {
  nameEn: string;
  nameZh: string;
  /** Message key of what it is: a role, a kind of request. */
  label: string | null;
  /** What it belongs to: a role's school or district, a report's collection. */
  placeEn: string | null;
  placeZh: string | null;
};
/** What ids stand for, by id; kinds of ownership, which go by codes, under `Ownership` and the code. */
export type Names = ReadonlyMap<string, Name>;

const CODE_MAX = 40;

/** The names of whatever is mentioned that the reader may read and that has one; one question for all of them. */
export async function namesIn(db: Db, mentioned: readonly string[], role: PortalRole): Promise<Names> {
  const unique = [...new Set(mentioned)];
  const ids = unique.filter(isId);
  const codes = unique.filter((text) => text.length <= CODE_MAX && !isId(text));
  if (unique.length === 0) return new Map();
  const rows = await db.$queryRaw<({ key: string } & Name)[]>`
    with asked as (select ${ids}::uuid[] as ids, ${codes}::text[] as codes) ${nameSources(role)}`;
  return new Map(rows.map(({ key, ...name }) => [key, name]));
}

export function nameOf(names: Names, entity: string, id: string, locale: Locale): string | undefined {
  const name = names.get(entity === "Ownership" ? `Ownership ${id}` : id);
  return name && nameText(name, locale);
}

/** 'Ms Sun · School clerk · Qinghe No. 3 Primary School' */
function nameText(name: Name, locale: Locale): string {
  const { label, placeEn, placeZh } = name;
  const place = named({ nameEn: placeEn ?? "", nameZh: placeZh ?? "" }, locale);
  return [named(name, locale), label && wordsFor(locale, label), place].filter(Boolean).join(" · ");
}

/** Every text in a stored value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}
