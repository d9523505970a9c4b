import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { readLink } from "#features/accounts/choose-password.ts";
import { takeStaff, uploadStaff } from "#features/staff-lists/actions.ts";
import { staffList } from "#features/staff-lists/queries.ts";
import { actOf, columnsIn, roleCalled } from "#features/staff-lists/words.ts";
import { digestOf } from "#lib/digest.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { writeXlsx } from "#lib/tabular/write.ts";
import { withSession } from "#server/db.ts";
import { become, browser, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { aMembership, aPerson, openSessionOf } from "../accounts/people.ts";
import { told } from "../audit/trail.ts";
import { landing } from "../reports/world.ts";

beforeEach(() => {
  browser.digest = null;
});

const TODAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date()) as PlainDate;
const HEADER = ["Joins or leaves", "Name", "E-mail address", "Role", "School or district", "Last day"];
const address = () => `${randomUUID()}@example.test`;

async function aCity() {
  const tenant = await aTenant();
  const [north, south] = [await aDistrict(tenant, "North"), await aDistrict(tenant, "South")];
  const [school, other] = [await aSchool(north), await aSchool(south)];
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  return { tenant, north, south, school, other, admin };
}

const pasted = (rows: readonly (readonly string[])[], header: readonly string[] = HEADER) =>
  [header, ...rows].map((cells) => cells.join("\t")).join("\n");

/** Uploads what was pasted; the list's id. */
async function upload(rows: readonly (readonly string[])[], header: readonly string[] = HEADER): Promise<string> {
  const form = fields({ pasted: pasted(rows, header), _key: randomUUID() });
  return (await landing(() => uploadStaff({}, form))).split("/").at(-1) ?? "";
}

const look = (id: string, person: Pick<SignedIn, "digest"> | null = null) =>
  withSession(person?.digest ?? browser.digest ?? Buffer.alloc(0), async (db, actor) => {
    if (actor === null || typeof actor === "string") throw new Error("nobody");
    return staffList(db, actor, id);
  });

async function mustLook(id: string) {
  const list = await look(id);
  if (!list) throw new Error("no list");
  return list;
}

const outcomes = async (id: string) =>
  (await mustLook(id)).checked.map((one) =>
    one.outcome === "problem" ? one.problems.map(({ field, key }) => `${field}: ${key}`).join("; ") : one.outcome,
  );

async function take(id: string) {
  const { plan, version } = await mustLook(id);
  return takeStaff({}, fields({ id, plan, _version: version }));
}

const linksIn = (message = "") => message.split("\n").map((line) => line.split("\t"));
const membershipsOf = (tenant: { tenantId: string }, email: string) =>
  inTenant(tenant, (db) => db.membership.findMany({ where: { person: { email } }, orderBy: { createdAt: "asc" } }));

test("joiners get links and leavers an end, in one press; the same list again changes nothing", async () => {
  const { tenant, school, south } = await aCity();
  const [clerk, officer, leaver] = [
    address(),
    address(),
    await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId }),
  ];
  const session = await openSessionOf(tenant, leaver);
  const rows = [
    ["joins", "Li Hua", clerk.toUpperCase(), "School clerk", school.code, ""],
    ["", "Wang Fang", officer, "区县教育局", "South", ""],
    ["离任", "", leaver.email, "", "", addDays(TODAY, -1).replaceAll("-", "/")],
  ];
  const id = await upload(rows);
  expect(await outcomes(id)).toEqual(["invite", "invite", "end"]);
  expect(await membershipsOf(tenant, clerk), "nothing before the press").toEqual([]);
  const done = await take(id);
  expect(done).toMatchObject({ done: true });
  const links = linksIn(done.message);
  expect(links.map(([name, email]) => [name, email])).toEqual([
    ["Li Hua", clerk],
    ["Wang Fang", officer],
  ]);
  for (const [, email = "", link = ""] of links) {
    const opened = await readLink(digestOf(new URL(link).pathname.split("/").at(-1) ?? ""));
    expect(opened, email).toMatchObject({ email, unclaimed: true });
  }
  expect(await membershipsOf(tenant, officer)).toMatchObject([
    { role: "DISTRICT_OFFICER", districtId: south.districtId, offeredAt: expect.any(Date) },
  ]);
  expect(await membershipsOf(tenant, leaver.email)).toMatchObject([{ endsOn: new Date(TODAY) }]);
  expect(await withSession(session.digest, async (_db, actor) => actor), "signed out").toBeNull();
  const kept = await mustLook(id);
  expect(kept).toMatchObject({ counts: { invited: 2, ended: 1, same: 0, leftOut: 0 }, checked: [] });
  const { rows: left } = await inTenant(tenant, (db) => db.staffList.findFirstOrThrow({ where: { id } }));
  expect(left, "no personal data stays behind").toEqual([]);

  expect(await takeStaff({}, fields({ id, plan: kept.plan, _version: kept.version }))).toMatchObject({ stale: true });
  const again = await upload(rows);
  expect(await outcomes(again)).toEqual(["same", "same", "same"]);
  expect(await take(again)).toMatchObject({ done: true, message: "The list has been applied." });
  expect(await membershipsOf(tenant, clerk)).toHaveLength(1);
});

test("the trail tells the list as a whole and each person's part of it", async () => {
  const { tenant, school } = await aCity();
  const leaver = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  const email = address();
  const id = await upload([
    ["", "New", email, "School head", school.code, ""],
    ["", "", leaver.email, "", "", TODAY],
  ]);
  await take(id);
  const [made] = await membershipsOf(tenant, email);
  expect(await auditOf(tenant, made?.id ?? "")).toMatchObject([
    { capability: "member.invite", schoolId: school.schoolId, system: true, detail: { email, role: "SCHOOL_HEAD" } },
  ]);
  expect(await auditOf(tenant, leaver.membershipId)).toMatchObject([{ capability: "member.end", system: true }]);
  const [list] = (await told()).filter(([deed]) => deed === "Applied a list of joiners and leavers");
  expect(list?.[2]).toBe("1 role offered; 1 person leaves");
});

test("a last day to come ends the role after it and nobody is signed out before", async () => {
  const { tenant, school } = await aCity();
  const leaver = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  await aMembership(tenant, leaver.personId, "SCHOOL_HEAD", { schoolId: school.schoolId });
  const session = await openSessionOf(tenant, leaver);
  await take(await upload([["leaves", "", leaver.email, "", "", addDays(TODAY, 5)]]));
  const after = new Date(addDays(TODAY, 6));
  expect((await membershipsOf(tenant, leaver.email)).map(({ endsOn }) => endsOn)).toEqual([after, after]);
  expect(await withSession(session.digest, async (_db, actor) => actor)).toMatchObject({ role: "SCHOOL_CLERK" });
});

test("problems are told row by row, and the good rows are done without them", async () => {
  const { tenant, school, admin } = await aCity();
  const { email: own } = await inTenant(tenant, (db) => db.person.findFirstOrThrow({ where: { id: admin.personId } }));
  const good = address();
  const id = await upload([
    ["joins", "Good", good, "School clerk", school.code, ""],
    ["joins", "Good", good, "School clerk", school.code, ""],
    ["joins", "", "no address", "King", school.code, ""],
    ["joins", "A", address(), "School clerk", "no such school", ""],
    ["joins", "A", address(), "School clerk", "", ""],
    ["joins", "A", address(), "District office", "Nowhere", ""],
    ["joins", "A", address(), "District office", "全市", ""],
    ["stays", "A", address(), "School clerk", school.code, ""],
    ["leaves", "", address(), "", "", TODAY],
    ["leaves", "", "", "", "", "31 August"],
    ["leaves", "", own, "", "", TODAY],
    ["leaves", "", address(), "", "", "9999-12-31"],
  ]);
  expect(await outcomes(id)).toEqual([
    "invite",
    "email: staffLists.problem.twice",
    "name: error.required; email: error.email; role: staffLists.problem.role",
    "place: members.schoolUnknown",
    "place: error.required",
    "place: staffLists.problem.district",
    "place: error.required",
    "act: staffLists.problem.act",
    "email: staffLists.problem.nobody",
    "email: error.required; lastDay: staffLists.problem.day",
    "email: members.notSelf",
    "lastDay: staffLists.problem.day",
  ]);
  expect(linksIn((await take(id)).message)).toHaveLength(1);
  expect((await mustLook(id)).counts).toEqual({ invited: 1, ended: 0, same: 0, leftOut: 11 });
});

test("the last administrators do not leave by a list", async () => {
  const { tenant, admin } = await aCity();
  const [second, third] = [await aPerson(tenant, "SYSTEM_ADMIN"), await aPerson(tenant, "SYSTEM_ADMIN")];
  const rows = [second, third].map(({ email }) => ["leaves", "", email, "", "", TODAY]);
  expect(await outcomes(await upload(rows))).toEqual(["end", "end"]);
  await inTenant(tenant, (db) =>
    db.membership.updateMany({
      where: { id: admin.membershipId },
      data: { endsOn: new Date(addDays(TODAY, 1)), version: { increment: 1 } },
    }),
  );
  const last = "email: members.lastAdministrator";
  expect(await outcomes(await upload(rows)), "the third goes tomorrow").toEqual([last, last]);
  expect(await outcomes(await upload(rows.slice(0, 1)))).toEqual(["end"]);
});

test("a district and a head give and take what is theirs, and see no list but their own", async () => {
  const { tenant, north, school, other, admin } = await aCity();
  const [mine, foreign] = [
    await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId }),
    await aPerson(tenant, "SCHOOL_CLERK", { schoolId: other.schoolId }),
  ];
  const both = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  await aMembership(tenant, both.personId, "SECTION_STAFF");
  const officer = await signIn("DISTRICT_OFFICER", north);
  const id = await upload([
    ["joins", "A", address(), "School head", school.code, ""],
    ["joins", "A", address(), "School head", other.code, ""],
    ["joins", "A", address(), "Section staff", "", ""],
    ["leaves", "", mine.email, "", "", TODAY],
    ["leaves", "", foreign.email, "", "", TODAY],
    ["leaves", "", both.email, "", "", TODAY],
  ]);
  expect(await outcomes(id)).toEqual([
    "invite",
    "place: members.schoolUnknown",
    "role: members.roleNotYours",
    "end",
    "email: staffLists.problem.nobody",
    "end",
  ]);
  expect(await look(id, admin)).toBeNull();
  const { plan, version } = await mustLook(id);
  become(admin);
  expect(await takeStaff({}, fields({ id, plan, _version: version }))).toMatchObject({ stale: true });
  become(officer);
  await take(id);
  const ended = async (email: string) =>
    (await membershipsOf(tenant, email)).map(({ role, endsOn }) => [role, endsOn !== null]);
  expect(await ended(both.email)).toEqual([
    ["SCHOOL_CLERK", true],
    ["SECTION_STAFF", false],
  ]);
  expect(await ended(foreign.email)).toEqual([["SCHOOL_CLERK", false]]);
  for (const role of ["SECTION_HEAD", "SCHOOL_CLERK", "INSPECTOR"] as const) {
    await signIn(role, tenant);
    const refused = await uploadStaff({}, fields({ pasted: pasted([]), _key: randomUUID() }));
    expect(refused.message, role).toMatch(/role does not allow/);
  }
});

test("what has changed since the page was looked at is looked at again before anything is done", async () => {
  const { tenant, school } = await aCity();
  const leaver = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  const id = await upload([["leaves", "", leaver.email, "", "", TODAY]]);
  const { plan, version } = await mustLook(id);
  await aMembership(tenant, leaver.personId, "SCHOOL_HEAD", { schoolId: school.schoolId });
  const answer = await takeStaff({}, fields({ id, plan, _version: version }));
  expect(answer).toMatchObject({ stale: true, message: expect.stringMatching(/look at the rows again/) });
  expect((await membershipsOf(tenant, leaver.email)).every(({ endsOn }) => endsOn === null)).toBe(true);
  expect(await take(id)).toMatchObject({ done: true });
});

describe("a list is read", () => {
  test("from a workbook and from a CSV file, in either language, whatever else it holds", async () => {
    const { school } = await aCity();
    const email = address();
    const columns = ["序号", "姓名", "电子邮箱", "岗位", "学校"].map((header) => ({ header, kind: "text" as const }));
    const rows = [["1", "李华", email, "学校经办人员", school.code]];
    const workbook = await writeXlsx({ sheets: [{ name: "名单", columns, rows }] });
    const csv = `姓名,邮箱,角色,单位\n李华,${email},学校经办人员,${school.code}\n`;
    for (const [name, content] of [
      ["名单.xlsx", new Uint8Array(workbook)],
      ["list.csv", csv],
    ] as const) {
      const file = new File([content], name);
      const id = (await landing(() => uploadStaff({}, fields({ file, _key: randomUUID() })))).split("/").at(-1) ?? "";
      expect(await mustLook(id)).toMatchObject({
        fileName: name,
        checked: [
          { outcome: "invite", name: "李华", email, role: "SCHOOL_CLERK", place: { schoolId: school.schoolId } },
        ],
      });
    }
  });

  test("or refused in words beside the field", async () => {
    await aCity();
    const send = (form: Parameters<typeof fields>[0]) => uploadStaff({}, fields({ _key: randomUUID(), ...form }));
    expect((await send({})).errors?.file?.[0]).toMatch(/Choose a file or paste/);
    const file = new File([pasted([["", "A", "a@example.test", "School clerk", "x", ""]])], "a.csv");
    expect((await send({ file, pasted: "x\ty" })).errors?.file?.[0]).toMatch(/not both/);
    expect((await send({ pasted: "Name\tRole\nA\tSchool clerk" })).errors?.pasted?.[0]).toMatch(/e-mail/);
    expect((await send({ pasted: "Name\tE-mail\nA\ta@example.test" })).errors?.pasted?.[0]).toMatch(/Role/);
    const many = Array.from({ length: 501 }, () => ["", "A", address(), "School clerk", "x", ""]);
    expect((await send({ pasted: pasted(many) })).errors?.pasted?.[0]).toMatch(/500/);
    const broken = await send({ file: new File(["PK\u0003\u0004 not a workbook"], "a.xlsx") });
    expect(broken.errors?.file?.[0]).toMatch(/\w/);
    const typed = await send({ pasted: "nonsense" });
    expect(typed.values).toMatchObject({ pasted: "nonsense" });
  });

  test("by the titles of its columns and the names of roles", () => {
    expect(columnsIn(["No.", "E-MAIL", "Full name", "岗 位", "最后工作日"])).toEqual({
      email: 1,
      name: 2,
      role: 3,
      lastDay: 4,
    });
    expect([roleCalled("school HEAD"), roleCalled("校长"), roleCalled("SCHOOL_HEAD"), roleCalled("x")]).toEqual([
      ...["SCHOOL_HEAD", "SCHOOL_HEAD", "SCHOOL_HEAD"],
      null,
    ]);
    const act = (said: string, role = "", lastDay = "") => actOf({ act: said, role, lastDay });
    expect([act("到岗"), act("Leaver"), act("?"), act("", "x"), act("", "", "2026-08-31")]).toEqual([
      ...["join", "leave"],
      null,
      ...["join", "leave"],
    ]);
  });
});
