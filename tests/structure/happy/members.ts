import { randomUUID } from "node:crypto";
import { signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { aMembership, aPerson, openSessionOf } from "../../accounts/people.ts";
import type { Scenarios } from "./scenario.ts";

/** A school with a clerk who has a password and is signed in. */
async function aStaffedSchool() {
  const school = await aSchool(await aDistrict(await aTenant()));
  const clerk = await aPerson(school, "SCHOOL_CLERK", { schoolId: school.schoolId });
  await openSessionOf(school, clerk);
  return { ...school, clerk };
}

const headOf = ({ tenantId, schoolId }: { tenantId: string; schoolId: string }) =>
  signIn("SCHOOL_HEAD", { tenantId, schoolId });

export const members: Scenarios = {
  inviteMember: async () => {
    const { tenantId, districtId, code } = await aStaffedSchool();
    const person = await signIn("DISTRICT_OFFICER", { tenantId, districtId });
    const { email } = await aPerson(await aTenant()); // somebody who is known already is not made, and could be added twice
    const form = { email, name: "Somebody", role: "SCHOOL_CLERK", school: code };
    return { tenantId, person, form, ownPlace: ["SCHOOL_HEAD"] };
  },
  endMembership: async () => {
    const { clerk, ...school } = await aStaffedSchool();
    const person = await headOf(school);
    return { tenantId: school.tenantId, person, form: { id: clerk.membershipId, _version: 1 } };
  },
  endMemberships: async () => {
    const { clerk, ...school } = await aStaffedSchool();
    const person = await headOf(school);
    return { tenantId: school.tenantId, person, form: { row: `${clerk.membershipId}.1`, _key: randomUUID() } };
  },
  moveMembership: async () => {
    const { tenantId, districtId, clerk } = await aStaffedSchool();
    const { code } = await aSchool({ tenantId, districtId });
    const person = await signIn("DISTRICT_OFFICER", { tenantId, districtId });
    return { tenantId, person, form: { id: clerk.membershipId, _version: 1, school: code } };
  },
  makeResetLink: async () => {
    const { clerk, ...school } = await aStaffedSchool();
    const person = await headOf(school);
    return { tenantId: school.tenantId, person, form: { personId: clerk.personId } };
  },
  makeInvitationLink: async () => {
    const { clerk, ...school } = await aStaffedSchool();
    const id = await aMembership(school, clerk.personId, "SCHOOL_CLERK", { schoolId: school.schoolId }, new Date());
    const person = await headOf(school);
    return { tenantId: school.tenantId, person, form: { id } };
  },
  removeLostCode: async () => {
    const { tenantId, clerk } = await aStaffedSchool();
    await owner().query(`update "Credential" set "totpSecret" = 'A', "totpSince" = now() where "personId" = $1`, [
      clerk.personId,
    ]);
    const person = await signIn("SYSTEM_ADMIN", { tenantId });
    return { tenantId, person, form: { personId: clerk.personId } };
  },
  signOutMember: async () => {
    const { clerk, ...school } = await aStaffedSchool();
    const person = await headOf(school);
    return { tenantId: school.tenantId, person, form: { personId: clerk.personId } };
  },
  closeAccount: async () => {
    const { tenantId, clerk } = await aStaffedSchool();
    const person = await signIn("SYSTEM_ADMIN", { tenantId });
    return { tenantId, person, form: { personId: clerk.personId } };
  },
};
