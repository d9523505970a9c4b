import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { readAsking } from "./asking.ts";
import type { Held } from "./held-elsewhere.ts";
import type { CampaignInput } from "./schema.ts";

type Asking = Pick<CampaignInput, "templateVersionId" | "stages" | "ownerships" | "districtIds">;

const sorted = (texts: readonly string[]): string => [...texts].sort().join();

/** The waiver, not yet used, that covers a campaign of that edition, day and scope and all that it asks again. */
export async function waiverFor(db: Db, asking: Asking, refersTo: PlainDate, held: readonly Held[]) {
  const { templateVersionId, stages, ownerships, districtIds } = asking;
  const waivers = await db.waiver.findMany({
    where: { templateVersionId, refersTo: toUtcMidnight(refersTo), campaignId: null },
    orderBy: { grantedAt: "desc" },
    select: {
      ...{ id: true, reason: true, grantedByName: true, grantedAt: true, held: true },
      ...{ stages: true, ownerships: true, districtIds: true },
    },
  });
  return waivers.find((waiver) => {
    const codes = new Set((waiver.held as Held[]).map(({ code }) => code));
    return (
      held.every(({ code }) => codes.has(code)) &&
      sorted(waiver.stages) === sorted(stages) &&
      sorted(waiver.ownerships) === sorted(ownerships) &&
      sorted(waiver.districtIds) === sorted(districtIds)
    );
  });
}

/**
 * Takes up the waiver that a campaign needs.
 * @throws Refusal where it asks for what is held and nobody has waived that
 */
export async function takeUpWaiver(
  db: Db,
  campaignId: string,
  input: Asking,
  refersTo: PlainDate,
  held: readonly Held[],
): Promise<void> {
  if (held.length === 0) return;
  const waiver = await waiverFor(db, input, refersTo, held);
  if (!waiver) throw new Refusal("campaigns.error.held", { count: held.length });
  const { count } = await db.waiver.updateMany({ where: { id: waiver.id, campaignId: null }, data: { campaignId } });
  mustChange(count);
}

/**
 * Lets a campaign ask schools for what is held already, for a reason.
 * @throws Refusal where it asks for nothing of the kind, or has its waiver
 */
export async function waive(
  db: Db,
  by: Pick<Actor, "name">,
  input: CampaignInput & { reason: string },
): Promise<{ id: string; cells: number }> {
  const { refersTo, held } = await readAsking(db, input);
  if (held.length === 0) throw new Refusal("campaigns.error.nothingHeld");
  if (await waiverFor(db, input, refersTo, held)) throw new Refusal("campaigns.error.waived");
  const { templateVersionId, stages, ownerships, districtIds, reason } = input;
  const { id } = await db.waiver.create({
    data: {
      ...{ templateVersionId, stages, ownerships, districtIds, reason, held },
      refersTo: toUtcMidnight(refersTo),
      grantedByName: by.name,
    },
    select: { id: true },
  });
  return { id, cells: held.length };
}
