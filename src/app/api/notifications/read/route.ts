import { ReadInput } from "#features/notifications/schema.ts";
import { post } from "#server/route.ts";

/** Marks as read what somebody opens. */
export const POST = post(
  "notification.edit",
  ReadInput,
  async ({ ids }, { db, actor }) => {
    const { count } = await db.notification.updateMany({
      where: { id: { in: ids }, personId: actor.personId, readAt: null },
      data: { readAt: new Date() },
    });
    return { subject: ["Person", actor.personId], answer: { count } };
  },
  { unrecorded: true },
);
