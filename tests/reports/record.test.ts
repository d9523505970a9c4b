import { expect, test } from "vitest";
import { listSchoolYears } from "#features/calendar/queries.ts";
import { returnReport } from "#features/reports/actions.ts";
import { listMyReports } from "#features/reports/queries.ts";
import { recordOf } from "#features/reports/record.ts";
import { schoolReports } from "#features/schools/find-school.ts";
import { type Db, withSession } from "#server/db.ts";
import { become } from "#support/actor.ts";
import { aSchool, inTenant } from "#support/factories.ts";
import { aCollection, fill, moveDeadline, open, send, step } from "./world.ts";

const DAY = 86_400_000;

test("a school's record counts each report once: on time, late, never sent, still open", async () => {
  const { city, district, school, section, officer, team, campaignId, assignmentId } = await aCollection();
  const other = await aSchool(district);
  const recorded = async (db: Db, schoolId: string) =>
    recordOf(await schoolReports(db, schoolId), await listSchoolYears(db), new Date());
  const own = () =>
    withSession(team.head.digest, async (db) => {
      const { due, done } = await listMyReports(db);
      return recordOf([...due, ...done], await listSchoolYears(db), new Date());
    });
  expect(await own()).toMatchObject([{ onTime: 0, late: 0, missing: 0, open: 1, sentBack: 0 }]);
  await moveDeadline(city, campaignId, new Date(Date.now() - DAY));
  expect(await own()).toMatchObject([{ missing: 1, open: 0 }]);
  await fill(team, assignmentId);
  await send(team, assignmentId);
  await returnReport({}, await step(officer, assignmentId, { reason: "F7" }));
  expect(await own()).toMatchObject([{ onTime: 0, late: 1, missing: 0, open: 0, sentBack: 1 }]);
  become(section);
  await open(city, { titleEn: "Once more" });
  await open(city, { schoolYearId: city.lastYearId, refersTo: "2026-06-01" });
  expect(await own()).toMatchObject([
    { nameEn: "2026/2027", late: 1, open: 1 },
    { nameEn: "2025/2026", open: 1 },
  ]);
  expect(await inTenant(city, (db) => recorded(db, other.schoolId))).toMatchObject([{ open: 1 }, { open: 1 }]);
  expect(school.schoolId).not.toBe(other.schoolId);
});
