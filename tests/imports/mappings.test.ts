import { expect, test } from "vitest";
import { forgetMapping, renameMapping } from "#features/imports/mapping-actions.ts";
import { listMappings, rememberedMappings } from "#features/imports/memory.ts";
import { fields, signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { anEmptyCity, check, key, type Tenant } from "./journey.ts";
import { listOf, SCHOOLS } from "./synthetic.ts";

const LIST = listOf(SCHOOLS.slice(0, 2));
const HEADER =
  LIST.split(/\r?\n/)[0]
    ?.replace(/^\ufeff/, "")
    .split(",") ?? [];

const names = async (city: Tenant) => (await inTenant(city, listMappings)).map(({ name }) => name);
const offered = async (city: Tenant) =>
  (await inTenant(city, (db) => rememberedMappings(db, HEADER))).map(({ name }) => name);

async function twoMappings() {
  const city = await anEmptyCity();
  await signIn("SECTION_STAFF", city);
  for (const remember of ["Autumn", "Spring"]) await check(city, LIST, "list.csv", { remember });
  const [autumn] = await inTenant(city, listMappings);
  if (!autumn) throw new Error("nothing was remembered");
  return { city, autumn };
}

test("a remembered mapping shows what it takes from where, is renamed, and its name stays one of its own", async () => {
  const { city, autumn } = await twoMappings();
  expect(autumn.name).toBe("Autumn");
  expect(autumn.mapping.sources.find(({ field }) => field === "code")?.source).toEqual({ column: HEADER[0] });
  const taken = { mappingId: autumn.id, _version: autumn.version, _key: key(), name: "Spring" };
  expect(await renameMapping({}, fields(taken))).toHaveProperty("errors.name");
  expect(await names(city)).toEqual(["Autumn", "Spring"]);
  expect(await renameMapping({}, fields({ ...taken, name: "September" }))).not.toHaveProperty("errors");
  expect(await names(city)).toEqual(["September", "Spring"]);
});

test("one that is forgotten fills in no list any more, and what was checked with it stays", async () => {
  const { city, autumn } = await twoMappings();
  expect(await offered(city)).toEqual(["Spring", "Autumn"]);
  await forgetMapping({}, fields({ mappingId: autumn.id }));
  expect(await offered(city)).toEqual(["Spring"]);
  const imports = await inTenant(city, (db) => db.import.findMany({ select: { status: true } }));
  expect(imports.map(({ status }) => status)).toEqual(["CHECKED", "CHECKED"]);
});
