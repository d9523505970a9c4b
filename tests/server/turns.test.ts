import { expect, test } from "vitest";
import { withPublic } from "#server/db.ts";
import { env } from "#server/env.ts";
import { aTenant } from "#support/factories.ts";

test("as many work at once as there are connections; the others wait in line, and each comes", async () => {
  const { slug } = await aTenant();
  const most = env().DATABASE_POOL;
  const full = Promise.withResolvers<void>();
  let [inside, peak] = [0, 0];
  const visits = Array.from({ length: most * 5 }, (_, index) =>
    withPublic(slug, async (db) => {
      inside += 1;
      peak = Math.max(peak, inside);
      if (inside === most) full.resolve();
      await full.promise;
      await db.school.count();
      inside -= 1;
      return index;
    }),
  );
  expect(await Promise.all(visits)).toEqual(visits.map((_, index) => index));
  expect(peak).toBe(most);
});
