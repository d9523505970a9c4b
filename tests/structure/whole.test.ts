import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { POLICY } from "#server/policy.ts";
import { become, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool } from "#support/factories.ts";
import { answerOf, refusedInWords, type Submit, shapeOf, succeeded, type Typed } from "./answer.ts";
import { tenantTables } from "./catalogue.ts";
import { cityRows, differing, gained, type Rows, requestsIn, TRAIL } from "./happy/city-rows.ts";
import { everyAction, HAPPY } from "./happy/every-action.ts";
import { bothAtOnce, failAt, setUpFaults, takeDownFaults } from "./happy/faults.ts";
import { PLACED, type Prepared, type Scenario } from "./happy/scenario.ts";

vi.mock("#server/cookies.ts", async () => (await import("../accounts/jar.ts")).fakeCookies);

type Placed = (typeof PLACED)[number];

const actions = await everyAction();

let db: pg.Client;
let tables: Awaited<ReturnType<typeof tenantTables>>;

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await db.connect();
  tables = await tenantTables(db);
  await setUpFaults(db);
});

afterAll(async () => {
  await takeDownFaults(db);
  await db.end();
});

const rowsOf = (prepared: Prepared) => cityRows(db, tables, prepared);

test("every action has a prepared scenario, and every scenario its action", () => {
  const prepared = Object.entries(HAPPY).flatMap(([file, of]) => Object.keys(of).map((name) => `${file} ${name}`));
  expect(prepared.sort()).toEqual(actions.map(({ file, name }) => `${file} ${name}`).sort());
});

/** More writes than any scenario makes. */
const MOST_WRITES = 40;

type Run = { answer: string; faults: number; wrong: string[]; before: Rows; after: Rows };

/** Sends the form with its first write failing, then its second, and so on until none is left to fail. */
async function runWithFaults(action: Submit, scenario: Scenario): Promise<Run> {
  const prepared = await scenario();
  const before = await rowsOf(prepared);
  const wrong: string[] = [];
  for (let write = 1; ; write += 1) {
    become(prepared.person);
    await failAt(db, prepared.person, write <= MOST_WRITES ? write : null);
    const answer = await answerOf(action, prepared.form);
    const after = await rowsOf(prepared);
    if (succeeded(answer) || !answer.startsWith("THROWN")) return { answer, faults: write - 1, wrong, before, after };
    wrong.push(...differing(before, after).map((row) => `after write ${write}: ${row}`));
  }
}

/** Another school, or another district, of the same city. */
async function aStranger(role: Placed, tenantId: string): Promise<{ person: SignedIn; places: string[] }> {
  const { rows } = await db.query<{ id: string }>(`select id from "District" where "tenantId" = $1 limit 1`, [
    tenantId,
  ]);
  const known = rows[0] && { tenantId, districtId: rows[0].id };
  if (role === "DISTRICT_OFFICER") {
    const district = await aDistrict({ tenantId }, "Another district");
    const person = await signIn(role, district);
    return { person, places: [person.personId, district.districtId] };
  }
  const { schoolId } = await aSchool(known ?? (await aDistrict({ tenantId })));
  const person = await signIn(role, { tenantId, schoolId });
  return { person, places: [person.personId, schoolId] };
}

/** The records that a form is about go on to their next version, so that there is an older one to be shown. */
async function goOn({ tenantId, person, form }: Prepared): Promise<Typed> {
  const ids = [person.personId, ...Object.values(form).filter((value) => typeof value === "string")];
  const versioned = tables.flatMap(({ name, columns }) => {
    const has = (wanted: string) => columns.some((column) => column.name === wanted);
    const key = ["id", "code", "year", "personId", "templateId"].find(has);
    return key && has("version") ? [{ name, key }] : [];
  });
  let count = 0;
  await db.query("select set_config('app.tenant', $1, false), set_config('app.request', $2, false)", [
    tenantId,
    randomUUID(),
  ]);
  for (const { name, key } of versioned) {
    const { rowCount } = await db.query(
      `update "${name}" set version = version + 1 where "tenantId" = $1 and "${key}"::text = any($2) and version = $3`,
      [tenantId, ids, form._version],
    );
    count += rowCount ?? 0;
  }
  if (count === 0)
    await db.query(`update "Tenant" set version = version + 1 where id = $1 and version = $2`, [
      tenantId,
      form._version,
    ]);
  await db.query("select set_config('app.tenant', '', false), set_config('app.request', '', false)");
  return { ...form, _version: Number(form._version) + 1 };
}

/** What moves a record on, and has nothing typed to be compared: the page says to look again. */
const STEPS = new RegExp(
  `^(${[
    ...["accept", "apply", "approve", "changeCategory", "check", "choose", "close", "discard", "end", "keep", "lock"],
    ...["mark", "merge", "propose", "quarantine", "reject", "release", "remove", "reopen", "return", "sign", "split"],
    ...["submit", "take", "withdraw", "requestClosure", "requestMerger", "requestSplit", "publishForm"],
  ].join("|")})`,
);
const LOOK_AGAIN = /"stale":true/;
const BOTH_VERSIONS = /"conflict":\[\{"label":"[^"]+","mine":"[^"]*","theirs":/;

describe.each(actions)("$name of $file", ({ file, name, action }) => {
  const scenario: Scenario = () => {
    const prepare = HAPPY[file]?.[name];
    if (!prepare) throw new Error(`${name} of ${file} has no scenario in tests/structure/happy`);
    return prepare();
  };
  let run: Promise<Run> | undefined;
  const wholeRun = () => {
    run ??= runWithFaults(action, scenario);
    return run;
  };

  test("succeeds once and changes something; where a write fails, nothing is said to be saved and nothing is", async () => {
    const { answer, faults, wrong, before, after } = await wholeRun();
    expect(wrong).toEqual([]);
    expect(answer).toSatisfy(succeeded);
    expect(faults).toBeGreaterThan(0);
    expect(faults).toBeLessThan(MOST_WRITES);
    const changed = differing(before, after).filter((row) => !TRAIL.some((table) => row.startsWith(table)));
    expect(changed).not.toEqual([]);
  });

  test("sent twice at once, is done once", async () => {
    const single = await wholeRun();
    const prepared = await scenario();
    const before = await rowsOf(prepared);
    const answers = await bothAtOnce(db, prepared.person, () => answerOf(action, prepared.form));
    const after = await rowsOf(prepared);
    if (!action.once) {
      expect(answers.filter((answer) => succeeded(answer) || refusedInWords(answer))).toEqual(answers);
      expect(answers.some(succeeded)).toBe(true);
      return expect(gained(before, after)).toEqual(gained(single.before, single.after));
    }
    expect(answers[0]).toSatisfy(succeeded);
    expect(answers[1]).toBe(answers[0]);
    expect(requestsIn(before, after).size).toBe(1);
    const another = await answerOf(action, { ...prepared.form, more: "than was asked at first" });
    expect(another).toSatisfy(refusedInWords);
    expect(differing(after, await rowsOf(prepared))).toEqual([]);
  });

  const versions = ["_version", "revision", "number"].filter((field) => shapeOf(action).includes(field));
  if (versions.length > 0)
    test("is refused in words where it was asked of another version than the present one", async () => {
      const prepared = await scenario();
      const form = versions.includes("_version") ? await goOn(prepared) : prepared.form;
      const shown = STEPS.test(name) ? LOOK_AGAIN : BOTH_VERSIONS;
      become(prepared.person);
      const before = await rowsOf(prepared);
      const others = versions.flatMap((field) => [-1, 1].map((by) => ({ [field]: Number(form[field]) + by })));
      for (const other of others) {
        const answer = await answerOf(action, { ...form, ...other });
        expect(answer, JSON.stringify(other)).toSatisfy(refusedInWords);
        expect(differing(before, await rowsOf(prepared)), JSON.stringify(other)).toEqual([]);
        if (other._version) expect(answer, JSON.stringify(other)).toMatch(shown);
      }
      expect(await answerOf(action, form)).toSatisfy(succeeded);
    });

  const roles = PLACED.filter((role) => POLICY[action.capability].some((one) => one === role));
  if (roles.length > 0)
    test("is refused in words to another school and another district of the city", async () => {
      const prepared = await scenario();
      for (const role of roles) {
        const { person, places } = await aStranger(role, prepared.tenantId ?? "");
        become(person);
        const before = await rowsOf(prepared);
        const answer = await answerOf(action, prepared.form);
        const changed = differing(before, await rowsOf(prepared));
        if (prepared.ownPlace?.includes(role)) {
          const invited = await db.query<{ id: string }>(`select id from "Person" where email = $1`, [
            prepared.form.email,
          ]);
          places.push(...invited.rows.map(({ id }) => id));
          expect(changed.filter((row) => !places.some((place) => row.includes(place)))).toEqual([]);
          continue;
        }
        expect(answer, role).toSatisfy(refusedInWords);
        expect(changed, role).toEqual([]);
      }
    });
});
