import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { doAgain, stopJob } from "#features/jobs/actions.ts";
import type { Db } from "#server/db.ts";
import { ask, cityJob, type JobKind, requestedJob } from "#server/jobs.ts";
import { Refusal } from "#server/refusal.ts";
import { type AllWork, giveUpJob, runJob } from "#server/run-job.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aTenant, auditOf, inTenant } from "#support/factories.ts";

type City = { tenantId: string };

/** What a job of the test does once it runs. */
let work: (db: Db, progress: (done: number, total: number) => void) => Promise<void>;
beforeEach(() => {
  work = async () => undefined;
});

const Nothing = z.object({});
const result = { message: "jobs.status.DONE" };

const own: JobKind<typeof Nothing> = requestedJob(
  "test.own",
  "district.edit",
  { input: Nothing, queue: "brief" },
  async (_input, { db, actor, progress }) => {
    await work(db, progress);
    return { result, record: { subject: ["Tenant", actor.tenant.id] }, jobs: [city.ask({}, { key: "after" })] };
  },
);
const city: JobKind<typeof Nothing> = cityJob(
  "test.city",
  {
    input: Nothing,
    queue: "brief",
    async givenUp(_db, _input, _job, problem) {
      return problem ? [own.ask({}, { key: "put right" })] : [];
    },
  },
  async (_input, { db, progress }) => {
    await work(db, progress);
    return { result };
  },
);
const ALL: AllWork = {
  kinds: new Map<string, JobKind>([own, city].map((kind) => [kind.kind, kind as JobKind])),
  ended: ({ id }) => [city.ask({}, { key: `ended ${id}` })],
};

async function asked(at: City, kind: typeof own | typeof city, by: SignedIn | null = null): Promise<string> {
  const key = crypto.randomUUID();
  return inTenant(at, async (db) => {
    await ask(db, by, [kind.ask({}, { key })]);
    return (await db.job.findFirstOrThrow({ where: { key } })).id;
  });
}

const jobOf = (at: City, id: string) => inTenant(at, (db) => db.job.findFirstOrThrow({ where: { id } }));
const run = (at: City, id: string, last = true) => runJob(ALL, { tenantId: at.tenantId, id }, { last });
const districtsOf = (at: City) => inTenant(at, (db) => db.district.count());
const addDistrict = (db: Db) =>
  db.district.create({ data: { code: "N", nameEn: "North", nameZh: "北区" } }).then(() => undefined);

test("does its work and is marked as done in one transaction, with the requester's own rights", async () => {
  const at = await aTenant();
  const person = await signIn("SYSTEM_ADMIN", at);
  const id = await asked(at, own, person);
  let role = "";
  work = async (db) => {
    const [row] = await db.$queryRaw<{ role: string }[]>`select current_user::text as role`;
    role = row?.role ?? "";
    await addDistrict(db);
  };
  await run(at, id);
  expect(role).toBe("portal_admin");
  expect(await jobOf(at, id)).toMatchObject({ status: "DONE", attempts: 1, result });
  expect(await districtsOf(at)).toBe(1);
  expect(await auditOf(at, at.tenantId)).toMatchObject([{ capability: "district.edit", personId: person.personId }]);
  expect(await inTenant(at, (db) => db.job.count({ where: { kind: "test.city", key: "after" } }))).toBe(1);
});

test("handed over twice it is done once, also when both attempts run at the same time", async () => {
  const at = await aTenant();
  const id = await asked(at, city);
  let begun = 0;
  const { promise: both, resolve: release } = Promise.withResolvers<void>();
  work = async (db) => {
    const code = `N${++begun}`;
    if (begun === 2) release();
    await both; // each waits for the other to have begun
    await db.district.create({ data: { code, nameEn: "North", nameZh: "北区" } });
  };
  await Promise.all([run(at, id), run(at, id)]);
  expect(await jobOf(at, id)).toMatchObject({ status: "DONE", attempts: 2 });
  expect(await districtsOf(at)).toBe(1);
  await run(at, id);
  expect(begun).toBe(2);
});

test("what fails leaves nothing behind, is tried again, and in the end says so", async () => {
  const at = await aTenant();
  const id = await asked(at, city);
  work = async (db) => {
    await addDistrict(db);
    throw new Error("the power goes");
  };
  await expect(run(at, id, false)).rejects.toThrow("the power goes");
  expect(await jobOf(at, id)).toMatchObject({ status: "WAITING", attempts: 1 });
  await run(at, id, true);
  expect(await jobOf(at, id)).toMatchObject({ status: "FAILED", problem: { message: "jobs.problem.unexpected" } });
  expect(await districtsOf(at)).toBe(0);
  expect(await inTenant(at, (db) => db.job.count({ where: { key: "put right" } }))).toBe(1);
  become(await signIn("SYSTEM_ADMIN", at));
  expect(await doAgain({}, fields({ jobId: id }))).toMatchObject({ done: true });
  work = addDistrict;
  await run(at, id);
  expect(await jobOf(at, id)).toMatchObject({ status: "DONE", attempts: 3 });
});

test("a no is final at the first attempt and in its own words", async () => {
  const at = await aTenant();
  const id = await asked(at, city);
  work = async () => {
    throw new Refusal("imports.apply.bad", { count: 3 });
  };
  await run(at, id, false);
  expect(await jobOf(at, id)).toMatchObject({
    status: "FAILED",
    problem: { message: "imports.apply.bad", values: { count: 3 } },
  });
});

test("a requester who has lost the role, or whose city has withdrawn the right, gets nothing done", async () => {
  const at = await aTenant();
  const person = await signIn("SYSTEM_ADMIN", at);
  const [first, second] = [await asked(at, own, person), await asked(at, own, person)];
  await inTenant(at, (db) => db.withdrawnRight.create({ data: { role: "SYSTEM_ADMIN", capability: "district.edit" } }));
  await run(at, first);
  await inTenant(at, async (db) => {
    await db.withdrawnRight.deleteMany();
    await db.membership.updateMany({
      where: { id: person.membershipId },
      data: { endsOn: new Date("2021-01-01"), version: { increment: 1 } },
    });
  });
  await run(at, second);
  for (const id of [first, second])
    expect(await jobOf(at, id)).toMatchObject({ status: "FAILED", problem: { message: "jobs.problem.noLonger" } });
});

test("a job cannot act as somebody whose membership it does not name, nor in another city", async () => {
  const at = await aTenant();
  const [person, other] = [await signIn("SYSTEM_ADMIN", at), await signIn("SECTION_STAFF", at)];
  const id = await asked(at, own, { ...person, personId: other.personId });
  await run(at, id);
  expect(await jobOf(at, id)).toMatchObject({ status: "FAILED" });
  const elsewhere = await aTenant();
  await run(elsewhere, await asked(at, own, person));
  expect(await inTenant(at, (db) => db.job.count({ where: { kind: "test.own", status: "WAITING" } }))).toBe(1);
});

test("stopped while it runs, nothing of it is kept; stopped before it began, it never begins", async () => {
  const at = await aTenant();
  const person = await signIn("SYSTEM_ADMIN", at);
  const id = await asked(at, own, person);
  work = async (db) => {
    await addDistrict(db);
    expect(await stopJob({}, fields({ jobId: id }))).toMatchObject({ done: true });
  };
  await run(at, id);
  expect(await jobOf(at, id)).toMatchObject({ status: "CANCELLED" });
  expect(await districtsOf(at)).toBe(0);
  const waiting = await asked(at, own, person);
  await stopJob({}, fields({ jobId: waiting }));
  work = async () => {
    throw new Error("has begun");
  };
  await run(at, waiting);
  expect(await jobOf(at, waiting)).toMatchObject({ status: "CANCELLED" });
});

test("what every worker on it was killed of is given up, and says so", async () => {
  const at = await aTenant();
  const id = await asked(at, city);
  await giveUpJob(ALL, { tenantId: at.tenantId, id });
  expect(await jobOf(at, id)).toMatchObject({ status: "FAILED" });
  expect(await inTenant(at, (db) => db.job.count({ where: { key: "put right" } }))).toBe(1);
});

test("a member sees and stops their own jobs, the section sees the city's, an administrator stops any", async () => {
  const at = await aDistrict(await aTenant());
  const clerk = await signIn("DISTRICT_OFFICER", at);
  const id = await asked(at, own, clerk);
  const theirs = await asked(at, city);
  become(clerk);
  expect(await stopJob({}, fields({ jobId: theirs }))).toHaveProperty("message", "There is nothing here.");
  become(await signIn("SECTION_STAFF", at));
  expect(await stopJob({}, fields({ jobId: id }))).toHaveProperty(
    "message",
    "Only whoever asked for it or an administrator can do this.",
  );
  become(await signIn("SYSTEM_ADMIN", at));
  expect(await stopJob({}, fields({ jobId: theirs }))).toMatchObject({ done: true });
  become(clerk);
  expect(await stopJob({}, fields({ jobId: id }))).toMatchObject({ done: true });
});

test("nobody rewrites what was asked for, or marks it as done", async () => {
  const at = await aTenant();
  const person = await signIn("SECTION_STAFF", at);
  const id = await asked(at, own, person);
  const as = async (sql: string) => {
    const db = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
    await db.connect();
    try {
      await db.query("begin");
      await db.query(
        "select set_config('app.tenant', $1, true), set_config('app.person', $2, true), set_config('role', 'portal_section', true)",
        [at.tenantId, person.personId],
      );
      await db.query(sql, [id]);
      return "changed";
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await db.end();
    }
  };
  expect(await as(`update "Job" set "cancelAskedAt" = now() where id = $1`)).toBe("changed");
  expect(await as(`update "Job" set input = '{"x":1}' where id = $1`)).toBe("42501");
  expect(await as(`update "Job" set status = 'DONE' where id = $1`)).toBe("42501");
  expect(await as(`update "Job" set "membershipId" = gen_random_uuid() where id = $1`)).toBe("42501");
  expect(await as(`delete from "Job" where id = $1`)).toBe("42501");
});
