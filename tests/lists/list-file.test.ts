import { expect, test } from "vitest";
import { GET as trailFile } from "#app/(portal)/audit/export/route.ts";
import { GET as campaignsFile } from "#app/(portal)/reports/export/route.ts";
import { GET as changesFile } from "#app/(portal)/schools/changes/export/route.ts";
import { GET as schoolsFile } from "#app/(portal)/schools/export/route.ts";
import { GET as peopleFile } from "#app/(portal)/settings/people/export/route.ts";
import { FILE_ROWS, listFile } from "#features/lists/list-file.ts";
import { listParams } from "#lib/list-params.ts";
import { readTable } from "#lib/tabular/read.ts";
import { become, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant } from "#support/factories.ts";

type Route = typeof schoolsFile;
const get = (route: Route, query = "") =>
  route(new Request(`http://localhost/file${query}`), { params: Promise.resolve({}) });
async function tableOf(response: Response): Promise<{ header: readonly string[]; rows: (readonly string[])[] }> {
  const { header, rows } = await readTable(new Uint8Array(await response.arrayBuffer()));
  return { header, rows: rows.map(({ cells }) => cells) };
}

const numbers = listParams({ sorts: { name: "text" }, sort: "name", columns: ["name", "half"] });
type Row = { n: number };
const file = (rows: number, address: Record<string, string | string[]> = {}, format: "csv" | "xlsx" = "csv") =>
  listFile<Row, ReturnType<typeof numbers.parse>>({
    list: numbers.parse(address),
    pageOf: async ({ size, after }) => {
      const from = Number(after ?? 0);
      const count = Math.min(size, rows - from);
      return {
        rows: Array.from({ length: count }, (_, at) => ({ n: from + at })),
        after: from + count < rows ? String(from + count) : undefined,
      };
    },
    columns: [
      { id: "name", header: "Name", cell: () => null, file: ({ n }) => `=${n}` },
      {
        id: "half",
        header: "Half",
        cell: () => null,
        file: [
          { header: "Half", value: ({ n }) => n / 2, kind: "number" },
          { header: "Twice", value: ({ n }) => n * 2, kind: "number" },
        ],
      },
    ],
    name: "numbers",
    format,
    locale: "en",
  });

test("a file holds every row of the list, page after page, under the headers of the chosen columns", async () => {
  for (const format of ["csv", "xlsx"] as const) {
    const { header, rows } = await tableOf(await file(2_500, {}, format));
    expect(header).toEqual(["Name", "Half", "Twice"]);
    expect(rows).toHaveLength(2_500);
    expect(rows[2_499]).toEqual(["=2499", "1249.5", "4998"]);
  }
  expect(await (await file(1, { col: "name" })).text()).toMatch(/^\ufeff?Name\r\n/);
});

test("text that a spreadsheet would run stays text", async () => {
  expect(await (await file(1)).text()).toContain("'=0");
});

test("a list longer than a file may be is refused with a sentence", async () => {
  const response = await file(FILE_ROWS + 1);
  expect(response.status).toBe(413);
  expect(await response.text()).toContain("50,000");
});

test("every list leaves as it is shown: its filters, its columns, the reader's language", async () => {
  const city = await aTenant();
  const near = await aSchool(await aDistrict(city, "Near"));
  const far = await aSchool(await aDistrict(city, "Far"));
  become(await signIn("SECTION_HEAD", { tenantId: city.tenantId }));
  const all = await tableOf(await get(schoolsFile));
  expect(all.rows.map((row) => row[2]).sort()).toEqual([near.code, far.code].sort());
  const some = await tableOf(await get(schoolsFile, `?format=csv&district=${far.districtId}&col=code&col=phone`));
  expect(some.rows).toHaveLength(1);
  expect(some.header).toHaveLength(4);
  expect(some.rows[0]).toContain(far.code);
  for (const route of [schoolsFile, changesFile, campaignsFile, trailFile, peopleFile])
    for (const [format, type] of [
      ["csv", "text/csv"],
      ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ] as const) {
      const response = await get(route, `?format=${format}`);
      expect([response.status, response.headers.get("content-type")?.split(";")[0]]).toEqual([200, type]);
      expect(response.headers.get("content-disposition")).toContain(`.${format}`);
    }
  become(await signIn("INSPECTOR", { tenantId: city.tenantId }));
  expect((await get(schoolsFile, "?col=pupils&col=head")).status).toBe(200);
  for (const route of [changesFile, campaignsFile, trailFile, peopleFile]) expect((await get(route)).status).toBe(404);
  become(null);
  expect((await get(schoolsFile)).status).toBe(401);
});
