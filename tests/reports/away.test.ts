import pg from "pg";
import { describe, expect, test } from "vitest";
import { aCollection, fill, moveDeadline, mustView, send } from "./world.ts";

/** What only the owner of everything may do, without the trail and the guards. */
async function asSuperuser(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}

/** Lets processes of the application have been at work, each from and until so many seconds ago. */
async function atWork(stretches: [from: number, until: number][], work: () => Promise<void>): Promise<void> {
  const [from, until] = [stretches.map(([one]) => one), stretches.map(([, one]) => one)];
  try {
    await asSuperuser(
      `insert into "Uptime" (id, "startedAt", "seenAt")
       select gen_random_uuid(), now() - make_interval(secs => began), now() - make_interval(secs => seen)
         from unnest($1::float8[], $2::float8[]) as s(began, seen)`,
      [from, until],
    );
    await work();
  } finally {
    await asSuperuser('delete from "Uptime"');
  }
}

describe("whoever came in vain while the portal was away", () => {
  /** A report that has been ready for long; its deadline passed so many seconds ago. */
  async function readyAt(dueAgo: number) {
    const one = await aCollection();
    await fill(one.team, one.assignmentId);
    await moveDeadline(one.city, one.campaignId, new Date(Date.now() - dueAgo * 1000));
    await asSuperuser(
      `with version as (update "Submission" set "createdAt" = '2026-01-01' where "assignmentId" = $1 returning id)
       update "CellValue" set "updatedAt" = '2026-01-01' from version where "submissionId" = version.id`,
      [one.assignmentId],
    );
    return one;
  }
  const lateness = async ({ team, officer, assignmentId }: Awaited<ReturnType<typeof readyAt>>) => {
    expect(await send(team, assignmentId)).toMatchObject({ done: true });
    const { assignment, events } = await mustView(officer, assignmentId);
    return {
      late: assignment.late,
      at: assignment.submittedAt?.getTime() ?? 0,
      earlier: events.at(-1)?.earlier ?? null,
    };
  };

  test("is in time once it is back, at the instant at which it went", () =>
    atWork(
      [
        [900, 40],
        [20, -60],
      ],
      async () => {
        const { late, at, earlier } = await lateness(await readyAt(30));
        expect(late).toBe(false);
        expect(Math.abs(Date.now() - at - 40_000)).toBeLessThan(30_000);
        expect(earlier).toBeGreaterThan(39);
      },
    ));

  test("has a minute at least, and as long again as it was away", async () => {
    await atWork(
      [
        [900, 90],
        [80, -60],
      ],
      async () => expect(await lateness(await readyAt(85))).toMatchObject({ late: true, earlier: null }),
    );
    await atWork(
      [
        [900, 500],
        [200, -60],
      ],
      async () => expect(await lateness(await readyAt(300))).toMatchObject({ late: false }),
    );
  });

  test("is late where the deadline had passed before, and where nothing was away", async () => {
    await atWork(
      [
        [900, 40],
        [20, -60],
      ],
      async () => expect(await lateness(await readyAt(60))).toMatchObject({ late: true }),
    );
    await atWork([[900, -60]], async () => expect(await lateness(await readyAt(10))).toMatchObject({ late: true }));
  });

  test("has a minute where one of several processes ended and the others went on", async () => {
    await atWork(
      [
        [900, -60],
        [900, 40],
      ],
      async () => expect(await lateness(await readyAt(30))).toMatchObject({ late: false }),
    );
    await atWork(
      [
        [900, -60],
        [900, 80],
      ],
      async () => expect(await lateness(await readyAt(70))).toMatchObject({ late: true }),
    );
  });

  test("is late with figures that were typed after the deadline", () =>
    atWork(
      [
        [900, 40],
        [20, -60],
      ],
      async () => {
        const one = await aCollection();
        await moveDeadline(one.city, one.campaignId, new Date(Date.now() - 30_000));
        await fill(one.team, one.assignmentId);
        expect(await lateness(one)).toMatchObject({ late: true });
      },
    ));
});
