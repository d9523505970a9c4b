import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { GET, POST } from "#app/(portal)/reports/[id]/workbook/route.ts";
import { tableLimits } from "#lib/tabular/limits.ts";
import { wordsFor } from "#server/words.ts";
import { become, browser } from "#support/actor.ts";
import { aSchool } from "#support/factories.ts";
import { seeded } from "../form/schools.ts";
import { aCollection, aTeam, fill, mustView, save, send } from "../world.ts";

const at = (id: string) => ({ params: Promise.resolve({ id }) });
const get = (id: string) => GET(new Request("http://localhost/w"), at(id));
const bring = (id: string, bytes: Uint8Array) =>
  POST(new Request("http://localhost/w", { method: "POST", body: Buffer.from(bytes) }), at(id));
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

/** With other figures in two cells, as a spreadsheet program saves it. */
async function retyped(bytes: Uint8Array, texts: Record<string, string | number>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  for (const sheet of book.worksheets.slice(0, -2))
    sheet.eachRow((row) => {
      const text = texts[String(row.getCell(1).value)];
      if (text !== undefined) row.getCell(4).value = text;
    });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

test("a school takes its report away as a workbook and brings back what it changed, over what it had seen", async () => {
  const { team, assignmentId, officer, district } = await aCollection();
  await fill(team, assignmentId);
  become(team.clerk);
  const workbook = await get(assignmentId);
  expect(workbook.headers.get("content-disposition")).toContain(".xlsx");
  const bytes = await bytesOf(workbook);
  expect(await (await bring(assignmentId, bytes)).json()).toEqual({ cells: {} });

  const seen = (await mustView(team.clerk, assignmentId)).cells.F7;
  await save(assignmentId, 1, [{ cell: "F7", value: "301", base: seen?.version ?? null }]);
  const found = await (await bring(assignmentId, await retyped(bytes, { F7: 300, D3: "many" }))).json();
  expect(found).toEqual({
    cells: { F7: { text: "300", base: seen?.version }, D3: { text: "many", base: expect.any(Number) } },
  });
  const { done } = await save(assignmentId, 1, [{ cell: "F7", value: "300", base: seen?.version ?? null }]);
  expect(done?.conflicts).toMatchObject([{ cell: "F7", mine: "300", theirs: "301" }]);

  const other = await aTeam(await aSchool(district));
  for (const person of [officer, other.clerk]) {
    become(person);
    expect((await get(assignmentId)).status).toBe(404);
    expect((await bring(assignmentId, bytes)).status).toBe(404);
  }
  become(null);
  expect((await bring(assignmentId, bytes)).status).toBe(401);
  become(team.clerk);
  browser.crossSite = true;
  expect((await bring(assignmentId, bytes)).status).toBe(403);
  browser.crossSite = false;
  expect((await bring(assignmentId, new Uint8Array(tableLimits.fileBytes + 1))).status).toBe(413);
});

test("another report's workbook, any other file, and a report that is sent are refused in words", async () => {
  const one = await aCollection();
  become(one.team.clerk);
  const bytes = await bytesOf(await get(one.assignmentId));
  const two = await aCollection();
  become(two.team.clerk);
  const said = async (file: Uint8Array) => {
    const answer = await bring(two.assignmentId, file);
    return [answer.status, (await answer.json()).message];
  };
  expect(await said(bytes)).toEqual([409, expect.stringContaining("belongs to another report")]);
  expect(await said(Buffer.from("not a workbook"))).toEqual([409, expect.any(String)]);
  const plain = new ExcelJS.Workbook();
  plain.addWorksheet("A").addRow(["D1", 5]);
  expect(await said(new Uint8Array(await plain.xlsx.writeBuffer()))).toEqual([
    409,
    expect.stringContaining("not a workbook that was downloaded"),
  ]);
  await fill(two.team, two.assignmentId);
  await send(two.team, two.assignmentId);
  become(two.team.clerk);
  expect((await get(two.assignmentId)).status).toBe(404);
});

test("a damaged workbook is refused in words or read as far as it is sound, and nothing is written", async () => {
  const { team, assignmentId } = await aCollection();
  become(team.clerk);
  const bytes = await bytesOf(await get(assignmentId));
  const random = seeded(11);
  for (let run = 0; run < 25; run += 1) {
    const damaged = bytes.slice(0, run % 3 === 0 ? Math.floor(random() * bytes.length) : bytes.length);
    for (let flips = 0; flips < 6; flips += 1) {
      damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
    }
    const answer = await bring(assignmentId, damaged);
    expect([200, 409], `run ${run}`).toContain(answer.status);
    const { cells = {}, message } = await answer.json();
    if (answer.status === 409) expect(message).toMatch(/\w/);
    for (const [address, { text }] of Object.entries<{ text: string }>(cells)) {
      expect(address).toMatch(/^[A-Z]\w*(@[\w-]+)?$/);
      expect(typeof text).toBe("string");
    }
  }
  const { cells } = await mustView(team.clerk, assignmentId);
  expect(Object.values(cells).every(({ version }) => version === 1)).toBe(true);
});

/** A file whose bytes come when they are let: `asked` tells that somebody waits for them. */
function slow(bytes: Uint8Array) {
  const [asked, come] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let wasAsked = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        wasAsked = true;
        asked.resolve();
        await come.promise;
        controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, asked: asked.promise, come: () => come.resolve(), wasAsked: () => wasAsked };
}

const sendSlowly = (id: string, body: ReadableStream) =>
  POST(new Request("http://localhost/w", { method: "POST", body, duplex: "half" } as RequestInit), at(id));

test("who has two files looked into waits with a third, which is not read; others do not wait for them", async () => {
  const [one, other] = [await aCollection(), await aCollection()];
  become(one.team.clerk);
  const bytes = await bytesOf(await get(one.assignmentId));
  const first = [slow(bytes), slow(bytes)];
  const answers = first.map(({ body }) => sendSlowly(one.assignmentId, body));
  await Promise.all(first.map(({ asked }) => asked));
  const untouched = slow(bytes);
  const third = await sendSlowly(one.assignmentId, untouched.body);
  expect(untouched.wasAsked()).toBe(false);
  expect(third.status).toBe(429);
  expect(third.headers.get("retry-after")).toBe("5");
  expect(await third.json()).toEqual({ message: wordsFor("en", "error.tooManyFiles") });

  become(other.team.clerk);
  const own = await bytesOf(await get(other.assignmentId));
  expect((await bring(other.assignmentId, own)).status).toBe(200);

  for (const { come } of first) come();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  become(one.team.clerk);
  expect((await bring(one.assignmentId, bytes)).status).toBe(200);
});
