"use server";

import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { action } from "#server/action.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { type Choices, choicesOf, clockText, GROUPS } from "./choices.ts";
import { ChoicesInput, ReadAllInput } from "./schema.ts";

/** How somebody wants to be told. */
export const saveChoices = action("notification.edit", ChoicesInput, async (input, { db, actor }) => {
  const { personId } = actor;
  const mail = Object.fromEntries(GROUPS.map((group) => [group, input[`mail_${group}`]])) as Choices["mail"];
  const { digestAt, quietFrom, quietTo, _version } = input;
  const typed = { mail, digestAt, quietFrom, quietTo };
  const stored = await db.notificationSetting.findFirst({ where: { personId } });
  if (stored === null && _version === 0) {
    await db.notificationSetting.createMany({ data: { personId, ...typed } });
  } else {
    const now = stored && { ...asShown(choicesOf(stored)), version: stored.version };
    await mustBeLatest(db, actor, {
      entity: "NotificationSetting",
      seen: _version,
      typed: asShown(typed),
      stored: now,
    });
    const { count } = await db.notificationSetting.updateMany({
      where: { personId, version: _version },
      data: { ...typed, version: { increment: 1 } },
    });
    mustChange(count);
  }
  return { subject: ["NotificationSetting", personId] };
});

/** As the form shows it, field by field. */
function asShown({ mail, ...times }: Choices): Record<string, string> {
  return {
    ...Object.fromEntries(GROUPS.map((group) => [`mail_${group}`, mail[group]])),
    ...Object.fromEntries(Object.entries(times).map(([name, minutes]) => [name, clockText(minutes)])),
  };
}

/** Marks as read whatever had come when the page was shown. */
export const readAll = action(
  "notification.edit",
  ReadAllInput,
  async ({ latest }, { db, actor }) => {
    const shown = await db.notification.findFirst({ where: { id: latest }, select: { createdAt: true } });
    if (!shown) throw new Refusal("error.notFound");
    await db.notification.updateMany({
      where: { personId: actor.personId, readAt: null, createdAt: { lte: shown.createdAt } },
      data: { readAt: new Date() },
    });
    return { subject: ["Person", actor.personId], message: "notices.done.read" };
  },
  { unrecorded: true },
);
