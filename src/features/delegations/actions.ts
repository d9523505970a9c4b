"use server";

import { randomUUID } from "node:crypto";
import { addDays, daysBetween, type PlainDate } from "#lib/plain-date.ts";
import { action } from "#server/action.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { EndDelegation, GiveDelegation, MOST_DAYS } from "./schema.ts";

/** Lets a colleague act in the actor's present role from a day to another, both included. */
export const giveDelegation = action("delegation.give", GiveDelegation, async (input, { db, actor }) => {
  const { colleague, startsOn, lastOn } = input;
  if (startsOn < actor.today) throw new Refusal("delegations.past", {}, "startsOn");
  if (lastOn < startsOn) throw new Refusal("delegations.backwards", {}, "lastOn");
  if (daysBetween(startsOn, lastOn) >= MOST_DAYS)
    throw new Refusal("delegations.tooLong", { max: MOST_DAYS }, "lastOn");
  if (colleague === actor.email) throw new Refusal("delegations.self", {}, "colleague");
  const id = randomUUID();
  const ends: PlainDate = addDays(lastOn, 1);
  const [row] = await db.$queryRaw<{ outcome: "given" | "nobody" | "already" }[]>`
    select delegate_role(${colleague}, ${startsOn}::date, ${ends}::date, ${id}::uuid) as outcome`;
  if (row?.outcome === "already") throw new Refusal("delegations.already", {}, "colleague");
  if (row?.outcome !== "given") throw new Refusal("delegations.nobody", {}, "colleague");
  return {
    subject: ["Membership", id],
    ...(actor.schoolId && { schoolId: actor.schoolId }),
    detail: { startsOn, lastOn },
    message: "delegations.given",
  };
});

/** Ends it before its day, by whoever gave it or acts under it. */
export const endDelegation = action("delegation.end", EndDelegation, async ({ id, _version }, { db }) => {
  const [row] = await db.$queryRaw<{ ended: boolean }[]>`
    select end_delegation(${id}::uuid, ${_version}::int) as ended`;
  if (!row?.ended) throw new Stale();
  return { subject: ["Membership", id], message: "delegations.ended" };
});
