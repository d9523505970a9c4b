import { expect, test } from "vitest";
import { GET as exportRoute } from "#app/(portal)/files/exports/[id]/route.ts";
import { acceptAtDistrict, acceptReport, exportCampaign } from "#features/reports/actions.ts";
import { EXPORT_DAYS, exportJob } from "#features/reports/export-job.ts";
import { tidyStore } from "#features/reports/tidy-store.ts";
import { readTable } from "#lib/tabular/read.ts";
import { ask } from "#server/jobs.ts";
import { storedOf } from "#server/store.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, inTenant } from "#support/factories.ts";
import { doJobs } from "#support/jobs.ts";
import { aCity, aCollection, assignmentOf, aTeam, fill, key, open, send, step } from "../reports/world.ts";

async function ordered(by: SignedIn, campaignId: string, kind = "provisional") {
  become(by);
  return exportCampaign({}, fields({ campaignId, kind, locale: "en", _key: key() }));
}

const exportsOf = (city: { tenantId: string }) =>
  inTenant(city, (db) => db.job.findMany({ where: { kind: "report.export" }, orderBy: { createdAt: "asc" } }));

async function fetched(by: SignedIn | null, id: string): Promise<Response> {
  become(by);
  return exportRoute(new Request("http://localhost/files"), { params: Promise.resolve({ id }) });
}

async function sheet(answer: Response, name: string) {
  return readTable(new Uint8Array(await answer.arrayBuffer()), { sheet: name });
}

test("a collection becomes one workbook with every school, for whoever asked alone", async () => {
  const collection = await aCollection();
  const { team, assignmentId, campaignId, section, officer, city } = collection;
  const values = await fill(team, assignmentId);
  await send(team, assignmentId);
  await acceptAtDistrict({}, await step(officer, assignmentId));
  await acceptReport({}, await step(section, assignmentId));
  expect(await ordered(section, campaignId)).toMatchObject({ done: true });
  const said = await doJobs(city);
  expect(said.find(({ kind }) => kind === "report.export")).toMatchObject({
    status: "DONE",
    said: expect.stringMatching(/School facts 2026.*\.xlsx can be fetched/),
  });
  const [job] = await exportsOf(city);
  const answer = await fetched(section, job?.id ?? "");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="School facts 2026/);
  const table = await sheet(answer, "By school");
  expect(table.header.slice(0, 4)).toEqual(["Code", "School", "District", "State"]);
  expect(table.rows).toHaveLength(1);
  const at = table.header.findIndex((title) => title.startsWith("F7 "));
  expect(at).toBeGreaterThan(3);
  expect(table.rows[0]?.cells[at]).toBe(values.F7);
  const told = await inTenant(city, (db) => db.notification.findMany({ where: { kind: "job.done" } }));
  expect(told).toMatchObject([
    { personId: section.personId, path: `/reports/campaigns/${campaignId}/roll-up?kind=provisional` },
  ]);
  for (const other of [await signIn("SECTION_STAFF", city), officer, team.head])
    expect((await fetched(other, job?.id ?? "")).status).toBe(404);
  expect((await fetched(null, job?.id ?? "")).status).toBe(401);
});

test("a district's workbook holds its own schools; what was not sent is the school's own", async () => {
  const city = await aCity();
  const [north, south] = [await aDistrict(city, "North"), await aDistrict(city, "South")];
  const [mine, other] = [await aSchool(north), await aSchool(south)];
  await signIn("SECTION_HEAD", city);
  const campaignId = await open(city);
  await fill(await aTeam(mine), await assignmentOf(mine, campaignId));
  const officer = await signIn("DISTRICT_OFFICER", north);
  expect(await ordered(officer, campaignId)).toMatchObject({ done: true });
  await doJobs(city);
  const [job] = await exportsOf(city);
  const table = await sheet(await fetched(officer, job?.id ?? ""), "By school");
  expect(table.rows.map(({ cells }) => cells[0])).toEqual([mine.code]);
  expect(JSON.stringify(table.rows)).not.toContain(other.code);
  expect(new Set(table.rows[0]?.cells.slice(4))).toEqual(new Set(["—"]));
});

test("whoever asks for what is not theirs gets nothing; begun again it makes one file, for some days", async () => {
  const collection = await aCollection();
  const { campaignId, city } = collection;
  const stranger = await aCollection();
  expect(await ordered(stranger.section, campaignId)).toMatchObject({ stale: true });
  const again = await signIn("SECTION_STAFF", city);
  await ordered(again, campaignId);
  await doJobs(city);
  await inTenant(city, (db) => db.job.updateMany({ where: { personId: again.personId }, data: { status: "WAITING" } }));
  await doJobs(city);
  const kept: string[] = [];
  for await (const { shelf, id } of storedOf(city.tenantId)) if (shelf === "exports") kept.push(id);
  const [mine] = await exportsOf(city);
  expect(mine?.attempts).toBe(2);
  expect(kept).toEqual([mine?.id]);
  expect((await fetched(again, mine?.id ?? "")).status).toBe(200);
  const tidied = (days: number) => inTenant(city, (db) => tidyStore(db, city.tenantId, Date.now() + days * 86_400_000));
  expect(await tidied(EXPORT_DAYS - 0.1)).toEqual({ removed: 0, lost: 0 });
  expect(await tidied(EXPORT_DAYS + 0.1)).toEqual({ removed: 1, lost: 0 });
  await inTenant(city, (db) =>
    db.job.updateMany({ where: { id: mine?.id ?? "" }, data: { finishedAt: new Date(Date.now() - 8 * 86_400_000) } }),
  );
  expect((await fetched(again, mine?.id ?? "")).status).toBe(404);
});

test("a collection that is gone by then is said to be", async () => {
  const { city, section } = await aCollection();
  await inTenant(city, (db) =>
    ask(db, { personId: section.personId, name: "x", membershipId: section.membershipId ?? null }, [
      exportJob.ask({ campaignId: crypto.randomUUID(), kind: "final", locale: "en" }),
    ]),
  );
  const said = await doJobs(city);
  expect(said.find(({ kind }) => kind === "report.export")).toMatchObject({ status: "FAILED" });
});
