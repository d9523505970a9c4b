import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { namer, openPool, plansByRole } from "#server/pool.ts";
import { type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant } from "#support/factories.ts";

test("the texts that come three times have a name each, as many as there may be", () => {
  const name = namer({ recurrent: 3, most: 2, counted: 10, longest: 100 });
  expect([name("a"), name("a"), name("a"), name("a")]).toEqual(["", "", "s1", "s1"]);
  expect([name("b"), name("b"), name("b")]).toEqual(["", "", "s2"]);
  expect([name("c"), name("c"), name("c"), name("c")]).toEqual(["", "", "", ""]);
  expect([name("a"), name("b")]).toEqual(["s1", "s2"]);
  const short = namer({ recurrent: 1, most: 2, counted: 10, longest: 5 });
  expect([short("123456"), short("12345")]).toEqual(["", "s1"]);
});

test("texts that never come again are not kept for ever", () => {
  const name = namer({ recurrent: 3, most: 5, counted: 10, longest: 100 });
  expect([name("a"), name("a")]).toEqual(["", ""]);
  for (let other = 0; other < 10; other += 1) name(`other ${other}`);
  expect([name("a"), name("a"), name("a")]).toEqual(["", "", "s1"]);
});

test("nothing is prepared on a server that takes a plan for another role's", () => {
  const prepares = [150_008, 150_009, 150_020, 160_004, 160_005, 170_000, 170_001, 180_000, 190_002, 140_020];
  expect(prepares.filter(plansByRole)).toEqual([150_009, 150_020, 160_005, 170_001, 180_000, 190_002]);
});

const { pool, nameOf } = openPool(process.env.DATABASE_URL ?? "", 1);
afterAll(() => pool.end());

const SCHOOLS = `select "schoolId"::text as id from "SchoolFact" order by 1`;

/** What this person finds, on the one connection of the pool. */
async function schoolsOf({ digest }: SignedIn): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const open = `select set_config('role', c."dbRole", true) from open_session($1::bytea, $2::uuid) c`;
    await client.query({ text: open, values: [digest, randomUUID()] });
    const { rows } = await client.query<{ id: string }>({ name: nameOf({ sql: SCHOOLS }), text: SCHOOLS });
    return rows.map(({ id }) => id);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

test("a statement that is prepared for one person shows another one's rows to nobody", async () => {
  const [city, other] = [await aTenant(), await aTenant()];
  const [north, elsewhere] = [await aDistrict(city), await aDistrict(other)];
  const [one, two, foreign] = [await aSchool(north), await aSchool(north), await aSchool(elsewhere)];
  const own = [one.schoolId, two.schoolId].sort();
  const people: [SignedIn, string[]][] = [
    [await signIn("SECTION_STAFF", city), own],
    [await signIn("SCHOOL_HEAD", one), own],
    [await signIn("SECTION_STAFF", other), [foreign.schoolId]],
    [await signIn("SCHOOL_CLERK", foreign), [foreign.schoolId]],
    [await signIn("DISTRICT_OFFICER", elsewhere), [foreign.schoolId]],
  ];
  for (let round = 0; round < 8; round += 1)
    for (const [person, expected] of people) expect(await schoolsOf(person)).toEqual(expected);
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::int from pg_prepared_statements where statement = $1",
    [SCHOOLS],
  );
  // A pgbouncer hands the connection on: nothing may be left on it.
  expect(rows[0]?.count).toBe(process.env.TEST_PGBOUNCER ? 0 : 1);
});
