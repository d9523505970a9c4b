import { onOwnAccount, withSession } from "#server/db.ts";
import { origin, sessionDigest } from "#server/session.ts";

/** The language that whoever holds the session, if anybody does, reads from now on. */
export async function keepLanguage(locale: string): Promise<void> {
  const digest = await sessionDigest();
  if (!digest || (await origin()).crossSite) return;
  await withSession(digest, async (db, actor) => {
    if (actor) await onOwnAccount(db, (id) => db.person.updateMany({ where: { id }, data: { locale } }));
  });
}
