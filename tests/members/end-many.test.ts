import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { endMemberships } from "#features/members/actions.ts";
import { planEnd } from "#features/members/end-many.ts";
import { memberList } from "#features/members/schema.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { aPerson } from "../accounts/people.ts";

const plan = (person: SignedIn, ids: string[] | null, address: Record<string, string> = {}) =>
  withSession(person.digest, async (db, actor) => {
    if (actor === null || typeof actor === "string") throw new Error("nobody");
    return planEnd(db, actor, { ids, list: memberList.parse(address) });
  });

type Plan = Awaited<ReturnType<typeof plan>>;
const rowsOf = ({ good }: Plan) => good.map(({ membership: { id, version } }) => `${id}.${version}`);

async function press(person: SignedIn, row: string[], _key = randomUUID()) {
  become(person);
  try {
    return await endMemberships({}, fields({ row, state: "role=SCHOOL_CLERK", _key }));
  } catch (error) {
    return (error as { digest?: string }).digest?.split(";")[2];
  }
}

async function aStaffedSchool() {
  const tenant = await aTenant();
  const school = await aSchool(await aDistrict(tenant));
  const place = { schoolId: school.schoolId };
  const [first, second] = [await aPerson(school, "SCHOOL_CLERK", place), await aPerson(school, "SCHOOL_CLERK", place)];
  const head = await signIn("SCHOOL_HEAD", { ...tenant, ...place });
  return { tenant, school, first, second, head };
}

const openOf = (tenant: { tenantId: string }) =>
  inTenant(tenant, (db) => db.membership.count({ where: { role: "SCHOOL_CLERK", endsOn: null } }));

test("the preview shows whose roles end, and why others do not", async () => {
  const { first, second, head } = await aStaffedSchool();
  const all = await plan(head, null);
  expect(all.good.map(({ person }) => person.id).sort()).toEqual([first.personId, second.personId].sort());
  expect(all.out).toMatchObject([{ person: { id: head.personId }, why: "self" }]);
  expect((await plan(head, [first.personId])).good).toHaveLength(1);
  expect(await plan(head, [])).toEqual({ good: [], out: [], tooMany: false });
  expect((await plan(head, null, { role: "SCHOOL_HEAD" })).good).toEqual([]);
});

test("what was previewed ends at once and is told one by one; a second press changes nothing", async () => {
  const { tenant, first, second, head } = await aStaffedSchool();
  const rows = rowsOf(await plan(head, null));
  const key = randomUUID();
  expect(await press(head, rows, key)).toBe("/settings/people?role=SCHOOL_CLERK");
  expect(await press(head, rows, key)).toBe("/settings/people?role=SCHOOL_CLERK");
  expect(await openOf(tenant)).toBe(0);
  for (const { membershipId } of [first, second])
    expect(await auditOf(tenant, membershipId)).toMatchObject([
      { capability: "member.end", system: true, detail: { changed: "role", together: 2 } },
    ]);
  expect(await press(head, rows)).toMatchObject({ message: expect.stringContaining("Nothing was done") });
});

test("where one of them has changed or is not the actor's, none ends", async () => {
  const { tenant, head } = await aStaffedSchool();
  const [row = "", other = ""] = rowsOf(await plan(head, null));
  const [id = ""] = other.split(".");
  for (const wrong of [`${id}.2`, `${randomUUID()}.1`, `${head.membershipId}.1`])
    expect(await press(head, [row, wrong])).toMatchObject({ message: expect.stringContaining("Nothing was done") });
  expect(await press(head, [])).toMatchObject({ errors: { row: ["Nothing is chosen"] } });
  const foreign = (await aStaffedSchool()).head;
  expect(await press(foreign, [row])).toMatchObject({ message: expect.stringContaining("Nothing was done") });
  expect(await openOf(tenant)).toBe(2);
});

test("an administrator ends other administrators' roles and keeps their own", async () => {
  const tenant = await aTenant();
  const self = await signIn("SYSTEM_ADMIN", tenant);
  const others = [await aPerson(tenant, "SYSTEM_ADMIN"), await aPerson(tenant, "SYSTEM_ADMIN")];
  const { good, out } = await plan(self, null);
  expect(good.map(({ person }) => person.id).sort()).toEqual(others.map(({ personId }) => personId).sort());
  expect(out.map(({ why }) => why)).toEqual(["self"]);
});
