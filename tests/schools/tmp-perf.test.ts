import { test } from "vitest";
import { createSchools, indexSchools } from "#features/schools/record.ts";
import { aDistrict, aTenant, inTenant } from "#support/factories.ts";
import { gramsOf } from "#lib/grams.ts";
import { aNewSchool } from "./a-new-school.ts";
test("perf", async () => {
  const at = await aDistrict(await aTenant());
  const schools = Array.from({ length: 1000 }, (_, index) =>
    aNewSchool(at.districtId, { nameEn: `STEWARDS POOI KEI MEMORIAL PRIMARY SCHOOL NUMBER ${index}`, nameZh: `東華三院第${index}培基紀念小學` }),
  );
  await inTenant(at, async (db) => {
    let t = performance.now();
    const lap = (n: string) => { process.stdout.write(`${n} ${Math.round(performance.now() - t)}\n`); t = performance.now(); };
    await db.school.count(); lap("count");
    const ids = await createSchools(db, schools); lap("create");
    const texts = await db.$queryRaw<{schoolId: string, nameEn: string, nameZh: string, code: string}[]>`select distinct "schoolId", "nameEn", "nameZh", code from "SchoolFact" where "schoolId" = any(${ids}::uuid[])
    union select "schoolId", '', '', code from "SchoolCode" where "schoolId" = any(${ids}::uuid[])`; lap("select");
    const g = texts.flatMap((t) => [t.nameEn, t.nameZh, t.code].flatMap(gramsOf)); lap(`grams ${g.length}`);
    await db.$executeRaw`delete from "SchoolGram"`; lap("delete");
    const rows = texts.map((t) => ({ schoolId: t.schoolId, grams: [t.nameEn, t.nameZh, t.code].flatMap(gramsOf) }));
    const plan = await db.$queryRaw<{ "QUERY PLAN": string }[]>`explain (analyze, buffers) select 1 from only "School" where "tenantId" = ${at.tenantId}::uuid and id = ${ids[0] ?? ""}::uuid for key share`;
    process.stdout.write(plan.map((p) => p["QUERY PLAN"]).join("\n").slice(0, 3000));
    await db.$executeRaw`discard plans`;
    const plan2 = await db.$queryRaw<{ "QUERY PLAN": string }[]>`explain (analyze, buffers) select 1 from "School" where "tenantId" = ${at.tenantId}::uuid and id = ${ids[5] ?? ""}::uuid`;
    process.stdout.write(plan2.map((p) => p["QUERY PLAN"]).join("\n").slice(0, 3000));
  });
});
