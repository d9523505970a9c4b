import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { applyImport, checkAgain, checkValues, chooseColumns, discardImport } from "#features/imports/actions.ts";
import { goneSchools } from "#features/imports/queries.ts";
import { become, fields, signIn } from "#support/actor.ts";
import { aTenant, auditOf, inTenant } from "#support/factories.ts";
import { doJobs } from "#support/jobs.ts";
import {
  anEmptyCity,
  apply,
  check,
  columnsForm,
  headOf,
  key,
  rowsOf,
  send,
  type Tenant,
  upload,
  valuesForm,
} from "./journey.ts";
import { listOf, SCHOOLS, secondEdition } from "./synthetic.ts";

const failing = vi.hoisted(() => ({ contact: false }));
vi.mock("#features/schools/record.ts", async (original) => {
  const real = await original<typeof import("#features/schools/record.ts")>();
  return {
    ...real,
    changeContact: (...given: Parameters<typeof real.changeContact>) => {
      if (failing.contact) throw new Error("the power goes");
      return real.changeContact(...given);
    },
  };
});

async function aCity(): Promise<Tenant> {
  const city = await anEmptyCity();
  await signIn("SECTION_STAFF", city);
  return city;
}

/** All that an import could have changed. */
function registerOf(city: Tenant) {
  return inTenant(city, async (db) => ({
    schools: await db.school.findMany({ orderBy: { id: "asc" } }),
    facts: await db.schoolFact.findMany({ orderBy: { id: "asc" } }),
    codes: await db.schoolCode.findMany({ orderBy: { code: "asc" } }),
    districts: await db.district.findMany({ orderBy: { code: "asc" } }),
    ownerships: await db.ownership.findMany({ orderBy: { code: "asc" } }),
    requests: await db.changeRequest.findMany({ orderBy: { id: "asc" } }),
  }));
}

test("a list goes into an empty city as suggested, and a second time changes nothing", async () => {
  const city = await aCity();
  const id = await check(city, listOf(SCHOOLS));
  expect((await headOf(city, id)).counts).toEqual({ NEW: 7, CHANGED: 0, SAME: 0, GONE: 0, BAD: 0 });
  expect(await registerOf(city)).toMatchObject({ schools: [], districts: [], ownerships: [] });
  expect(await apply(city, id)).toEqual({ goTo: `/schools/imports/${id}` });
  expect((await headOf(city, id)).applied).toMatchObject({ created: 7, districts: 3, ownerships: 3, leftOut: 0 });

  const register = await registerOf(city);
  expect(register.districts.map(({ code, nameEn, nameZh }) => [code, nameEn, nameZh])).toEqual([
    ["CENTRAL-AND-WESTERN", "Central and Western", "中西區"],
    ["EAST-HILL", "East Hill", "東山區"],
    ["SOUTH-BAY", "South Bay", "南灣區"],
  ]);
  expect(register.ownerships.map(({ code, group }) => [code, group])).toEqual([
    ["AIDED", "PUBLIC"],
    ["GOVERNMENT", "PUBLIC"],
    ["PRIVATE", "PRIVATE"],
  ]);
  const stages = new Map(register.facts.map((fact) => [fact.code, fact.stages]));
  expect(stages.get("900002000123")).toEqual(["PRESCHOOL"]);
  expect(stages.get("900003000123")).toEqual(["JUNIOR", "SENIOR"]);
  expect(stages.get("900004000123")).toEqual(["SPECIAL"]);
  expect(stages.get("900005000123")).toEqual(["SPECIAL"]);
  const sites = register.schools.map(({ siteKey }) => siteKey);
  expect(sites.filter((site) => site === "900001")).toHaveLength(2);
  expect(await auditOf(city, id)).toMatchObject([
    { capability: "import.upload" },
    { capability: "import.map" },
    { capability: "import.map" },
    { capability: "import.apply", reason: "Import of list.csv", detail: { changed: "asked" } },
    { capability: "import.apply", reason: "Import of list.csv", detail: { created: 7 } },
  ]);

  expect(await apply(city, id)).toMatchObject({ message: expect.stringContaining("applied already") });
  const again = await check(city, listOf(SCHOOLS));
  expect((await headOf(city, again)).counts).toEqual({ NEW: 0, CHANGED: 0, SAME: 7, GONE: 0, BAD: 0 });
  expect(await apply(city, again)).toHaveProperty("goTo");
  expect(await registerOf(city)).toEqual(register);
});

test("a doubled press is one import", async () => {
  const city = await aCity();
  const id = await check(city, listOf(SCHOOLS));
  const form = fields({
    _key: key(),
    importId: id,
    _version: (await headOf(city, id)).version,
    mode: "all",
    reason: "",
  });
  const both = await Promise.all([send(applyImport, form), send(applyImport, form)]);
  expect(both).toEqual([{ goTo: `/schools/imports/${id}` }, { goTo: `/schools/imports/${id}` }]);
  expect((await doJobs(city)).filter(({ kind }) => kind === "import.apply")).toHaveLength(1);
  expect((await registerOf(city)).schools).toHaveLength(7);
});

test("a second edition shows exactly what is new, changed and gone; what is gone is proposed, not closed", async () => {
  const city = await aCity();
  await apply(city, await check(city, listOf(SCHOOLS)));
  const id = await check(city, listOf(secondEdition()));
  expect((await headOf(city, id)).counts).toEqual({ NEW: 1, CHANGED: 1, SAME: 5, GONE: 1, BAD: 0 });
  const rows = await rowsOf(city, id);
  expect(rows.find(({ outcome }) => outcome === "NEW")?.record).toMatchObject({ code: "900009000123" });
  expect(rows.find(({ outcome }) => outcome === "CHANGED")?.changes).toEqual({
    nameEn: { before: "MADE UP SCHOOL 001", after: "MADE UP MEMORIAL SCHOOL" },
    ownership: { before: "AIDED", after: "GOVERNMENT" },
    phone: { before: "2345 6789", after: "" },
  });
  expect(rows.find(({ outcome }) => outcome === "GONE")).toMatchObject({ record: { code: "900006000123" }, cells: [] });

  await apply(city, id, { closures: "ALL", reason: "The new edition" });
  expect((await headOf(city, id)).applied).toMatchObject({ created: 1, changed: 1, same: 5, proposed: 1 });
  const { facts, requests } = await registerOf(city);
  expect(facts.filter(({ supersededAt }) => supersededAt === null).every(({ status }) => status === "OPEN")).toBe(true);
  expect(requests).toMatchObject([{ kind: "CLOSE", status: "PENDING", importId: id, wanted: { status: "CLOSED" } }]);
  const renamed = facts.find((fact) => fact.code === "900001000123" && fact.supersededAt === null);
  expect(renamed).toMatchObject({
    nameEn: "MADE UP MEMORIAL SCHOOL",
    ownership: "GOVERNMENT",
    reason: "The new edition",
  });

  const third = await check(city, listOf(secondEdition()));
  await apply(city, third, { closures: "ALL" });
  expect((await headOf(city, third)).applied).toMatchObject({ created: 0, changed: 0, proposed: 0 });
  expect((await registerOf(city)).requests).toHaveLength(1);
});

test("closures are proposed for the schools that were chosen, and for no others", async () => {
  const city = await aCity();
  await apply(city, await check(city, listOf(SCHOOLS)));
  const id = await check(city, listOf(SCHOOLS.slice(0, -3)));
  const gone = await inTenant(city, (db) => goneSchools(db, id));
  expect(gone).toHaveLength(3);
  const chosen = gone[1]?.id ?? "";
  await apply(city, id, { closures: [chosen, randomUUID()] });
  expect((await registerOf(city)).requests).toMatchObject([{ kind: "CLOSE", schoolId: chosen }]);
});

test("empty cells leave the register alone where that is asked for", async () => {
  const city = await aCity();
  await apply(city, await check(city, listOf(SCHOOLS)));
  const id = await check(city, listOf(secondEdition()), "list.csv", { emptyClears: "" });
  const changed = (await rowsOf(city, id)).find(({ outcome }) => outcome === "CHANGED");
  expect(Object.keys(changed?.changes ?? {})).toEqual(["nameEn", "ownership"]);
});

test("every problem of every row is found at once; the good rows are applied, or none", async () => {
  const city = await aCity();
  const [a, b, c, ...rest] = SCHOOLS;
  if (!a || !b || !c) throw new Error("too few");
  const bad = [
    { ...a, nameEn: "", nameZh: " ", phone: "call us" },
    { ...b, code: "12" },
    c,
    { ...c, nameEn: "TWIN" },
    ...rest,
  ];
  const id = await check(city, listOf(bad));
  expect((await headOf(city, id)).counts).toEqual({ NEW: 4, CHANGED: 0, SAME: 0, GONE: 0, BAD: 4 });
  const problems = (await rowsOf(city, id))
    .slice(0, 4)
    .map((row) => row.problems.map(({ field, key: what }) => [field, what]));
  expect(problems).toEqual([
    [
      ["phone", "schools.error.phone"],
      ["nameEn", "imports.problem.noName"],
    ],
    [["code", "imports.problem.codeShape"]],
    [["code", "imports.problem.twice"]],
    [["code", "imports.problem.twice"]],
  ]);
  const before = await registerOf(city);
  expect(await apply(city, id, { mode: "all" })).toMatchObject({
    message: expect.stringContaining("4 rows have problems"),
  });
  expect(await registerOf(city)).toEqual(before);
  expect(await apply(city, id, { mode: "" })).toHaveProperty("errors.mode");
  await apply(city, id, { mode: "good" });
  expect((await headOf(city, id)).applied).toMatchObject({ created: 4, leftOut: 4 });
  expect((await registerOf(city)).schools).toHaveLength(4);
});

test("what fails half-way leaves nothing behind", async () => {
  const city = await aCity();
  await apply(city, await check(city, listOf(SCHOOLS)));
  const id = await check(city, listOf(secondEdition()));
  const before = await registerOf(city);
  failing.contact = true;
  expect(await apply(city, id, { closures: "ALL" })).toMatchObject({ message: expect.stringContaining("unexpected") });
  failing.contact = false;
  expect(await registerOf(city)).toEqual(before);
  expect((await headOf(city, id)).status).toBe("CHECKED");
  expect(await apply(city, id)).toHaveProperty("goTo");
});

test("a register that changed since the check is noticed, and nothing is applied until it is checked again", async () => {
  const city = await aCity();
  await apply(city, await check(city, listOf(SCHOOLS)));
  const id = await check(city, listOf(secondEdition()));
  const before = await registerOf(city);
  const touched = before.schools.find(({ phone }) => phone === "");
  await inTenant(city, (db) =>
    db.school.updateMany({ where: { id: touched?.id ?? "" }, data: { phone: "999", version: { increment: 1 } } }),
  );
  expect(await apply(city, id)).toMatchObject({ message: expect.stringMatching(/register has changed.*1 school/) });
  expect((await registerOf(city)).facts).toEqual(before.facts);
  const { version } = await headOf(city, id);
  expect(await send(checkAgain, fields({ importId: id, _version: version }))).toMatchObject({ done: true });
  expect((await headOf(city, id)).counts).toMatchObject({ CHANGED: 2, SAME: 4 });
  expect(await apply(city, id)).toHaveProperty("goTo");
});

test("a mapping is remembered by name and fills in the next edition", async () => {
  const city = await aCity();
  const { id = "" } = await upload(listOf(SCHOOLS));
  await send(chooseColumns, await columnsForm(city, id, { source_website: "" }));
  await send(
    checkValues,
    await valuesForm(city, id, { remember: "The bureau's list", en_district_0: "Eastern Hills" }),
  );
  await apply(city, id);
  const next = await check(city, listOf(SCHOOLS));
  const { mapping, counts } = await headOf(city, next);
  expect(mapping.sources.some(({ field }) => field === "website")).toBe(false);
  expect(counts).toMatchObject({ SAME: 7 });
  expect((await registerOf(city)).districts.map(({ nameEn }) => nameEn)).toContain("Eastern Hills");
});

test("other ways of writing the same list: tabs, UTF-16, an Excel workbook that was downloaded with its problems", async () => {
  const city = await aCity();
  await apply(city, await check(city, listOf(SCHOOLS)));
  const utf16 = Buffer.from(listOf(SCHOOLS, "\t"), "utf16le");
  expect((await headOf(city, await check(city, utf16))).counts).toMatchObject({ SAME: 7 });
  const { checkedSheet } = await import("#features/imports/download.ts");
  const { writeXlsx } = await import("#lib/tabular/write.ts");
  const id = await check(city, listOf(SCHOOLS));
  const found = await inTenant(city, (db) => checkedSheet(db, id, undefined, "en"));
  if (!found) throw new Error("no sheet");
  expect(found.sheet.columns.slice(-2).map(({ header }) => header)).toEqual(["Outcome", "Problems"]);
  const workbook = await writeXlsx({ sheets: [found.sheet] });
  expect((await headOf(city, await check(city, Buffer.from(workbook), "list.xlsx"))).counts).toMatchObject({ SAME: 7 });
});

test("discarding deletes the rows and touches nothing else; a list that is past is not taken again", async () => {
  const city = await aCity();
  const id = await check(city, listOf(SCHOOLS));
  const { version } = await headOf(city, id);
  expect(await send(discardImport, fields({ importId: id, _version: version + 5 }))).toHaveProperty("message");
  expect(await send(discardImport, fields({ importId: id, _version: version }))).toEqual({ goTo: "/schools/imports" });
  expect(await rowsOf(city, id)).toEqual([]);
  expect(await apply(city, id)).toMatchObject({ message: expect.stringContaining("discarded") });
  expect((await registerOf(city)).schools).toEqual([]);
});

test("another city's list is not there, and other roles may not import", async () => {
  const city = await aCity();
  const id = await check(city, listOf(SCHOOLS));
  const form = fields({ _key: key(), importId: id, _version: 3, mode: "all", reason: "" });
  await signIn("SECTION_HEAD", await aTenant());
  expect(await send(applyImport, form)).toMatchObject({ message: "There is nothing here." });
  expect(await send(discardImport, form)).toMatchObject({ message: "There is nothing here." });
  for (const role of ["SYSTEM_ADMIN", "AWARD_EXPERT", "INSPECTOR"] as const) {
    await signIn(role, city);
    for (const action of [applyImport, discardImport, checkAgain, chooseColumns, checkValues])
      expect(
        await send(
          action,
          fields({ ...Object.fromEntries(form), importId: id, effectiveOn: "2026-09-01" } as Record<string, string>),
        ),
      ).toMatchObject({ message: "Your role does not allow this here." });
    expect((await upload(listOf(SCHOOLS))).message).toBe("Your role does not allow this here.");
  }
  become(null);
  expect(await send(applyImport, form)).toMatchObject({ message: expect.stringContaining("signed out") });
  expect((await registerOf(city)).schools).toEqual([]);
});

test("columns that cannot be what they are said to be are refused beside their field", async () => {
  const city = await aCity();
  const { id = "" } = await upload(listOf(SCHOOLS));
  expect(await send(chooseColumns, await columnsForm(city, id, { source_code: "" }))).toHaveProperty(
    "errors.source_code",
  );
  expect(await send(chooseColumns, await columnsForm(city, id, { source_district: "column:999" }))).toHaveProperty(
    "errors.source_district",
  );
  await send(chooseColumns, await columnsForm(city, id));
  const tomorrow = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  expect(await send(checkValues, await valuesForm(city, id, { effectiveOn: tomorrow }))).toHaveProperty(
    "errors.effectiveOn",
  );
  expect(await send(checkValues, await valuesForm(city, id, { en_district_0: "", zh_district_0: "" }))).toHaveProperty(
    "errors.en_district_0",
  );
  await send(checkValues, await valuesForm(city, id, { to_district_0: "" }));
  const { counts } = await headOf(city, id);
  expect(counts?.BAD).toBeGreaterThan(0);
  const problem = (await rowsOf(city, id)).find(({ outcome }) => outcome === "BAD")?.problems[0];
  expect(problem).toMatchObject({ column: "DISTRICT", value: "EAST HILL", key: "imports.problem.unmapped" });
});
