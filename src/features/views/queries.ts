import type { Db } from "#server/db.ts";
import type { ListName } from "./lists.ts";
import type { Audience } from "./schema.ts";

export type View = {
  id: string;
  list: ListName;
  name: string;
  query: string;
  audience: Audience;
  personName: string;
  version: number;
  own: boolean;
  /** It opens where the reader comes to the list without asking for anything. */
  first: boolean;
};

const MOST = 60;

/** The reader's own views of a list and those shared with them, by name, own ones first. */
export function listViews(db: Db, list: ListName): Promise<View[]> {
  return db.$queryRaw<View[]>`
    select v.id, v.list, v.name, v.query, v.audience::text, v."personName", v.version,
           v."personId" = (select person_id()) as own, o."viewId" is not null as first
      from "SavedView" v
      left join "OpeningView" o on o."personId" = (select person_id()) and o.list = v.list and o."viewId" = v.id
     where v.list = ${list} and v."removedAt" is null order by own desc, v.name, v.id limit ${MOST}`;
}

/** One view that the reader may open; null where there is none. */
export async function findView(db: Db, id: string): Promise<View | null> {
  const [view] = await db.$queryRaw<View[]>`
    select v.id, v.list, v.name, v.query, v.audience::text, v."personName", v.version,
           v."personId" = (select person_id()) as own, o."viewId" is not null as first
      from "SavedView" v
      left join "OpeningView" o on o."personId" = (select person_id()) and o.list = v.list and o."viewId" = v.id
     where v.id = ${id}::uuid and v."removedAt" is null`;
  return view ?? null;
}

/** Where a view is looked at. What of it is no more, the list itself says. */
export function viewHref(path: string, { id, query }: Pick<View, "id" | "query">): string {
  return `${path}?${query ? `${query}&` : ""}view=${id}`;
}

/** The view that opens first, where an address asks for nothing; null where the list opens as it is. */
export function openingHref(path: string, address: object, views: readonly View[]): string | null {
  const first = Object.keys(address).length === 0 && views.find((view) => view.first);
  return first ? viewHref(path, first) : null;
}
