import type { z } from "zod";
import { partsOf } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import type { Done } from "#server/perform.ts";
import { Refusal } from "#server/refusal.ts";
import { type SchoolStep, schoolLife } from "./lifecycle.ts";
import { changeFacts, knownSpans } from "./record.ts";
import type { StepInput } from "./schema.ts";

/**
 * Takes a school from one state to the next, from a day on. What was created in error never was: that step reaches
 * back to its first day.
 * @throws Refusal where the school is not in a state that the step leaves, or an entry lies after that day
 */
export async function takeStep(db: Db, step: SchoolStep, input: z.output<typeof StepInput>): Promise<Done> {
  const { id, _version: version, reason } = input;
  const spans = (await knownSpans(db, [id])).get(id);
  const [first, last] = [spans?.[0], spans?.at(-1)];
  if (!first || !last) throw new Refusal("error.notFound");
  if (!schoolLife.can(step, last.facts.status)) throw new Refusal("schools.error.step");
  if (step === "markError") {
    const states = [...new Set(spans?.map(({ facts }) => facts.status))];
    if (states.some((state) => !schoolLife.can(step, state))) throw new Refusal("schools.error.step");
  }
  const effectiveOn = step === "markError" ? first.validFrom : input.effectiveOn;
  if (step !== "markError" && effectiveOn < last.validFrom) {
    throw new Refusal("schools.error.beforePresent", partsOf(last.validFrom), "effectiveOn");
  }
  const status = schoolLife.next(step);
  await changeFacts(db, [
    {
      schoolId: id,
      version,
      effectiveOn,
      facts: { status },
      reason,
      correcting: step === "markError",
      throughout: step === "markError",
    },
  ]);
  return { subject: ["School", id], reason, detail: { step, effectiveOn }, message: `schools.stepDone.${step}` };
}
