import { expect, test, vi } from "vitest";
import { editAccount, switchMembership, switchSchoolYear } from "#features/accounts/actions.ts";
import { deedOf } from "#features/audit/subject.ts";
import { closeAccount, endMembership, makeResetLink, moveMembership } from "#features/members/actions.ts";
import {
  keepSchoolOpen,
  linkSchools,
  mergeIntoSchool,
  proposeClosure,
  quarantineSchool,
  releaseSchool,
} from "#features/schools/actions.ts";
import { ENTRIES, POLICY } from "#server/policy.ts";
import { messagesOf } from "#server/words.ts";
import { become, fields, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";
import { aMembership } from "../accounts/people.ts";
import { landing } from "../reports/world.ts";
import { aKey, aRegistered, factsForm, versionOf } from "../schools/register.ts";
import { told } from "./trail.ts";

vi.mock("#server/cookies.ts", async () => (await import("../accounts/jar.ts")).fakeCookies);

const ONLY_LOOKED = /\.(view|export|list)$/;

test("every deed that can stand in the trail is told in both languages, and every act of one as itself", () => {
  const [english, chinese] = [messagesOf("en").audit.deed, messagesOf("zh-CN").audit.deed];
  for (const name of [...Object.keys(POLICY), ...ENTRIES].filter((one) => !ONLY_LOOKED.test(one)))
    for (const deeds of [english, chinese]) expect(deeds).toHaveProperty(name.replace(".", "_"));
  const told = (capability: string, detail: object) => deedOf({ capability, detail: { ...detail } }, "en");
  expect(told("account.edit", { changed: "codeOn" })).toBe("Turned the one-time code on");
  expect(told("account.edit", { changed: "recoveryCodes" })).toBe("Made new recovery codes");
  expect(told("account.edit", { changed: "something newer" })).toBe("Changed their own account");
  expect(told("member.resetPassword", { reset: "code" })).toBe("Took off a lost one-time code");
  expect(told("school.link", { changed: "recoded" })).toBe("Changed its category");
  expect(told("a.b", {})).toBe("a.b");
});

test("what people do with their own account is told apart", async () => {
  const tenant = await aTenant();
  const year = await inTenant(tenant, (db) =>
    db.schoolYear.create({
      data: {
        nameEn: "2026/2027",
        nameZh: "2026学年",
        startsOn: new Date("2026-09-01"),
        endsOn: new Date("2027-08-31"),
      },
    }),
  );
  const district = await aDistrict(tenant);
  const person = await signIn("SECTION_HEAD", tenant);
  const other = await aMembership(tenant, person.personId, "DISTRICT_OFFICER", { districtId: district.districtId });
  await editAccount({}, fields({ name: "Sun Li", locale: "en" }));
  await switchSchoolYear({}, fields({ schoolYearId: year.id }));
  await landing(() => switchMembership({}, fields({ membershipId: other })));
  await signIn("SECTION_HEAD", tenant);
  expect(await told({ noun: "account" })).toEqual([
    ["Switched to another role", "Sun Li · District office · North district", ""],
    ["Chose another school year", "School year: 2026/2027", ""],
    ["Changed their name or language", "Person: Sun Li", ""],
  ]);
  expect((await told({ noun: "account" }, "zh-CN")).map(([deed]) => deed)).toEqual([
    "切换岗位",
    "切换学年",
    "修改姓名或语言",
  ]);
});

test("roles that end, move or lose their password say who, as what and where", async () => {
  const tenant = await aTenant();
  const [north, south] = [await aDistrict(tenant, "North"), await aDistrict(tenant, "South")];
  const school = await aSchool(north, { nameEn: "Qinghe No. 3" });
  const [officer, clerk] = [await signIn("DISTRICT_OFFICER", north), await signIn("SCHOOL_CLERK", school)];
  await signIn("SYSTEM_ADMIN", tenant);
  await moveMembership({}, fields({ id: officer.membershipId, _version: 1, districtId: south.districtId }));
  await makeResetLink({}, fields({ personId: clerk.personId }));
  await endMembership({}, fields({ id: clerk.membershipId, _version: 1 }));
  await closeAccount({}, fields({ personId: officer.personId }));
  expect(await told()).toEqual([
    ["Closed the account", `Person: ${officer.name}`, "1 role ended"],
    ["Ended a role", `${clerk.name} · School clerk · Qinghe No. 3`, ""],
    ["Made a password reset link", `Person: ${clerk.name}`, ""],
    [
      "Moved a role to another place",
      `${officer.name} · District office · South`,
      `${officer.name} · District office · North`,
    ],
  ]);
});

test("a name that a row policy keeps from the reader is not told by the trail either", async () => {
  const tenant = await aTenant();
  const district = await aDistrict(tenant);
  const [from, to] = [await aSchool(district, { nameEn: "From" }), await aSchool(district, { nameEn: "To" })];
  const clerk = await signIn("SCHOOL_CLERK", from);
  await signIn("SYSTEM_ADMIN", tenant);
  await moveMembership({}, fields({ id: clerk.membershipId, _version: 1, school: to.code }));
  const subject = `${clerk.name} · School clerk · To`;
  const deed = "Moved a role to another place";
  expect(await told()).toEqual([[deed, subject, `${clerk.name} · School clerk · From`]]);
  await signIn("SCHOOL_HEAD", to);
  expect(await told()).toEqual([[deed, subject, ""]]);
  await signIn("SCHOOL_HEAD", from);
  expect(await told()).toEqual([]);
});

test("a person's part of the trail holds what they did and what was done to them", async () => {
  const tenant = await aTenant();
  const district = await aDistrict(tenant);
  const officer = await signIn("DISTRICT_OFFICER", district);
  await editAccount({}, fields({ name: "Zhou Wen", locale: "en" }));
  const stranger = await signIn("DISTRICT_OFFICER", district);
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  await makeResetLink({}, fields({ personId: officer.personId }));
  await endMembership({}, fields({ id: officer.membershipId, _version: 1 }));
  await endMembership({}, fields({ id: stranger.membershipId, _version: 1 }));
  const three = ["Ended a role", "Made a password reset link", "Changed their name or language"];
  const deeds = async (address: Record<string, string>) => (await told(address)).map(([deed]) => deed);
  expect(await deeds({ person: officer.personId })).toEqual(three);
  expect(await deeds({ q: "zhou w" })).toEqual(three); // under another name when he changed it
  expect(await deeds({ person: stranger.personId })).toEqual(["Ended a role"]);
  expect(await deeds({ person: admin.personId })).toHaveLength(3);
  await signIn("SCHOOL_HEAD", await aSchool(district));
  expect(await deeds({ person: officer.personId })).toEqual([]);
});

test("what the register's steps and successions did is told apart, and with which schools", async () => {
  const at = await aRegistered({ nameEn: "Main School" });
  const other = await aRegistered({ nameEn: "Branch School" }, at);
  const third = await aRegistered({ nameEn: "Old School" }, at);
  await signIn("SECTION_STAFF", at);
  const step = async () =>
    fields({ id: at.schoolId, _version: await versionOf(at), effectiveOn: "2026-09-01", reason: "r", _key: aKey() });
  for (const run of [proposeClosure, keepSchoolOpen, quarantineSchool, releaseSchool]) await run({}, await step());
  const linked = {
    id: at.schoolId,
    direction: "predecessor",
    other: third.code,
    happenedOn: "2026-09-01",
    reason: "r",
  };
  await linkSchools({}, fields({ ...linked, _key: aKey() }));
  await landing(async () =>
    mergeIntoSchool({}, fields({ ...(await factsForm(at)), others: other.code, code: "", _key: aKey() })),
  );
  const subject = "School: Main School";
  expect(await told({ noun: "school", school: at.schoolId })).toEqual([
    ["Merged schools into it", subject, "Branch School"],
    ["Linked another school", subject, "Old School"],
    ["Released the record", subject, ""],
    ["Quarantined the record", subject, ""],
    ["Kept it open", subject, ""],
    ["Proposed the closure", subject, ""],
  ]);
  become(null);
});
