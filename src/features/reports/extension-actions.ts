"use server";

import { notice } from "#features/notifications/event.ts";
import { action } from "#server/action.ts";
import type { Done } from "#server/perform.ts";
import { askTime, giveTime, refuseTime, withdrawTime } from "./extensions.ts";
import type { HeldReport } from "./lock-report.ts";
import { AskTimeInput, GiveTimeInput, RefuseTimeInput, WithdrawTimeInput } from "./schema.ts";

const about = ({ id, schoolId }: HeldReport): Pick<Done, "subject" | "schoolId"> => ({
  subject: ["Assignment", id],
  schoolId,
});

/** A school's head asks the section for more time. */
export const askForTime = action(
  "extension.ask",
  AskTimeInput,
  async (input, { db, actor }) => {
    const report = await askTime(db, actor, input);
    const jobs = notice("extension.asked", actor, { ids: [report.id], note: input.reason });
    return { ...about(report), reason: input.reason, message: "extensions.done.asked", jobs };
  },
  { once: true },
);

export const withdrawAsk = action("extension.withdraw", WithdrawTimeInput, async (input, { db }) => ({
  ...about(await withdrawTime(db, input)),
  message: "extensions.done.withdrawn",
}));

/** The section gives one school more time, asked or not. */
export const giveMoreTime = action("extension.grant", GiveTimeInput, async (input, { db, actor }) => {
  const { report, from, to } = await giveTime(db, actor, input);
  const jobs = notice("extension.granted", actor, { ids: [report.id], note: input.reason });
  const done = { reason: input.reason ?? "", detail: { from, to }, message: "extensions.done.given", jobs };
  return { ...about(report), ...done };
});

export const refuseMoreTime = action("extension.refuse", RefuseTimeInput, async (input, { db, actor }) => {
  const { reason } = input;
  const report = await refuseTime(db, actor, input);
  const jobs = notice("extension.refused", actor, { ids: [report.id], note: reason });
  return { ...about(report), reason, message: "extensions.done.refused", jobs };
});
