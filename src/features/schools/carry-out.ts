import type { ChangeRequest } from "#generated/prisma/client.ts";
import { fromUtcMidnight } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { type WantedMerger, type WantedSchool, wantedOf } from "./proposals.ts";
import { changeFacts, createSchools, knownSpans } from "./record.ts";
import { mergeSchools, splitSchool } from "./succession.ts";

/**
 * Does what a request asks for.
 * @param code of the school that comes into being, where the request left it to the section
 * @returns id of the school that the request is about; of one that it asked for, from now on
 * @throws Refusal as the verb of the register that it comes to
 */
export async function carryOut(
  db: Db,
  request: ChangeRequest,
  { code, confirmed }: { code: string; confirmed: boolean },
): Promise<string> {
  const { schoolId, reason } = request;
  const effectiveOn = fromUtcMidnight(request.effectiveOn);
  const asked = wantedOf(request);
  if (asked.kind === "CREATE") {
    const facts = { ...withCode(asked.wanted, code), status: "OPEN" as const };
    const [id] = await createSchools(db, [{ ...facts, openedOn: effectiveOn, reason, siteKey: null, extra: {} }]);
    if (!id) throw new Error("no school was created");
    return id;
  }
  if (!schoolId) throw new Refusal("error.notFound");
  const event = { id: schoolId, effectiveOn, reason };
  if (asked.kind === "MERGE") {
    await mustBeInDistrict(db, request.districtId, asked.wanted);
    await mergeSchools(db, { ...event, others: asked.wanted.others.map(({ id }) => id), code: asked.wanted.code });
  } else if (asked.kind === "SPLIT") {
    const facts = { ...withCode(asked.wanted.successor, code), status: "OPEN" as const };
    await splitSchool(db, { ...event, facts, closes: asked.wanted.closes });
  } else {
    await changeFacts(db, [{ schoolId, effectiveOn, facts: asked.wanted, reason, correcting: confirmed }]);
  }
  return schoolId;
}

/** Schools that were of the asker's district when it asked are still. */
async function mustBeInDistrict(db: Db, districtId: string, { others }: WantedMerger): Promise<void> {
  const spans = await knownSpans(
    db,
    others.map(({ id }) => id),
  );
  const moved = [...spans.values()].map((of) => of.at(-1)?.facts).find((facts) => facts?.districtId !== districtId);
  if (moved) throw new Refusal("changes.error.otherDistrict", { code: moved.code });
}

function withCode<School extends WantedSchool>(school: School, given: string): School {
  const code = given || school.code;
  if (!code) throw new Refusal("changes.error.codeNeeded", {}, "code");
  return { ...school, code };
}
