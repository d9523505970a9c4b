import pg from "pg";
import { expect, test } from "vitest";
import { type Grouping, groupKey } from "#features/reports/coverage.ts";
import { contextOf, definitionOf } from "#features/reports/edition.ts";
import { plausibleValues } from "#features/reports/form/example.ts";
import { type Assigned, rollUp } from "#features/reports/form/roll-up.ts";
import { findFigure, rollUpOf } from "#features/reports/roll-up.ts";
import type { ReportStatus, Stage } from "#generated/prisma/enums.ts";
import { withSession } from "#server/db.ts";
import { type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, inTenant } from "#support/factories.ts";
import { seeded } from "./form/schools.ts";
import { aCity, type City, open } from "./world.ts";

const KINDS: Stage[][] = [
  ["PRESCHOOL"],
  ["PRIMARY"],
  ["JUNIOR"],
  ["PRIMARY", "JUNIOR"],
  ["JUNIOR", "SENIOR"],
  ["SPECIAL"],
  ["PRESCHOOL", "PRIMARY"],
];

const GROUPS_OF = (district: string) =>
  [
    ...[
      { by: "district", of: district },
      { by: "stage", of: "primary" },
      { by: "stage", of: "several" },
    ],
    ...[
      { by: "settlement", of: "RURAL" },
      { by: "settlement", of: "none" },
      { by: "ownership", of: "PRIVATE" },
    ],
  ] as { by: Grouping; of: string }[];

/** Fills every report without a person and leaves each in the state that its place in the list gives it. */
async function fillAll(city: City, campaignId: string, states: ReportStatus[], spoilEvery = 0): Promise<Assigned[]> {
  return inTenant(city, async (db) => {
    const campaign = await db.campaign.findFirstOrThrow({ where: { id: campaignId } });
    const definition = await definitionOf(db, campaign.templateVersionId);
    const rows = await db.assignment.findMany({
      where: { campaignId },
      include: { submissions: true },
      orderBy: { code: "asc" },
    });
    const assigned: Assigned[] = [];
    for (const [index, row] of rows.entries()) {
      const status = states[index % states.length] ?? "ASSIGNED";
      const { facts } = contextOf(row.context);
      const values = plausibleValues(definition, { facts }, seeded(index + 1));
      // A total that its rows do not give cannot be divided among the stages.
      if (spoilEvery && index % spoilEvery === 0) values["B2@total"] = String(Number(values["B2@total"]) + 1);
      const submissionId = row.submissions[0]?.id ?? "";
      await db.cellValue.createMany({
        data: Object.entries(values).map(([cell, value]) => ({
          submissionId,
          schoolId: row.schoolId,
          cell,
          value,
          provenance: "TYPED" as const,
          updatedByName: "x",
          updatedById: row.schoolId,
        })),
      });
      await db.assignment.updateMany({ where: { id: row.id }, data: { status, version: { increment: 1 } } });
      assigned.push({
        schoolId: row.schoolId,
        name: row.nameEn,
        district: row.districtId,
        facts,
        submission: { id: submissionId, values },
      });
    }
    return assigned;
  });
}

const ask = (person: SignedIn, campaignId: string, kind: "provisional" | "final") =>
  withSession(person.digest, (db) => rollUpOf(db, campaignId, { kind }));

test("the figures equal the sum of what counts, to the unit, in every group, with the missing schools named", async () => {
  const city = await aCity();
  const districts = [await aDistrict(city, "North"), await aDistrict(city, "South"), await aDistrict(city, "West")];
  for (let index = 0; index < 28; index += 1) {
    const district = districts[index % 3] ?? { ...city, districtId: "" };
    await aSchool(district, { stages: KINDS[index % KINDS.length] ?? ["PRIMARY"], boarding: index % 2 === 0 });
  }
  const section = await signIn("SECTION_STAFF", city);
  const campaignId = await open(city);
  const states: ReportStatus[] = ["LOCKED", "ACCEPTED", "SUBMITTED", "LOCKED", "RETURNED"];
  await inTenant(city, async (db) => {
    const rows = await db.assignment.findMany({ where: { campaignId }, orderBy: { code: "asc" } });
    for (const [index, { id }] of rows.entries()) {
      const settlement = (["URBAN", "RURAL", null] as const)[index % 3] ?? null;
      const ownership = index % 4 === 0 ? "PRIVATE" : "PUBLIC";
      await db.assignment.updateMany({ where: { id }, data: { settlement, ownership, version: { increment: 1 } } });
    }
  });
  const assigned = await fillAll(city, campaignId, states, 4);
  const counts = { provisional: ["LOCKED", "ACCEPTED"], final: ["LOCKED"] };
  for (const kind of ["provisional", "final"] as const) {
    const counted = assigned.map((school, index) => ({
      ...school,
      submission: counts[kind].includes(states[index % states.length] ?? "") ? school.submission : null,
    }));
    const found = await ask(section, campaignId, kind);
    if (!found) throw new Error("no roll-up");
    const pure = rollUp(found.definition, counted);
    const groups = [
      ["all" as string, pure.all, found.coverage.get("all")] as const,
      ...Object.entries(pure.districts).map(
        ([id, group]) => [groupKey("district", id), group, found.coverage.get(groupKey("district", id))] as const,
      ),
      ...Object.entries(pure.stages).map(
        ([stage, group]) => [groupKey("stage", stage), group, found.coverage.get(groupKey("stage", stage))] as const,
      ),
    ];
    expect(groups).toHaveLength(1 + 3 + 6);
    // Schools have these whole: the group's figures are those of its schools alone.
    const byCode = [...counted].sort((a, b) => ((a.facts.code ?? "") < (b.facts.code ?? "") ? -1 : 1));
    const wholes = [
      ...["URBAN", "RURAL", "none"].map(
        (of, rest) => [groupKey("settlement", of), byCode.filter((_, at) => at % 3 === rest)] as const,
      ),
      [groupKey("ownership", "PRIVATE"), byCode.filter((_, at) => at % 4 === 0)] as const,
      [groupKey("ownership", "PUBLIC"), byCode.filter((_, at) => at % 4 !== 0)] as const,
    ];
    for (const [key, schools] of wholes)
      groups.push([key, rollUp(found.definition, schools).all, found.coverage.get(key)]);
    for (const [group, expected, coverage] of groups) {
      const figures = Object.fromEntries(
        found.cells.map(({ address }) => {
          const figure = found.figures.get(group)?.get(address);
          return [address, { value: figure?.value ?? null, schools: figure?.schools ?? 0 }];
        }),
      );
      expect(figures, `${kind} ${group}`).toEqual(expected.figures);
      expect({ expected: coverage?.expected, reported: coverage?.reported }).toEqual({
        expected: expected.coverage.expected,
        reported: expected.coverage.reported,
      });
      expect(coverage?.missing.map(({ schoolId }) => schoolId).sort()).toEqual(
        expected.coverage.missing.map(({ schoolId }) => schoolId).sort(),
      );
    }
  }
  for (const group of [{}, ...GROUPS_OF(districts[0]?.districtId ?? "")]) {
    const figure = await withSession(section.digest, (db) =>
      findFigure(db, campaignId, { kind: "provisional", address: "B2@total", ...group }),
    );
    const sum = figure?.contributions.reduce((total, { value }) => total + BigInt(value), 0n);
    expect(String(sum), JSON.stringify(group)).toBe(figure?.total ?? "0");
    expect(figure?.contributions.length).toBeGreaterThan(0);
  }
  const officer = await signIn("DISTRICT_OFFICER", districts[1] ?? { tenantId: "" });
  const own = await ask(officer, campaignId, "provisional");
  const whole = await ask(section, campaignId, "provisional");
  const south = groupKey("district", districts[1]?.districtId);
  expect(own?.figures.get("all")).toEqual(whole?.figures.get(south));
  expect(own?.coverage.get("all")).toEqual(whole?.coverage.get(groupKey("district", districts[1]?.districtId)));
});

/** A quarter of a million rows at once, without the trail of each. */
async function withoutTriggers(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await client.connect();
  await client.query("set session_replication_role = replica");
  await client.query(sql, values);
  await client.query('analyze "CellValue"');
  await client.end();
}

test("a city of 1,200 schools is summed while one waits", async () => {
  const city = await aCity();
  const districts = [await aDistrict(city), await aDistrict(city), await aDistrict(city)];
  await inTenant(city, async (db) => {
    const at = (index: number) => districts[index % 3]?.districtId ?? "";
    const ids = Array.from({ length: 1200 }, () => crypto.randomUUID());
    await db.school.createMany({ data: ids.map((id) => ({ id })) });
    await db.schoolFact.createMany({
      data: ids.map((schoolId, index) => ({
        schoolId,
        validFrom: new Date("2010-09-01"),
        code: `S${index}`,
        nameEn: `School ${index}`,
        districtId: at(index),
        ownership: "PUBLIC",
        stages: index % 5 === 0 ? ["PRIMARY" as const, "JUNIOR" as const] : ["PRIMARY" as const],
        status: "OPEN" as const,
      })),
    });
  });
  const section = await signIn("SECTION_STAFF", city);
  const campaignId = await open(city);
  const values = await inTenant(city, async (db) => {
    const [row] = await db.assignment.findMany({
      where: { campaignId, stages: { equals: ["PRIMARY", "JUNIOR"] } },
      take: 1,
    });
    const campaign = await db.campaign.findFirstOrThrow({ where: { id: campaignId } });
    const definition = await definitionOf(db, campaign.templateVersionId);
    return plausibleValues(definition, { facts: contextOf(row?.context).facts }, seeded(1));
  });
  await withoutTriggers(
    `insert into "CellValue" ("tenantId", "submissionId", cell, "schoolId", value, provenance, "updatedById", "updatedByName")
     select s."tenantId", s.id, v.key, s."schoolId", v.value, 'TYPED', s."schoolId", 'x'
       from "Submission" s, jsonb_each_text($2::jsonb) v where s."tenantId" = $1`,
    [city.tenantId, JSON.stringify(values)],
  );
  await withoutTriggers(`update "Assignment" set status = 'ACCEPTED' where "tenantId" = $1`, [city.tenantId]);
  const found = await ask(section, campaignId, "provisional");
  expect(found?.coverage.get("all")).toMatchObject({ expected: 1200, reported: 1200, missing: [] });
  expect(found?.figures.get("all")?.get("D1")?.schools).toBe(1200);
}, 120_000);
