import { randomUUID } from "node:crypto";
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
 * Sends what is due: one e-mail to a person, whatever has come together for them. What an e-mail is made of is settled
 * before it is handed over, and it is marked as sent in the transaction in which it is: should it be handed over again,
 * it is the same one, under the same name.
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
    for (const name of await apart((own) => gather(own, personId))) {
      try {
        sent += await apart((own) => send(own, personId, name));
      } catch (error) {
        if (!(error instanceof MailboxRefused)) throw error;
        refused += 1;
        log().warn({ personId, code: error.code }, "a mailbox refused an e-mail");
        await apart((own) => putOff(own, name));
      }
    }
  }
  return { result: { message: "jobs.result.mailed", values: { sent, refused } } };
});

/** One such job a minute, whoever asks for it. */
export const mailKey = (now: Date): string => now.toISOString().slice(0, 16);

type DueNotice = { id: string; kind: string; values: unknown; path: string; createdAt: Date };

/** Puts what is due and in no e-mail yet into one. @returns the names of the person's e-mails that are due */
async function gather(db: Db, personId: string): Promise<string[]> {
  await db.$executeRaw`
    update "Notification" set "mailName" = ${randomUUID().replaceAll("-", "")}
     where id in (
       select id from "Notification"
        where "personId" = ${personId}::uuid and "mailAt" <= now() and "mailedAt" is null and "readAt" is null and "mailName" is null
        order by "createdAt", id limit ${MOST_IN_ONE} for update skip locked)`;
  const rows = await db.notification.findMany({
    where: { personId, mailAt: { lte: new Date() }, mailedAt: null, readAt: null, mailName: { not: null } },
    distinct: ["mailName"],
    select: { mailName: true },
  });
  return rows.flatMap(({ mailName }) => mailName ?? []);
}

/** @returns e-mails sent: one or none */
async function send(db: Db, personId: string, name: string): Promise<number> {
  const notices = await db.$queryRaw<DueNotice[]>`
    select id, kind, values, path, "createdAt" from "Notification"
     where "mailName" = ${name} and "personId" = ${personId}::uuid and "mailAt" <= now() and "mailedAt" is null and "readAt" is null
     order by "createdAt", id for update skip locked`;
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

async function putOff(db: Db, name: string): Promise<void> {
  await db.$executeRaw`
    update "Notification" set "mailAttempts" = "mailAttempts" + 1,
      "mailAt" = case when "mailAttempts" + 1 >= ${MOST_ATTEMPTS} then null
                      else now() + make_interval(mins => power(4, "mailAttempts" + 1)::int) end
     where "mailName" = ${name} and "mailedAt" is null`;
}
