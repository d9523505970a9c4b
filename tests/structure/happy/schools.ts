import { signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { schoolText } from "../../schools/a-new-school.ts";
import { aKey, aPlace, aRegistered, factsForm, type Registered } from "../../schools/register.ts";
import type { Scenario, Scenarios } from "./scenario.ts";

type Values = Awaited<ReturnType<typeof factsForm>>;

const staffOf = ({ tenantId }: { tenantId: string }) => signIn("SECTION_STAFF", { tenantId });
const clerkOf = ({ tenantId, schoolId }: Registered) => signIn("SCHOOL_CLERK", { tenantId, schoolId });

/** A step of the section with a school in this state. */
const stepFrom =
  (status: string): Scenario =>
  async () => {
    const at = await aRegistered({ status });
    const person = await staffOf(at);
    const form = { id: at.schoolId, _version: 1, effectiveOn: "2026-09-01", reason: "r", _key: aKey() };
    return { tenantId: at.tenantId, person, form };
  };

/** A form of the section about a school's facts. */
const factsOf =
  (over: (at: Registered) => Values | Promise<Values>): Scenario =>
  async () => {
    const at = await aRegistered();
    await clerkOf(at); // whom a change of category takes along
    const person = await staffOf(at);
    return { tenantId: at.tenantId, person, form: await factsForm(at, await over(at)) };
  };

export const schools: Scenarios = {
  createSchool: async () => {
    const at = await aPlace();
    const person = await staffOf(at);
    const { openedOn: _openedOn, ...text } = schoolText(at.districtId) as Values;
    return { tenantId: at.tenantId, person, form: { ...text, effectiveOn: "2026-09-01", _key: aKey() } };
  },
  editSchool: factsOf(() => ({ nameZh: "新名小学", capacity: "900" })),
  editContact: async () => {
    const at = await aRegistered();
    const person = await clerkOf(at);
    return { tenantId: at.tenantId, person, form: { id: at.schoolId, _version: 1, phone: "0539 111" } };
  },
  addCampus: async () => {
    const at = await aRegistered();
    const person = await clerkOf(at);
    return { tenantId: at.tenantId, person, form: { schoolId: at.schoolId, nameZh: "北校区", _key: aKey() } };
  },
  removeCampus: async () => {
    const at = await aRegistered();
    const { schoolId } = at;
    const { id } = await inTenant(at, (db) => db.campus.create({ data: { schoolId, nameZh: "北校区", nameEn: "" } }));
    const person = await clerkOf(at);
    return { tenantId: at.tenantId, person, form: { id, schoolId, _version: 1 } };
  },
  mergeIntoSchool: factsOf(async (at) => {
    const { code } = await aRegistered({ stages: ["PRIMARY", "JUNIOR"] }, at);
    return { others: code, code };
  }),
  splitFromSchool: factsOf(({ districtId }) => ({
    code: String(schoolText(districtId).code),
    nameZh: "分设小学",
    closes: "on",
  })),
  changeCategory: factsOf(() => ({ code: "3199000777", stages: ["JUNIOR"] })),
  linkSchools: async () => {
    const at = await aRegistered();
    const { code: other } = await aRegistered({}, at);
    const person = await staffOf(at);
    const form = { id: at.schoolId, direction: "predecessor", other, happenedOn: "2026-09-01", reason: "r" };
    return { tenantId: at.tenantId, person, form };
  },
  proposeSchool: stepFrom("PROPOSED"),
  approveSchool: stepFrom("PENDING_APPROVAL"),
  rejectSchool: stepFrom("PROPOSED"),
  proposeClosure: stepFrom("OPEN"),
  closeSchool: stepFrom("OPEN_PROPOSED_TO_CLOSE"),
  keepSchoolOpen: stepFrom("OPEN_PROPOSED_TO_CLOSE"),
  reopenSchool: stepFrom("CLOSED"),
  quarantineSchool: stepFrom("OPEN"),
  releaseSchool: stepFrom("QUARANTINED"),
  markSchoolError: stepFrom("OPEN"),
};
