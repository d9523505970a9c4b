import { randomUUID } from "node:crypto";
import { withdrawable } from "#features/tenants/rights.ts";
import { signIn, signInOperator } from "#support/actor.ts";
import { aDistrict, aTenant, inTenant } from "#support/factories.ts";
import { aMembership, aPerson } from "../../accounts/people.ts";
import { aPhotograph, fileOf } from "../../files/picture.ts";
import type { Typed } from "../answer.ts";
import type { Scenario, Scenarios } from "./scenario.ts";

/** An administrator sends this about the city's settings. */
const setting =
  (form: Typed | ((tenant: { tenantId: string }) => Promise<Typed>)): Scenario =>
  async () => {
    const { tenantId } = await aTenant();
    const typed = typeof form === "function" ? await form({ tenantId }) : form;
    const person = await signIn("SYSTEM_ADMIN", { tenantId });
    return { tenantId, person, form: { _key: randomUUID(), ...typed } };
  };

const names = { nameEn: "Qinghe", nameZh: "清河" };
const district = { code: "210102", nameEn: "Heyang", nameZh: "河阳区", position: 1 };
const span = { startsOn: "2026-09-01", endsOn: "2027-08-31" };
const days = "2026-10-01, holiday, National Day, 国庆节\n2026-10-10, make-up, Make-up, 调休";

const aYear = (tenant: { tenantId: string }) =>
  inTenant(tenant, (db) =>
    db.schoolYear.create({
      data: { ...names, startsOn: new Date(span.startsOn), endsOn: new Date(span.endsOn) },
      select: { id: true },
    }),
  );

const aCalendar = (tenant: { tenantId: string }) =>
  inTenant(tenant, async (db) => {
    await db.calendarYear.create({ data: { year: 2026, source: "Notice 7" } });
    const day = { year: 2026, day: new Date("2026-10-03"), kind: "HOLIDAY" as const };
    await db.calendarDay.create({ data: { ...day, nameEn: "National Day", nameZh: "国庆节" } });
  });

export const tenants: Scenarios = {
  editTenant: setting({ ...names, locale: "zh-CN", timeZone: "Asia/Shanghai", primaryGrades: "6", _version: 1 }),
  editCodeFormat: setting({ pattern: "[A-Z]\\d{5}", length: 6, example: "A00001", _version: 1 }),
  editEmblem: setting(async () => ({ emblem: fileOf(await aPhotograph(), "a.jpg"), _version: 1 })),
  editReminders: setting({ remindBefore: "5, 2", districtAfter: "2", sectionAfter: "4", _version: 1 }),
  addDistrict: setting(district),
  editDistrict: setting(async (tenant) => ({ ...district, id: (await aDistrict(tenant)).districtId, _version: 1 })),
  addOwnership: setting({ code: "TRUST", nameEn: "Trust", nameZh: "托管", group: "PUBLIC", position: 4 }),
  editOwnership: setting({
    code: "PRIVATE",
    nameEn: "Private",
    nameZh: "私立",
    group: "PRIVATE",
    position: 9,
    _version: 1,
  }),
  removeOwnership: setting({ code: "PRIVATE" }),
  saveRights: setting(async (tenant) => {
    const role = "SECTION_HEAD";
    await inTenant(tenant, (db) => db.withdrawnRight.create({ data: { role, capability: "school.edit" } }));
    const rights = withdrawable(role);
    const was = rights.filter((right) => right !== "school.edit").join(" ");
    return { role, was, capability: rights.filter((right) => right !== "school.create") };
  }),
  renewFounder: async () => {
    const { tenantId } = await aTenant();
    const { personId } = await aPerson(await aTenant());
    await aMembership({ tenantId }, personId, "SYSTEM_ADMIN", {}, new Date());
    const person = await signInOperator();
    const form = { id: tenantId, name: "Founder", email: `${randomUUID()}@example.test` };
    return { tenantId, person, form };
  },
  createTenant: async () => {
    const person = await signInOperator();
    const slug = `t-${randomUUID().slice(0, 13)}`;
    const city = { slug, ...names, locale: "zh-CN", timeZone: "Asia/Shanghai", codeFormat: "national" };
    return { person, form: { ...city, name: "First", email: `${slug}@example.test`, _key: randomUUID() } };
  },
};

const provider = {
  ...{ issuer: "https://id.example.test", clientId: "portal", passwords: "on", emailClaims: "email" },
  ...{ labelEn: "Bureau account", labelZh: "教育局账号" },
};

const aProvider = (tenant: { tenantId: string }) =>
  inTenant(tenant, (db) =>
    db.signInProvider.create({
      data: { ...provider, passwords: true, emailClaims: ["email"], clientSecret: Buffer.from("x") },
      select: { id: true },
    }),
  );

export const providers: Scenarios = {
  saveProvider: setting(async (tenant) => {
    const { id } = await aProvider(tenant);
    return { ...provider, id, labelEn: "City account", clientSecret: "anew", _version: 1 };
  }),
  removeProvider: setting(async (tenant) => ({ ...(await aProvider(tenant)), _version: 1 })),
  unlinkIdentity: setting(async (tenant) => {
    const { personId } = await aPerson(tenant);
    const data = { personId, issuer: provider.issuer, subject: "somebody" };
    return { id: (await inTenant(tenant, (db) => db.identity.create({ data, select: { id: true } }))).id };
  }),
};

export const calendar: Scenarios = {
  addYear: setting({ ...names, ...span }),
  editYear: setting(async (tenant) => ({
    ...names,
    ...span,
    endsOn: "2027-07-31",
    id: (await aYear(tenant)).id,
    _version: 1,
  })),
  addTerm: setting(async (tenant) => ({
    schoolYearId: (await aYear(tenant)).id,
    ...names,
    ...span,
    endsOn: "2027-01-20",
  })),
  removeTerm: setting(async (tenant) => {
    const { id: schoolYearId } = await aYear(tenant);
    const data = { schoolYearId, ...names, startsOn: new Date("2026-09-01"), endsOn: new Date("2027-01-20") };
    return { id: (await inTenant(tenant, (db) => db.term.create({ data, select: { id: true } }))).id };
  }),
  publishCalendar: setting(async (tenant) => {
    await aCalendar(tenant);
    return { year: "2026", source: "Notice 7, corrected", days, _version: 1 };
  }),
  withdrawCalendar: setting(async (tenant) => {
    await aCalendar(tenant);
    return { year: "2026" };
  }),
};
