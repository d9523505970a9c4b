import { expect, test, vi } from "vitest";
import { read } from "#server/read.ts";
import { signIn } from "#support/actor.ts";
import { aTenant } from "#support/factories.ts";

/** As in one page: what is made once for a request is made once. */
vi.mock("react", async (original) => ({
  ...(await original<typeof import("react")>()),
  cache: <T>(make: () => T) => {
    let made: { value: T } | undefined;
    return () => {
      made ??= { value: make() };
      return made.value;
    };
  },
}));

const transaction = () =>
  read("account.view", async (db) => {
    const [row] = await db.$queryRaw<{ id: string }[]>`select txid_current()::text as id`;
    return row?.id ?? "";
  });

test("what a page, its title and its frame read at once is read in one transaction; what comes later in another", async () => {
  await signIn("SECTION_STAFF", await aTenant());
  const [page, title, frame] = await Promise.all([transaction(), transaction(), transaction()]);
  expect([title, frame]).toEqual([page, page]);
  expect(await transaction()).not.toBe(page);
});

test("whoever fails, or may not, does not take the others along", async () => {
  await signIn("SECTION_STAFF", await aTenant());
  const answers = await Promise.allSettled([
    transaction(),
    read("account.view", (db) => db.$queryRaw`select 1 / 0`),
    read("tenant.create", async () => "never"),
    transaction(),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  expect(answers[1]).toMatchObject({ reason: { message: expect.stringContaining("division by zero") } });
  expect(answers[2]).toMatchObject({ reason: { digest: expect.stringContaining("404") } });
  await expect(read("account.view", transaction)).rejects.toThrow("wait for itself");
});
