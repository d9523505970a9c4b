import { expect, test } from "vitest";
import { writeValue } from "#features/audit/write-value.ts";
import { requestClosure, requestNewSchool, requestSchoolChange } from "#features/schools/change-actions.ts";
import { addDistrict, addOwnership, removeOwnership, saveRights } from "#features/tenants/actions.ts";
import { become, fields, signIn } from "#support/actor.ts";
import { aDistrict, aTenant } from "#support/factories.ts";
import { aMembership, openSessionOf } from "../accounts/people.ts";
import { anEmptyCity, apply, check } from "../imports/journey.ts";
import { listOf, SCHOOLS } from "../imports/synthetic.ts";
import { aCollection, fill, landing, send } from "../reports/world.ts";
import { aKey, aRegistered, factsForm, versionOf } from "../schools/register.ts";
import { changesOf, told } from "./trail.ts";

test("settings are told by their names, also those that are gone", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  await addDistrict({}, fields({ code: "E", nameEn: "East", nameZh: "东区", position: "3", _key: aKey() }));
  const kind = { code: "COOP", nameEn: "Co-operative", nameZh: "合作办学", group: "PRIVATE", position: "4" };
  await addOwnership({}, fields({ ...kind, _key: aKey() }));
  await saveRights({}, fields({ role: "SCHOOL_CLERK", was: "report.fill", capability: [] }));
  expect((await told()).slice(1)).toEqual([
    ["Added a kind of ownership", "Kind of ownership: Co-operative", ""],
    ["Added a district", "District: East", ""],
  ]);
  const [[deed, subject, rights] = []] = await told({ noun: "right" });
  expect([deed, subject]).toEqual(["Changed the rights of a role", "Withdrawn right: School clerk"]);
  expect(rights).toContain("Fill in a report");
  await removeOwnership({}, fields({ code: "COOP" }));
  expect((await told({}, "zh-CN"))[0]).toEqual(["删除办学性质", "办学性质：合作办学", ""]);
});

test("a report is told by its school and its collection, to those who may see them", async () => {
  const { city, section, officer, school, team, campaignId, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  await send(team, assignmentId);
  become(section);
  expect(await told({ noun: "campaign" })).toEqual([
    ["Opened a report campaign", "Report campaign: School facts 2026", "1 school"],
  ]);
  expect((await told({ subject: campaignId }, "zh-CN"))[0]?.[1]).toBe("填报任务：2026年学校基本情况");
  become(officer);
  const report = `Report: School ${school.code} · School facts 2026`;
  expect(await told({ noun: "report" })).toEqual([
    ["Submitted a report", report, ""],
    ["Signed a report", report, ""],
    ["Filled in a report", report, ""],
  ]);
  expect((await told({ noun: "report" }, "zh-CN"))[0]?.[1]).toBe(`报表：第${school.code}小学 · 2026年学校基本情况`);
  expect(await told({ noun: "campaign" })).toEqual([]);
  await signIn("SYSTEM_ADMIN", city);
  expect(await told({ school: school.schoolId })).toEqual([]);
});

test("a request is told by its school and kind, and what is wanted field by field in words", async () => {
  const at = await aRegistered({ nameEn: "Main School" });
  const { tenantId, districtId } = at;
  const south = await aDistrict(at, "South");
  const head = await signIn("SCHOOL_HEAD", at);
  const wanted = {
    ownership: "PRIVATE",
    districtId: south.districtId,
    stages: ["PRIMARY", "JUNIOR"],
    code: "3199000777",
  };
  const form = await factsForm(at, { ...wanted, effectiveOn: "2026-09-01", reason: "moved" });
  await landing(() => requestSchoolChange({}, fields({ ...form, _key: aKey() })));
  expect(await told({ noun: "change" })).toEqual([
    ["Asked for a change", "Request for a change: Main School · Change of facts", ""],
  ]);
  const [row] = await changesOf({ noun: "change" }, "ChangeRequest");
  const lines = (row?.Wanted?.[1] ?? "").split("\n").sort();
  expect(lines).toEqual([
    "District: South",
    "Ownership: Private",
    "School code: 3199000777",
    "Stages: Primary, Junior secondary",
  ]);
  expect(row?.Before?.[1]).toContain("Ownership: Public");
  const [zh] = await changesOf({ noun: "change" }, "ChangeRequest", "zh-CN");
  expect(zh?.申请内容?.[1]).toContain("学段：小学、初中");

  const closing = {
    id: at.schoolId,
    _version: await versionOf(at),
    effectiveOn: "2026-09-01",
    reason: "r",
    _key: aKey(),
  };
  await landing(() => requestClosure({}, fields(closing)));
  expect((await told({ noun: "change" }))[0]?.[1]).toBe("Request for a change: Main School · Closure");
  expect((await changesOf({ noun: "change" }, "ChangeRequest"))[0]?.Wanted?.[1]).toBe("Status: Closed");

  const officer = await signIn("DISTRICT_OFFICER", { tenantId, districtId });
  const school = {
    districtId,
    nameEn: "New Town School",
    nameZh: "新城小学",
    code: "",
    ownership: "PUBLIC",
    stages: "PRIMARY",
  };
  await landing(() =>
    requestNewSchool({}, fields({ ...school, effectiveOn: "2026-09-01", reason: "r", _key: aKey() })),
  );
  expect((await told({ person: officer.personId }))[0]?.slice(0, 2)).toEqual([
    "Asked for a new school, a merger or a split",
    "Request for a change: New Town School · Open a school",
  ]);
  become(head);
  expect(await told({ person: officer.personId })).toEqual([]);
});

test("what else is stored as an object is written line by line", () => {
  const writer = { locale: "en" as const, timeZone: "Asia/Shanghai", names: new Map() };
  const others = [{ id: "1", code: "2199000002", nameZh: "", nameEn: "Branch School" }];
  expect(writeValue({ others, code: "" }, "ChangeRequest", "wanted", writer)).toBe(
    "Schools that end: Branch School 2199000002\nSchool code: —",
  );
  const split = { closes: true, successor: { nameEn: "New", stages: ["PRIMARY"] } };
  expect(writeValue(split, "ChangeRequest", "wanted", writer)).toBe(
    "The school itself closes: Yes\nNew school: English name: New; Stages: Primary",
  );
  expect(writeValue({ length: 10, unheardOf: [1, 2] }, "Tenant", "codeFormat", writer)).toBe(
    "Length: 10\nunheardOf: 1, 2",
  );
  const fields = [{ key: "religion", en: "Religion", zh: "宗教" }];
  expect(writeValue(fields, "Tenant", "schoolFields", { ...writer, locale: "zh-CN" })).toBe("宗教");
});

test("an import is told by its file, and what it did by numbers", async () => {
  const city = await anEmptyCity();
  const person = await signIn("SECTION_STAFF", city);
  const id = await check(city, listOf(SCHOOLS), "spring.csv");
  await apply(city, id);
  expect(await told({ subject: id })).toEqual([
    [
      "Applied an import",
      "Import: spring.csv",
      "7 schools entered; 0 schools changed; 3 districts added; 3 kinds of ownership added",
    ],
    ["Had an import applied", "Import: spring.csv", ""],
    ["Matched values and checked the rows", "Import: spring.csv", "7 rows new"],
    ["Matched columns", "Import: spring.csv", ""],
    ["Uploaded a list", "Import: spring.csv", "7 rows"],
  ]);
  const [row] = (await changesOf({ subject: id }, "Import")).slice(-1);
  expect(row?.Applied?.[1]).toContain("Schools entered: 7");
  // Of their own events people keep sight in another role, from which the list itself is kept.
  const district = await aDistrict(city);
  const membershipId = await aMembership(city, person.personId, "DISTRICT_OFFICER", {
    districtId: district.districtId,
  });
  become(await openSessionOf(city, { personId: person.personId, membershipId }));
  expect((await told({ noun: "import" }))[0]?.[1]).toBe("Import: spring.csv");
});
