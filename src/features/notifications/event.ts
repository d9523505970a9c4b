import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AskedJob } from "#server/jobs.ts";

/** The kind of work that tells people. */
export const NOTIFY = "notify";

const EVENTS = [
  ...["campaign.opened", "campaign.extended", "campaign.remind"],
  ...["report.returned", "report.reopened", "report.commented", "report.accepted"],
  ...["extension.asked", "extension.granted", "extension.refused"],
  ...["request.filed", "request.decided", "job.ended", "role.offered"],
] as const;

/** Something that has happened, of which those concerned are told. */
export const Event = z.object({
  event: z.enum(EVENTS),
  /** The records it is about. */
  ids: z.array(z.uuid()).min(1),
  /** Who did it: they are not told. */
  by: z.uuid().nullable(),
  byName: z.string(),
  note: z.string(),
});
export type Event = z.output<typeof Event>;

/**
 * Asks for those concerned to be told, in the transaction of what has happened.
 * @param about ids of the records; `note` is the reason that was given
 */
export function notice(
  event: Event["event"],
  actor: { personId: string; name: string } | null,
  about: { ids: readonly string[]; note?: string | null; key?: string },
): AskedJob[] {
  if (about.ids.length === 0) return [];
  const input = {
    event,
    ids: [...about.ids],
    by: actor?.personId ?? null,
    byName: actor?.name ?? "",
    note: about.note ?? "",
  };
  return [{ kind: NOTIFY, input, key: about.key ? `${event} ${about.key}` : randomUUID() }];
}
