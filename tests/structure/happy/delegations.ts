import { randomUUID } from "node:crypto";
import { giveDelegation } from "#features/delegations/actions.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { fields, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";
import { aPerson } from "../../accounts/people.ts";
import type { Scenarios } from "./scenario.ts";

const TODAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date()) as PlainDate;

/** A head who may be away, and a clerk of the school. */
async function aHead() {
  const school = await aSchool(await aDistrict(await aTenant()));
  const { tenantId, schoolId } = school;
  const clerk = await aPerson(school, "SCHOOL_CLERK", { schoolId });
  const person = await signIn("SCHOOL_HEAD", { tenantId, schoolId });
  return { tenantId, person, form: { colleague: clerk.email, startsOn: TODAY, lastOn: addDays(TODAY, 5) } };
}

export const delegations: Scenarios = {
  giveDelegation: async () => ({ ...(await aHead()), ownPlace: ["SCHOOL_HEAD", "DISTRICT_OFFICER"] }),
  endDelegation: async () => {
    const { tenantId, person, form } = await aHead();
    await giveDelegation({}, fields({ ...form, _key: randomUUID() }));
    const { id } = await inTenant({ tenantId }, (db) =>
      db.membership.findFirstOrThrow({ where: { delegatedFromId: { not: null } }, select: { id: true } }),
    );
    return { tenantId, person, form: { id, _version: 1 } };
  },
};
