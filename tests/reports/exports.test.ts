import { expect, test } from "vitest";
import { GET as boardFile } from "#app/(portal)/reports/campaigns/[id]/export/route.ts";
import { GET as rollUpFile } from "#app/api/reports/campaigns/[id]/roll-up/route.ts";
import { acceptAtDistrict, acceptReport } from "#features/reports/actions.ts";
import { readTable } from "#lib/tabular/read.ts";
import { become, signIn } from "#support/actor.ts";
import { aDistrict, aSchool } from "#support/factories.ts";
import { aCollection, assignmentOf, fill, open, send, step } from "./world.ts";

type Route = typeof boardFile;

async function get(route: Route, id: string, query = ""): Promise<Response> {
  return route(new Request(`http://localhost/file${query}`), { params: Promise.resolve({ id }) });
}

async function tableOf(response: Response, sheet?: string) {
  return readTable(new Uint8Array(await response.arrayBuffer()), sheet === undefined ? {} : { sheet });
}

test("the board and the roll-up leave as workbooks, for those who may see them", async () => {
  const { city, school, section, officer, team } = await aCollection();
  const silent = await aSchool(await aDistrict(city, "Silent district"));
  become(section);
  const campaignId = await open(city);
  const assignmentId = await assignmentOf(school, campaignId);
  const values = await fill(team, assignmentId);
  await send(team, assignmentId);
  await acceptAtDistrict({}, await step(officer, assignmentId));
  await acceptReport({}, await step(section, assignmentId));
  become(section);
  const board = await get(boardFile, campaignId, "?arrival=onTime");
  expect(board.status).toBe(200);
  expect(board.headers.get("content-disposition")).toContain("School%20facts%202026.xlsx");
  expect(JSON.stringify(await tableOf(board))).toContain(school.code);
  const missing = JSON.stringify(await tableOf(await get(boardFile, campaignId, "?arrival=missing")));
  expect(missing).toContain(silent.code);
  expect(missing).not.toContain(school.code);
  const text = JSON.stringify(await tableOf(await get(rollUpFile, campaignId)));
  expect(text).toContain(String(values["B2@total"]));
  expect(text).toContain("—");
  const final = JSON.stringify(await tableOf(await get(rollUpFile, campaignId, "?kind=final")));
  expect(final).not.toContain(`"${values["B2@total"]}"`);
  for (const person of [team.clerk, await signIn("SYSTEM_ADMIN", city), (await aCollection()).section]) {
    become(person);
    expect((await get(boardFile, campaignId)).status).toBe(404);
    expect((await get(rollUpFile, campaignId)).status).toBe(404);
  }
  become(null);
  expect((await get(boardFile, campaignId)).status).toBe(401);
});
