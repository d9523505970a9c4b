import type { Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";
import { choicesOf, mailTime } from "./choices.ts";
import { NOTICES, type NoticeKind, type NoticeValues } from "./notices.ts";

export type Notice = {
  personId: string;
  kind: NoticeKind;
  values: NoticeValues;
  path: string;
  /** A person is told what has this key once. */
  key: string;
};

/**
 * Tells people, in the portal and, as each has chosen, by e-mail. Runs as the city: nobody writes to others.
 * @returns how many are new, and whether any of them is to go out by e-mail at once
 */
export async function tell(
  db: Db,
  notices: readonly Notice[],
  now = new Date(),
): Promise<{ count: number; atOnce: boolean }> {
  if (notices.length === 0) return { count: 0, atOnce: false };
  const { timeZone } = await db.tenant.findFirstOrThrow({ select: { timeZone: true } });
  const people = [...new Set(notices.map(({ personId }) => personId))];
  const settings = await db.notificationSetting.findMany({ where: { personId: { in: people } } });
  const choices = new Map(settings.map((one) => [one.personId, choicesOf(one)]));
  const data = notices.map(({ personId, kind, values, path, key }) => ({
    personId,
    kind,
    values: values as Prisma.InputJsonObject,
    path,
    key: key.slice(0, 200),
    mailAt: mailTime(NOTICES[kind], choices.get(personId) ?? choicesOf(null), now, timeZone),
  }));
  const { count } = await db.notification.createMany({ data, skipDuplicates: true });
  return { count, atOnce: count > 0 && data.some(({ mailAt }) => mailAt && mailAt <= now) };
}
