import { isDeepStrictEqual } from "node:util";
import type { Actor, Db } from "#server/db.ts";
import { Conflict, Refusal, Stale } from "#server/refusal.ts";
import { currentLocale } from "#server/session.ts";
import { namesIn, textsIn } from "./names.ts";
import { fieldChanges } from "./write-value.ts";

type Stored = { version: number } & Record<string, unknown>;

/**
 * Lets a change through only over the version of a record that the person saw.
 * @param entity the table, in whose words its fields are written; @param seen the version on the page
 * @param typed by field what the person wants; @param stored the record as it stands now
 * @throws Conflict with both versions, in words, of every field that differs
 * @throws Refusal where there is no such record, or where it has changed in nothing that was typed
 */
export async function mustBeLatest(
  db: Db,
  actor: Actor,
  { entity, seen, typed, stored }: { entity: string; seen: number; typed: object; stored: Stored | null | undefined },
): Promise<void> {
  if (!stored) throw new Refusal("error.notFound");
  if (stored.version === seen) return;
  const [mine, now] = [plain(typed), plain(stored)];
  const names = Object.keys(mine).filter((name) => !isDeepStrictEqual(mine[name], now[name]));
  const only = (values: Record<string, unknown>) => Object.fromEntries(names.map((name) => [name, values[name]]));
  const { timeZone } = actor.tenant;
  const writer = {
    locale: await currentLocale(),
    timeZone,
    names: await namesIn(db, textsIn([only(mine), only(now)]), actor.role),
  };
  const fields = fieldChanges(entity, only(now), only(mine), writer).map(({ field, before, after }) => ({
    label: field,
    mine: after ?? "",
    theirs: before ?? "",
  }));
  if (fields.length === 0) throw new Stale();
  throw new Conflict(fields, stored.version);
}

/** As it is kept in JSON: moments as texts; what was not typed is left out. */
function plain(values: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(values));
}
