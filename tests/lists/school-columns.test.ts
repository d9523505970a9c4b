import { expect, test } from "vitest";
import { GET } from "#app/(portal)/schools/export/route.ts";
import { acceptAtDistrict, acceptReport } from "#features/reports/actions.ts";
import { SCHOOL_COLUMNS, schoolList } from "#features/schools/list.ts";
import { schoolColumns, withinRights } from "#features/schools/school-columns.tsx";
import { readTable } from "#lib/tabular/read.ts";
import { become, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, inTenant } from "#support/factories.ts";
import { aCollection, fill, send, step } from "../reports/world.ts";

/** The first row of the list as a file gives it to somebody, by header. */
async function fileOf(person: SignedIn, query: string): Promise<Record<string, string>> {
  become(person);
  const response = await GET(new Request(`http://localhost/file?${query}`), { params: Promise.resolve({}) });
  const { header, rows } = await readTable(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(header.map((name, at) => [name, rows[0]?.cells[at] ?? ""]));
}

test("figures come of the report that counts, heads and contact of the day; each reader sees what is theirs", async () => {
  const { city, school, section, officer, team, assignmentId } = await aCollection();
  const values = await fill(team, assignmentId);
  const asked = ["pupils", "classes", "teachers", "head", "phone", "address", "openedOn"];
  const query = `on=2026-10-01&${asked.map((column) => `col=${column}`).join("&")}`;
  await inTenant(school, (db) =>
    db.school.updateMany({
      where: { id: school.schoolId },
      data: { phone: "0600-1234567", addressZh: "育才路1号", version: { increment: 1 } },
    }),
  );
  expect(await fileOf(section, query)).toMatchObject({ Pupils: "", Classes: "" });
  await send(team, assignmentId);
  await acceptAtDistrict({}, await step(officer, assignmentId));
  await acceptReport({}, await step(section, assignmentId));
  const whole = {
    Pupils: values["B2@total"],
    Classes: values["B1@total"],
    "Full-time teachers": values.D2,
    Head: team.head.name,
    Telephone: "0600-1234567",
    Address: "育才路1号",
    "In the register since": "2010-09-01",
  };
  expect(await fileOf(section, query)).toMatchObject(whole);
  expect(await fileOf(officer, query)).toMatchObject(whole);
  const elsewhere = await signIn("DISTRICT_OFFICER", await aDistrict(city, "Elsewhere"));
  expect(await fileOf(elsewhere, query)).toMatchObject({
    ...whole,
    Pupils: "",
    Classes: "",
    "Full-time teachers": "",
    Head: "",
  });
  expect(await fileOf(section, query.replace("2026-10-01", "2026-08-01"))).toMatchObject({ Pupils: "" });
  const inspector = Object.keys(await fileOf(await signIn("INSPECTOR", city), query));
  expect(inspector).toContain("Telephone");
  expect(inspector).not.toContain("Pupils");
  expect(inspector).not.toContain("Head");
});

test("every column of the list has its look and its part of a file", () => {
  const actor = { role: "SECTION_STAFF", withdrawn: new Set<string>() } as const;
  const columns = schoolColumns(actor, "en");
  expect(columns.map(({ id }) => id)).toEqual([...SCHOOL_COLUMNS]);
  expect(columns.filter(({ file }) => file === undefined)).toEqual([]);
  const inspector = { role: "INSPECTOR", withdrawn: new Set<string>() } as const;
  const list = schoolList.parse({ col: ["head", "pupils", "phone"] });
  expect(withinRights(list, inspector).col).toEqual(["name", "phone"]);
});
