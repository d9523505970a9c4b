import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Role } from "#generated/prisma/enums.ts";
import { POLICY } from "#server/policy.ts";
import { signIn, signInOperator } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant } from "#support/factories.ts";
import { answerOf, NOT_WORDS, type Submit, shapeOf, type Typed } from "./answer.ts";
import { oneRowEverywhere, type Row, tenantTables } from "./catalogue.ts";
import { actionsOfSource } from "./surface.ts";

vi.mock("#server/cookies.ts", async () => (await import("../accounts/jar.ts")).fakeCookies);

let db: pg.Client;
let tables: Awaited<ReturnType<typeof tenantTables>>;
let foreign: { tenantId: string; rows: Map<string, Row> };
let actions: [string, Submit][];

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await db.connect();
  tables = await tenantTables(db);
  foreign = await oneRowEverywhere(db, tables);
  actions = (await actionsOfSource()).map(({ file, name, action }) => [`${file} ${name}`, action]);
});

afterAll(() => db.end());

/** What stands in every table of the other tenant. */
async function checksum(tenantId: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await db.query<{ sum: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${name}" t where "tenantId" = $1`,
      [tenantId],
    );
    sums[name] = rows[0]?.sum ?? "";
  }
  return sums;
}

/** A form that each action would read as whole, apart from its ids. */
const PLAUSIBLE: Typed = {
  _version: "1",
  revision: "0",
  number: "1",
  reason: "because",
  effectiveOn: "2026-09-01",
  happenedOn: "2026-09-01",
  stages: ["PRIMARY"],
  ownership: "PUBLIC",
  nameEn: "Name",
  nameZh: "名",
  code: "2199000001",
  other: "2199000001",
  others: "2199000001",
  direction: "predecessor",
  cell: "A1",
  text: "text",
  finding: "finding",
  titleEn: "Title",
  titleZh: "题",
  refersTo: "2026-09-01",
  dueDate: "2036-09-01",
  dueTime: "24:00",
  mode: "all",
  role: "SCHOOL_CLERK",
  email: "someone@example.test",
  name: "Someone",
  purpose: "INVITATION",
  startsOn: "2031-09-01",
  endsOn: "2032-08-31",
  status: "OPEN",
  position: "1",
  group: "PUBLIC",
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isId = (name: string) => /^id$|Ids?$/.test(name);

function formOf(action: Submit, id: string): Typed {
  const form: Typed = { _key: randomUUID() };
  for (const name of shapeOf(action)) {
    const value = isId(name) ? id : PLAUSIBLE[name];
    if (value !== undefined) form[name] = value;
  }
  return form;
}

async function aHolder(action: Submit): Promise<void> {
  const [role] = POLICY[action.capability] as readonly (Role | "OPERATOR")[];
  if (!role || role === "OPERATOR") return void (await signInOperator());
  const school = await aSchool(await aDistrict(await aTenant()));
  const placed = /^SCHOOL_/.test(role);
  await signIn(role, {
    tenantId: school.tenantId,
    schoolId: placed ? school.schoolId : null,
    districtId: role === "DISTRICT_OFFICER" ? school.districtId : null,
  });
}

test("another tenant's record and one that never was are answered alike, and nothing of the other tenant changes", async () => {
  const before = await checksum(foreign.tenantId);
  const cells = [...foreign.rows.values()].flatMap((row) => [row.id, row.personId]);
  const ids = [...new Set(cells.map(String).filter((id) => UUID.test(id)))];
  const faults: string[] = [];
  for (const [name, action] of actions) {
    if (!shapeOf(action).some(isId)) continue;
    await aHolder(action);
    const absent = await answerOf(action, formOf(action, randomUUID()));
    if (NOT_WORDS.test(absent)) faults.push(`${name}: ${absent}`);
    for (const id of ids) {
      const answer = await answerOf(action, formOf(action, id));
      if (answer !== absent) faults.push(`${name}: ${answer} for another tenant's, ${absent} for none`);
    }
  }
  expect(faults).toEqual([]);
  expect(await checksum(foreign.tenantId)).toEqual(before);
});

const HOSTILE: Record<string, string | string[]> = {
  empty: "",
  long: "长".repeat(40_000),
  control: "a\u0000b\u0007",
  bidi: "a\u202eb",
  surrogate: "a\ud800b",
  repeated: ["a", "b"],
  object: '{"not":""}',
  wildcard: "%_\\'\";--",
};

test("hostile text in any field is answered in words, and no column's name is an input", async () => {
  const before = await checksum(foreign.tenantId);
  const columns = [...new Set(tables.flatMap((table) => table.columns.map(({ name }) => name)))];
  const faults: string[] = [];
  for (const [name, action] of actions) {
    await aHolder(action);
    const taken = shapeOf(action);
    const extra = Object.fromEntries(
      [...columns, "__proto__", "constructor"]
        .filter((column) => !taken.includes(column))
        .map((column) => [column, foreign.tenantId]),
    );
    for (const field of taken)
      for (const [kind, value] of Object.entries(HOSTILE)) {
        const answer = await answerOf(action, { ...extra, ...formOf(action, randomUUID()), [field]: value });
        if (NOT_WORDS.test(answer)) faults.push(`${name} ${field} ${kind}: ${answer}`);
      }
  }
  expect(faults).toEqual([]);
  expect(await checksum(foreign.tenantId)).toEqual(before);
});
