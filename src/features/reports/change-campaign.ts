import type { z } from "zod";
import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { deadlinesOf } from "./campaign-scope.ts";
import { campaignLife } from "./lifecycle.ts";
import type { ExtendInput } from "./schema.ts";

type Extension = z.output<typeof ExtendInput>;

/**
 * Gives every school of a campaign more time. What has arrived keeps the mark it got when it arrived.
 * @returns both deadlines, for the trail
 */
export async function extendHeld(db: Db, actor: Actor, input: Extension): Promise<{ from: string; to: string }> {
  const campaign = await db.campaign.findFirst({
    where: { id: input.campaignId },
    select: { dueAt: true, graceUntil: true, version: true },
  });
  if (!campaign) throw new Refusal("error.notFound");
  const { dueAt, graceUntil } = deadlinesOf(input, actor.tenant.timeZone);
  const typed = { dueAt, graceUntil };
  await mustBeLatest(db, actor, { entity: "Campaign", seen: input._version, typed, stored: campaign });
  if (dueAt <= campaign.dueAt) {
    throw new Refusal("campaigns.error.notLater", {}, "dueDate");
  }
  const { count } = await db.campaign.updateMany({
    where: { id: input.campaignId, version: input._version, status: { in: [...campaignLife.steps.extend.from] } },
    data: { ...typed, version: { increment: 1 } },
  });
  mustChange(count);
  return { from: campaign.dueAt.toISOString(), to: dueAt.toISOString() };
}

/** Ends a campaign: schools that never sent anything can no longer do so; what was sent is still judged and locked. */
export async function closeHeld(db: Db, input: { campaignId: string; _version: number }): Promise<void> {
  const { count } = await db.campaign.updateMany({
    where: { id: input.campaignId, version: input._version, status: { in: [...campaignLife.steps.close.from] } },
    data: { status: campaignLife.next("close"), version: { increment: 1 } },
  });
  mustChange(count);
}
