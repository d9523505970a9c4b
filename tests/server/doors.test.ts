import { expect, test } from "vitest";
import { z } from "zod";
import { action } from "#server/action.ts";
import { withSession } from "#server/db.ts";
import { become, fields, signIn, signInOperator } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";

const setPhone = action(
  "school.contact",
  z.object({ id: z.uuid(), phone: z.string().max(60) }),
  async ({ id, phone }, { db }) => {
    await db.school.updateMany({ where: { id }, data: { phone, version: { increment: 1 } } });
    return { subject: ["School", id] };
  },
  { once: true },
);

const key = "a-key-of-at-least-16-characters";

test("a change is made, put on record with before and after, and done once for one key", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const clerk = await signIn("SCHOOL_CLERK", school);
  const form = fields({ id: school.schoolId, phone: "12345", _key: key });
  expect(await setPhone({}, form)).toEqual({ message: "Saved.", done: true });
  expect(await setPhone({}, form)).toEqual({ message: "Saved.", done: true });
  const trail = await auditOf(school, school.schoolId);
  expect(trail).toMatchObject([{ capability: "school.contact", personId: clerk.personId, role: "SCHOOL_CLERK" }]);
  const changes = await inTenant(school, (db) =>
    db.auditChange.findMany({ where: { entity: "School", rowId: school.schoolId, operation: "UPDATE" } }),
  );
  expect(changes).toMatchObject([
    { before: { phone: "", version: 1 }, after: { phone: "12345", version: 2 }, personId: clerk.personId },
  ]);
  expect(await setPhone({}, fields({ id: school.schoolId, phone: "other", _key: key }))).toMatchObject({
    message: expect.stringContaining("already sent"),
    values: { phone: "other" },
  });
});

test("another school in the same city is seen but not changed; another city's is not there", async () => {
  const tenant = await aTenant();
  const mine = await aSchool(await aDistrict(tenant));
  const other = await aSchool(await aDistrict(tenant));
  const foreign = await aSchool(await aDistrict(await aTenant()));
  const { digest } = await signIn("SCHOOL_CLERK", mine);
  const seen = await withSession(digest, (db) => db.school.findMany({ select: { id: true } }));
  expect(new Set(seen.map((school) => school.id))).toEqual(new Set([mine.schoolId, other.schoolId]));
  for (const school of [other, foreign]) {
    await setPhone({}, fields({ id: school.schoolId, phone: "1", _key: `${key}${school.schoolId}` }));
    expect(
      await inTenant(school, (db) => db.school.findFirst({ where: { id: school.schoolId }, select: { phone: true } })),
    ).toEqual({ phone: "" });
  }
});

test("a district reaches its own schools", async () => {
  const tenant = await aTenant();
  const north = await aDistrict(tenant);
  const south = await aDistrict(tenant);
  const mine = await aSchool(north);
  const other = await aSchool(south);
  const { digest } = await signIn("DISTRICT_OFFICER", north);
  const changed = await withSession(digest, async (db) => {
    const one = await db.school.updateMany({
      where: { id: mine.schoolId },
      data: { phone: "1", version: { increment: 1 } },
    });
    const two = await db.school.updateMany({
      where: { id: other.schoolId },
      data: { phone: "1", version: { increment: 1 } },
    });
    return [one.count, two.count];
  });
  expect(changed).toEqual([1, 0]);
});

test("signed out, disallowed and malformed are told apart, and what was typed comes back", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const form = fields({ id: school.schoolId, phone: "9".repeat(61), _key: key });
  become(null);
  expect(await setPhone({}, form)).toMatchObject({ message: expect.stringContaining("signed out") });
  await signIn("AWARD_EXPERT", school);
  expect(await setPhone({}, form)).toMatchObject({ message: expect.stringContaining("role") });
  await signIn("SCHOOL_CLERK", school);
  expect(await setPhone({}, form)).toMatchObject({
    errors: { phone: [expect.any(String)] },
    values: { phone: "9".repeat(61) },
  });
});

test("an update that does not count the version up is refused by the database", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const update = inTenant(school, (db) =>
    db.school.updateMany({ where: { id: school.schoolId }, data: { phone: "1" } }),
  );
  await expect(update).rejects.toThrow();
});

test("the operator sees tenants and nothing of theirs", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const { digest } = await signInOperator();
  expect(await withSession(digest, (db) => db.tenant.count({ where: { id: school.tenantId } }))).toBe(1);
  await expect(withSession(digest, (db) => db.school.count())).rejects.toThrow();
});
