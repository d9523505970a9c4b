import { expect, test } from "vitest";
import { countSchools } from "#features/schools/counts.ts";
import { findSchool } from "#features/schools/find-school.ts";
import { schoolHistory } from "#features/schools/history.ts";
import { publicList, schoolList } from "#features/schools/list.ts";
import { findPublicSchool, listPublicSchools } from "#features/schools/public-queries.ts";
import { listChoices, listSchools } from "#features/schools/queries.ts";
import { changeFacts, createSchools } from "#features/schools/record.ts";
import { type Db, withPublic } from "#server/db.ts";
import { aDistrict, inTenant } from "#support/factories.ts";
import { aNewSchool } from "./a-new-school.ts";
import { aPlace, aRegistered } from "./register.ts";

const today = "2026-10-01";
const none = { district: [], stage: [], ownership: [], settlement: [] };
const list = (db: Db, address: Record<string, string | string[]>, on = today) =>
  listSchools(db, schoolList.parse(address), on as typeof today, "zh-CN");

test("as of 1 September last year the list and the page give last year's name and ownership", async () => {
  const at = await aRegistered({ nameZh: "旧名小学" });
  await inTenant(at, async (db) => {
    await changeFacts(db, [
      {
        schoolId: at.schoolId,
        effectiveOn: "2026-03-01",
        facts: { nameZh: "新名小学", ownership: "PRIVATE" },
        reason: "更名",
      },
    ]);
    expect((await list(db, {}, "2025-09-01")).rows).toMatchObject([{ nameZh: "旧名小学", ownershipNameZh: "公办" }]);
    expect((await list(db, {})).rows).toMatchObject([{ nameZh: "新名小学", ownershipNameZh: "民办" }]);
    expect((await findSchool(db, at.schoolId, "2025-09-01"))?.fact?.facts).toMatchObject({
      nameZh: "旧名小学",
      ownership: "PUBLIC",
    });
    expect(await findSchool(db, at.schoolId, "2001-01-01")).toMatchObject({
      fact: null,
      shown: { nameZh: "旧名小学" },
    });
  });
});

test("the chosen school year gives the day unless it holds today or a day is asked for", async () => {
  const at = await aPlace();
  await inTenant(at, async (db) => {
    const year = (start: number) =>
      db.schoolYear.create({
        data: {
          nameEn: "y",
          nameZh: "y",
          startsOn: new Date(`${start}-09-01`),
          endsOn: new Date(`${start + 1}-08-31`),
        },
        select: { id: true },
      });
    const [last, present] = [await year(2025), await year(2026)];
    expect((await listChoices(db, { today, schoolYearId: last.id })).on).toBe("2025-09-01");
    expect((await listChoices(db, { today, schoolYearId: present.id })).on).toBe(today);
    expect((await listChoices(db, { today, schoolYearId: last.id }, "2020-01-01")).on).toBe("2020-01-01");
  });
});

test("search finds Chinese and English, Traditional and Simplified, former names and codes", async () => {
  const at = await aRegistered({ nameZh: "東華三院馬振玉紀念中學", nameEn: "TWGHs Ma Chan Yuk Memorial School" });
  await aRegistered({ nameZh: "清河第二小学", nameEn: "Second" }, at);
  await inTenant(at, async (db) => {
    await changeFacts(db, [
      { schoolId: at.schoolId, effectiveOn: "2026-03-01", facts: { nameZh: "清河实验学校" }, reason: "更名" },
    ]);
    for (const q of [
      "东华三院",
      "東華三院",
      "马振玉纪念中学",
      "memorial yuk",
      "实验",
      at.code,
      at.code.slice(0, 9),
      "ＭＡ ｃｈａｎ",
    ]) {
      expect(
        (await list(db, { q })).rows.map(({ id }) => id),
        q,
      ).toContain(at.schoolId);
    }
    expect((await list(db, { q: "东华三院" })).rows).toMatchObject([
      { nameZh: "清河实验学校", formerly: { nameZh: "東華三院馬振玉紀念中學" } },
    ]);
    expect((await list(db, { q: "实验" })).rows[0]?.formerly).toBeNull();
    expect((await list(db, { q: "不存在的学校" })).rows).toEqual([]);
    expect((await list(db, { q: "!!!" })).rows).toEqual([]);
  });
});

test("filters narrow the list, and without a state it shows open schools", async () => {
  const at = await aPlace();
  const south = await aDistrict(at, "South");
  const make = (over: Record<string, unknown>, place = at) => aRegistered(over, place);
  const open = await make({ boarding: "yes" });
  const closing = await make({ status: "OPEN_PROPOSED_TO_CLOSE", settlement: "" });
  const closed = await make({ status: "CLOSED" });
  const away = await make(
    { stages: ["PRIMARY", "JUNIOR"], ownership: "PRIVATE" },
    { ...at, districtId: south.districtId },
  );
  const cases: [Record<string, string | string[]>, string[]][] = [
    [{}, [open.schoolId, closing.schoolId, away.schoolId]],
    [{ status: "CLOSED" }, [closed.schoolId]],
    [{ status: "ALL" }, [open.schoolId, closing.schoolId, closed.schoolId, away.schoolId]],
    [{ district: south.districtId }, [away.schoolId]],
    [{ stage: "JUNIOR" }, [away.schoolId]],
    [{ ownership: "PRIVATE" }, [away.schoolId]],
    [{ settlement: "NONE" }, [closing.schoolId]],
    [{ boarding: "yes" }, [open.schoolId]],
    [{ boarding: "unknown" }, [closing.schoolId, away.schoolId]],
    [{ status: "nonsense", sort: "'; drop table" }, [open.schoolId, closing.schoolId, away.schoolId]],
  ];
  await inTenant(at, async (db) => {
    for (const [address, ids] of cases) {
      const page = await list(db, address);
      expect(new Set(page.rows.map(({ id }) => id)), JSON.stringify(address)).toEqual(new Set(ids));
      expect(page.count).toBe(ids.length);
    }
  });
});

test("pages by key go over ties without loss or repetition, forwards and back", async () => {
  const at = await aPlace();
  await inTenant(at, (db) =>
    createSchools(
      db,
      Array.from({ length: 60 }, () => aNewSchool(at.districtId, { nameZh: "同名小学", nameEn: "Same" })),
    ),
  );
  for (const sort of ["name", "-name", "code", "-code", "district"]) {
    await inTenant(at, async (db) => {
      const seen: string[] = [];
      let page = await list(db, { sort });
      const pages = [page];
      for (; page.after; pages.push(page)) page = await list(db, { sort, after: page.after });
      for (const { rows } of pages) seen.push(...rows.map(({ id }) => id));
      expect([pages.length, seen.length, new Set(seen).size]).toEqual([3, 60, 60]);
      expect(pages[0]?.before).toBeUndefined();
      const back = await list(db, { sort, before: pages.at(-1)?.before ?? "" });
      expect(back.rows.map(({ id }) => id)).toEqual(pages.at(-2)?.rows.map(({ id }) => id));
    });
  }
});

test("city total = sum of districts = rows; a nine-year school is one institution and two stages", async () => {
  const at = await aPlace();
  const south = await aDistrict(at, "South");
  await aRegistered({}, at);
  await aRegistered({ stages: ["PRIMARY", "JUNIOR"], ownership: "PRIVATE", settlement: "" }, at);
  await aRegistered({ status: "CLOSED" }, at);
  await aRegistered({}, { ...at, districtId: south.districtId });
  await inTenant(at, async (db) => {
    const counts = await countSchools(db, today, none);
    expect(counts.check).toEqual({ city: 3, districts: 3, rows: 3 });
    expect(counts.city).toMatchObject({ institutions: 3, stages: { PRIMARY: 3, JUNIOR: 1, SENIOR: 0 } });
    expect(counts.several).toEqual({ institutions: 1, further: 1 });
    expect(counts.byDistrict.map(({ institutions }) => institutions).sort()).toEqual([1, 2]);
    expect(counts.bySettlement.find(({ key }) => key === "NONE")).toMatchObject({ institutions: 1 });
    expect((await list(db, {})).count).toBe(counts.check.city);
  });
});

test("the history tells what changed and keeps what was corrected", async () => {
  const at = await aRegistered({ capacity: "500" });
  const { chapters, corrected, codes } = await inTenant(at, async (db) => {
    await changeFacts(db, [
      { schoolId: at.schoolId, effectiveOn: "2020-09-01", facts: { capacity: 900 }, reason: "扩建" },
    ]);
    await changeFacts(db, [
      { schoolId: at.schoolId, effectiveOn: "2020-09-01", facts: { capacity: 800 }, reason: "更正" },
    ]);
    return schoolHistory(db, at.schoolId);
  });
  expect(chapters).toMatchObject([
    { on: "2020-09-01", changed: ["capacity"], before: { capacity: 500 }, facts: { capacity: 800 }, reason: "更正" },
    { on: "2010-09-01", before: null },
  ]);
  expect(corrected).toMatchObject([{ facts: { capacity: 900 } }]);
  expect(codes).toMatchObject([{ code: at.code, voidedOn: null }]);
});

test("the public reads open schools, and nothing of a closed one, another city or a column that is not public", async () => {
  const at = await aRegistered({ email: "office@example.test", nameZh: "公开小学" });
  const closed = await aRegistered({}, at);
  await inTenant(at, (db) =>
    changeFacts(db, [
      { schoolId: closed.schoolId, effectiveOn: "2020-09-01", facts: { status: "CLOSED" }, reason: "r" },
    ]),
  );
  const elsewhere = await aRegistered();
  const seen = await withPublic(at.slug, async (db, tenant) => {
    const day = tenant.today as typeof today;
    const page = await listPublicSchools(db, publicList.parse({}), day, "zh-CN");
    const found = await Promise.all([at, closed, elsewhere].map(({ schoolId }) => findPublicSchool(db, schoolId, day)));
    return { page, found };
  });
  expect(seen?.page).toMatchObject({ count: 1, rows: [{ id: at.schoolId }] });
  expect(seen?.found).toMatchObject([{ nameZh: "公开小学" }, null, null]);
  expect(JSON.stringify(seen)).not.toContain("office@example.test");
  await expect(withPublic(at.slug, (db) => db.$queryRaw`select email from "School"`)).rejects.toThrow();
  await expect(withPublic(at.slug, (db) => db.$queryRaw`select capacity from "SchoolFact"`)).rejects.toThrow();
});
