import { become } from "#support/actor.ts";
import { ask, cast, requests } from "../../schools/asking.ts";
import { aKey, aRegistered, factsForm } from "../../schools/register.ts";
import type { Scenario, Scenarios } from "./scenario.ts";

/** A request of a school's clerk for a field of the district's waits, and one of those concerned is there. */
const asked =
  (who: "clerk" | "officer", more: Record<string, string> = {}): Scenario =>
  async () => {
    const { school, ...people } = await cast();
    await ask(school, people.clerk, { capacity: "900" });
    const [request] = await requests(school);
    const person = people[who];
    become(person);
    return { tenantId: school.tenantId, person, form: { id: request?.id ?? "", _version: 1, ...more } };
  };

/** A school that a district asks for. */
const PROPOSED = {
  nameZh: "新城小学",
  ownership: "PUBLIC",
  stages: "PRIMARY",
  effectiveOn: "2026-09-01",
  reason: "新建",
};

export const changes: Scenarios = {
  requestSchoolChange: async () => {
    const { school, clerk } = await cast();
    become(clerk);
    const form = await factsForm(school, { capacity: "900", nameZh: "清河实验小学" });
    return { tenantId: school.tenantId, person: clerk, form };
  },
  requestClosure: async () => {
    const { school, officer } = await cast();
    become(officer);
    const form = { id: school.schoolId, _version: 1, _key: aKey(), effectiveOn: "2026-09-01", reason: "生源不足" };
    return { tenantId: school.tenantId, person: officer, form };
  },
  requestNewSchool: async () => {
    const { school, officer } = await cast();
    become(officer);
    const form = { ...PROPOSED, districtId: school.districtId, _key: aKey() };
    return { tenantId: school.tenantId, person: officer, form, ownPlace: ["DISTRICT_OFFICER"] };
  },
  requestMerger: async () => {
    const { school, officer } = await cast();
    const { code } = await aRegistered({}, school);
    become(officer);
    const form = {
      id: school.schoolId,
      _version: 1,
      others: code,
      effectiveOn: "2026-09-01",
      reason: "r",
      _key: aKey(),
    };
    return { tenantId: school.tenantId, person: officer, form };
  },
  requestSplit: async () => {
    const { school, officer } = await cast();
    become(officer);
    const form = { ...PROPOSED, districtId: school.districtId, id: school.schoolId, _version: 1, _key: aKey() };
    return { tenantId: school.tenantId, person: officer, form };
  },
  approveRequest: asked("officer"),
  rejectRequest: asked("officer", { reason: "无批复文件" }),
  withdrawRequest: asked("clerk"),
};
