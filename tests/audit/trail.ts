import { auditEvent, listAudit } from "#features/audit/queries.ts";
import { auditList } from "#features/audit/schema.ts";
import { deedOf, particularOf, subjectOf } from "#features/audit/subject.ts";
import { fieldChanges } from "#features/audit/write-value.ts";
import { type Actor, type Db, withSession } from "#server/db.ts";
import type { Locale } from "#server/words.ts";
import { browser } from "#support/actor.ts";

const ZONE = "Asia/Shanghai";

/** Reads as whoever is signed in. */
function reading<T>(work: (db: Db, actor: Actor) => Promise<T>): Promise<T> {
  return withSession(browser.digest ?? Buffer.alloc(32), (db, actor) => {
    if (actor === null || typeof actor === "string") throw new Error("nobody");
    return work(db, actor);
  });
}

export const list = (address: Record<string, string> = {}) =>
  reading((db, { role }) => listAudit(db, auditList.parse(address), ZONE, role));

export const eventOf = (id: string) => reading((db, { role }) => auditEvent(db, id, role));

/** The trail as its page writes it, newest first: what was done, what it is about, what else there is to say. */
export async function told(address: Record<string, string> = {}, locale: Locale = "en") {
  const { rows, names } = await list(address);
  return rows.map((row) => [
    deedOf(row, locale),
    subjectOf(row, names, locale).text,
    particularOf(row, names, locale) ?? "",
  ]);
}

/** The rows that the newest event of a list changed, as its page writes them, by table. */
export async function changesOf(address: Record<string, string>, entity: string, locale: Locale = "en") {
  const [event] = (await list(address)).rows;
  const found = await eventOf(event?.id ?? "");
  const writer = { locale, timeZone: ZONE, names: found?.names ?? new Map() };
  return (found?.changes ?? [])
    .filter((change) => change.entity === entity)
    .map(({ before, after }) =>
      Object.fromEntries(
        fieldChanges(entity, before, after, writer).map((one) => [one.field, [one.before, one.after]]),
      ),
    );
}
