import { expect, test } from "vitest";
import { checkValues, chooseColumns } from "#features/imports/actions.ts";
import { signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { changedTable, csvOf, damaged, randomFrom } from "#support/mutate.ts";
import { buildWorkbook, textRows } from "../lib/tabular/zip-builder.ts";
import { anEmptyCity, apply, columnsForm, rowsOf, send, type Tenant, upload, valuesForm } from "./journey.ts";
import { listOf, SCHOOLS } from "./synthetic.ts";

const TABLE = listOf(SCHOOLS)
  .trim()
  .split("\r\n")
  .map((line) =>
    [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)|(?<=,|^)(?=,|$)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ""),
  );

/** A list that is not as it should be: its cells, then its bytes. */
function listFor(seed: number): [name: string, bytes: Uint8Array] {
  const random = randomFrom(seed);
  const table = random() < 0.7 ? changedTable(random, TABLE) : TABLE;
  const isBook = seed % 4 === 0;
  const bytes = isBook ? buildWorkbook({ sheet: textRows(table) }) : csvOf(table);
  return [isBook ? "list.xlsx" : "list.csv", random() < 0.4 ? damaged(random, bytes) : bytes];
}

const schoolsIn = (city: Tenant) => inTenant(city, (db) => db.school.count());

/** As far as the list comes, with what is suggested; how far that was. */
async function bring(city: Tenant, name: string, bytes: Uint8Array): Promise<"refused" | "stopped" | "applied"> {
  const { id, ...said } = await upload(Buffer.from(bytes), name);
  if (!id) {
    expect(
      Object.values(said.errors ?? {})
        .flat()
        .join("") + (said.message ?? ""),
    ).not.toBe("");
    expect(await inTenant(city, (db) => db.import.count())).toBe(0);
    return "refused";
  }
  for (const [action, form] of [
    [chooseColumns, columnsForm],
    [checkValues, valuesForm],
  ] as const) {
    const { goTo, ...answer } = await send(action, await form(city, id));
    expect(await schoolsIn(city)).toBe(0);
    if (goTo) continue;
    expect(
      Object.values(answer.errors ?? {})
        .flat()
        .join("") + (answer.message ?? ""),
    ).not.toBe("");
    return "stopped";
  }
  const rows = await rowsOf(city, id);
  const { goTo, message } = await apply(city, id, { mode: "good" });
  const codes = new Set(rows.filter(({ outcome }) => outcome === "NEW").map(({ record }) => record?.code));
  expect(goTo || message).toBeTruthy();
  expect(await schoolsIn(city)).toBe(message ? 0 : codes.size);
  return message ? "stopped" : "applied";
}

test("school lists with changed cells and damaged bytes are refused in words or taken whole, and never in part", async () => {
  const ends = { refused: 0, stopped: 0, applied: 0 };
  for (let seed = 1; seed <= 40; seed += 1) {
    const city = await anEmptyCity();
    await signIn("SECTION_STAFF", city);
    const [name, bytes] = listFor(seed);
    try {
      ends[await bring(city, name, bytes)] += 1;
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
  // Of each some, else it tries nothing.
  expect(Math.min(ends.refused, ends.applied), JSON.stringify(ends)).toBeGreaterThan(3);
}, 60_000);
