import { randomUUID } from "node:crypto";
import { staffList } from "#features/staff-lists/queries.ts";
import { withSession } from "#server/db.ts";
import { signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant } from "#support/factories.ts";
import { aPerson } from "../../accounts/people.ts";
import type { Scenarios } from "./scenario.ts";

/** An officer of a district with one school, whose clerk leaves. */
async function anOfficer() {
  const school = await aSchool(await aDistrict(await aTenant()));
  const { tenantId, districtId, schoolId, code } = school;
  const { email: leaving } = await aPerson(school, "SCHOOL_CLERK", { schoolId });
  const { email: joining } = await aPerson(await aTenant());
  const person = await signIn("DISTRICT_OFFICER", { tenantId, districtId });
  return { tenantId, person, code, leaving, joining };
}

export const staffLists: Scenarios = {
  uploadStaff: async () => {
    const { tenantId, person, code, leaving, joining } = await anOfficer();
    const pasted = [
      "Name\tE-mail address\tRole\tSchool\tLast day",
      `New\t${joining}\tSchool clerk\t${code}\t`,
      `\t${leaving}\t\t\t2026-08-31`,
    ].join("\n");
    return {
      tenantId,
      person,
      form: { pasted, _key: randomUUID() },
      ownPlace: ["SCHOOL_HEAD", "DISTRICT_OFFICER"],
    };
  },
  takeStaff: async () => {
    const { tenantId, person, code, leaving, joining } = await anOfficer();
    const empty = { act: "", name: "", email: "", role: "", place: "", lastDay: "" };
    const rows = [
      { ...empty, line: 2, name: "New", email: joining, role: "School clerk", place: code },
      { ...empty, line: 3, email: leaving, lastDay: "2026-08-31" },
    ];
    const { id, plan } = await withSession(person.digest, async (db, actor) => {
      if (actor === null || typeof actor === "string") throw new Error("nobody");
      const made = await db.staffList.create({ data: { fileName: "august.csv", rows }, select: { id: true } });
      const list = await staffList(db, actor, made.id);
      if (!list) throw new Error("no list");
      return list;
    });
    return { tenantId, person, form: { id, plan, _version: 1, email: joining } };
  },
};
