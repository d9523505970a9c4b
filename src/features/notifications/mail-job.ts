import { createHash } from "node:crypto";
import { z } from "zod";
import { invitationLink } from "#features/members/one-time-link.ts";
import type { Db } from "#server/db.ts";
import { cityJob } from "#server/jobs.ts";
import { log } from "#server/log.ts";
import { MailboxRefused, portalAddress, sendMail } from "#server/mail.ts";
import { secretFor } from "#server/secret-box.ts";
import { isLocale, type Locale } from "#server/words.ts";
import { compose, type MailNotice } from "./compose.ts";
import type { NoticeValues } from "./notices.ts";

const MOST_PEOPLE = 1000;
const MOST_IN_ONE = 100;
/** After so many refusals a notice is no longer sent by e-mail; it stays in the portal. */
const MOST_ATTEMPTS = 6;

/**
 * Sends what is due: one e-mail to a person, whatever has come together for them. Each is marked as sent in the
 * transaction in which it is handed over, and carries the same name should it be handed over again.
 */
export const mailJob = cityJob("mail", { input: z.object({}), queue: "brief", minutes: 60 }, async (_input, work) => {
  const { db, apart, progress } = work;
  const due = await db.notification.findMany({
    where: { mailAt: { lte: new Date() }, mailedAt: null, readAt: null },
    distinct: ["personId"],
    select: { personId: true },
    take: MOST_PEOPLE,
  });
  let sent = 0;
  let refused = 0;
  for (const [index, { personId }] of due.entries()) {
    progress(index, due.length);
    try {
      sent += await apart((own) => sendTo(own, personId));
    } catch (error) {
      if (!(error instanceof MailboxRefused)) throw error;
      refused += 1;
      log().warn({ personId, code: error.code }, "a mailbox refused an e-mail");
      await apart((own) => putOff(own, personId));
    }
  }
  return { result: { message: "jobs.result.mailed", values: { sent, refused } } };
});

/** One such job a minute, whoever asks for it. */
export const mailKey = (now: Date): string => now.toISOString().slice(0, 16);

type DueNotice = { id: string; kind: string; values: unknown; path: string; createdAt: Date };

function dueFor(db: Db, personId: string): Promise<DueNotice[]> {
  return db.$queryRaw<DueNotice[]>`
    select id, kind, values, path, "createdAt" from "Notification"
     where "personId" = ${personId}::uuid and "mailAt" <= now() and "mailedAt" is null and "readAt" is null
     order by "createdAt", id limit ${MOST_IN_ONE} for update skip locked`;
}

/** @returns e-mails sent: one or none */
async function sendTo(db: Db, personId: string): Promise<number> {
  const notices = await dueFor(db, personId);
  if (notices.length === 0) return 0;
  const ids = notices.map(({ id }) => id);
  const letters: MailNotice[] = [];
  for (const one of notices) {
    if (one.kind !== "role.offered") letters.push(one);
    else {
      const link = await offerLink(db, personId, one);
      if (link) letters.push({ ...one, link });
    }
  }
  const person =
    letters.length > 0 &&
    (await db.person.findFirst({
      where: { id: personId, disabledAt: null },
      select: { name: true, email: true, locale: true },
    }));
  if (person) {
    const city = await db.tenant.findFirstOrThrow({
      select: { nameEn: true, nameZh: true, timeZone: true, locale: true },
    });
    const locale = languageOf(person.locale, city.locale);
    const mail = compose(letters, {
      name: person.name,
      city: locale === "en" ? city.nameEn : city.nameZh,
      timeZone: city.timeZone,
      locale,
      address: portalAddress(),
    });
    const name = createHash("sha256").update(ids.join(" ")).digest("hex").slice(0, 32);
    await sendMail({ ...mail, to: { name: person.name, address: person.email }, name, locale });
  }
  await db.notification.updateMany({
    where: { id: { in: ids } },
    data: person ? { mailedAt: new Date() } : { mailAt: null },
  });
  return person ? 1 : 0;
}

/**
 * A link to a role that is still only offered; made as the e-mail is, so that no table ever holds it, and the same where
 * an e-mail has to be handed over again.
 */
async function offerLink(db: Db, personId: string, notice: DueNotice): Promise<string | null> {
  const { offer: id } = notice.values as NoticeValues;
  if (!id) return null;
  const [offered] = await db.$queryRaw<object[]>`
    select 1 from "Membership" where id = ${id}::uuid and "personId" = ${personId}::uuid and "offeredAt" is not null
       and ("endsOn" is null or "endsOn" > tenant_today())`;
  return offered ? invitationLink(db, personId, id, secretFor(`invitation ${notice.id}`)) : null;
}

function languageOf(own: string | null, city: string): Locale {
  if (isLocale(own)) return own;
  return isLocale(city) ? city : "zh-CN";
}

async function putOff(db: Db, personId: string): Promise<void> {
  const ids = (await dueFor(db, personId)).map(({ id }) => id);
  await db.$executeRaw`
    update "Notification" set "mailAttempts" = "mailAttempts" + 1,
      "mailAt" = case when "mailAttempts" + 1 >= ${MOST_ATTEMPTS} then null
                      else now() + make_interval(mins => power(4, "mailAttempts" + 1)::int) end
     where id = any(${ids}::uuid[])`;
}
