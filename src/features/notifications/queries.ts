import { cutPage } from "#lib/cut-page.ts";
import { listParams, oneOf } from "#lib/list-params.ts";
import type { Db } from "#server/db.ts";
import { type Choices, choicesOf } from "./choices.ts";

export const notificationList = listParams({
  sorts: { createdAt: "instant" },
  sort: "-createdAt",
  filters: { show: oneOf(["unread"]) },
});
export type NotificationList = ReturnType<typeof notificationList.parse>;

export type NotificationRow = {
  id: string;
  kind: string;
  values: unknown;
  path: string;
  createdAt: Date;
  readAt: Date | null;
};

/** One page of what somebody has been told, the newest first. */
export async function listNotifications(db: Db, list: NotificationList, personId: string) {
  const cursor = notificationList.cursorOf(list);
  const backwards = cursor?.backwards ?? false;
  const at = cursor && new Date(String(cursor.value));
  const [than, thanId] = backwards ? [{ gt: at }, { gt: cursor?.id }] : [{ lt: at }, { lt: cursor?.id }];
  const direction = backwards ? ("asc" as const) : ("desc" as const);
  const read = await db.notification.findMany({
    where: {
      personId,
      ...(list.show === "unread" && { readAt: null }),
      ...(at && { OR: [{ createdAt: than }, { createdAt: at, id: thanId }] }),
    } as object,
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: list.size + 1,
    select: { id: true, kind: true, values: true, path: true, createdAt: true, readAt: true },
  });
  return cutPage<NotificationRow>(read, list.size, cursor, ({ createdAt }) => createdAt.toISOString());
}

/** More than that are not counted. */
export const MOST_COUNTED = 99;

/** What somebody has not read yet; one more than `MOST_COUNTED` where there is more. */
export async function countUnread(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select from "Notification"
      where "personId" = person_id() and "readAt" is null limit ${MOST_COUNTED + 1}) n`;
  return row?.count ?? 0;
}

export async function ownChoices(db: Db, personId: string): Promise<Choices & { version: number }> {
  const stored = await db.notificationSetting.findFirst({ where: { personId } });
  return { ...choicesOf(stored), version: stored?.version ?? 0 };
}
