import { expect, test } from "vitest";
import { schoolList } from "#features/schools/list.ts";
import { listSchools } from "#features/schools/queries.ts";
import { inTenant } from "#support/factories.ts";
import { indexCity } from "../../src/commands/database/index-anew.ts";
import { aRegistered } from "../schools/register.ts";

test("schools from before searches knew initials are found by them once their city is indexed anew, once", async () => {
  const at = await aRegistered({ nameZh: "河阳区实验小学" });
  const found = () =>
    inTenant(at, async (db) => (await listSchools(db, schoolList.parse({ q: "syxx" }), "2026-11-26", "en")).count);
  await inTenant(at, (db) => db.schoolGram.deleteMany({ where: { gram: { startsWith: "~" } } }));
  expect(await found()).toBe(0);
  expect(await indexCity(at.tenantId)).toBe(1);
  expect(await found()).toBe(1);
  expect(await indexCity(at.tenantId)).toBe(0);
});
