import { readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { oneRowEverywhere, type Row, tenantTables } from "./catalogue.ts";
import { attempt, attempts, type World } from "./wall.ts";

const TABLE = "tests/structure/reach.json";
const LETTERS: Record<string, string> = { read: "r", change: "c", "add to": "a", delete: "d", truncate: "T" };

let db: pg.Client;
let tables: World["tables"];
let mine: World["mine"];
let other: World["mine"];

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await db.connect();
  tables = await tenantTables(db);
  mine = await oneRowEverywhere(db, tables);
  other = await oneRowEverywhere(db, tables);
});

afterAll(() => db.end());

const cell = (world: World["mine"], table: string, column: string) => String((world.rows.get(table) as Row)[column]);

/** Everybody who can stand in a tenant that is not foreign to them, and what they say of themselves. */
function identities(): Record<string, [role: string, context: Record<string, string>]> {
  const person = cell(mine, "Membership", "personId");
  const school = { "app.reach": "school", "app.place": cell(mine, "School", "id") };
  const elsewhere = { "app.reach": "school", "app.place": cell(other, "School", "id") };
  const district = { "app.reach": "district", "app.place": cell(mine, "District", "id") };
  const stamped = { "app.reach": "district", "app.place": cell(mine, "Assignment", "districtId") };
  const officer = { "app.role": "DISTRICT_OFFICER" };
  return {
    section: ["portal_section", { "app.role": "SECTION_STAFF" }],
    administrator: ["portal_admin", { "app.role": "SYSTEM_ADMIN" }],
    "administrator's own": ["portal_admin", { "app.role": "SYSTEM_ADMIN", "app.person": person }],
    "head of the school": ["portal_unit", { ...school, "app.role": "SCHOOL_HEAD" }],
    "clerk of the school": ["portal_unit", { ...school, "app.role": "SCHOOL_CLERK" }],
    "head of another school": ["portal_unit", { ...elsewhere, "app.role": "SCHOOL_HEAD" }],
    "the school's district": ["portal_unit", { ...district, ...officer }],
    "the stamped district": ["portal_unit", { ...stamped, ...officer }],
    "another district": ["portal_unit", { ...district, "app.place": cell(other, "District", "id"), ...officer }],
    "one without reach": ["portal_unit", { "app.role": "AWARD_EXPERT" }],
    "one's own": ["portal_unit", { "app.role": "AWARD_EXPERT", "app.person": person }],
    operator: ["portal_operator", { "app.person": cell(other, "Membership", "personId") }],
    public: ["portal_public", {}],
    door: ["portal_door", { "app.door_person": cell(other, "Membership", "personId") }],
    "one's own door": ["portal_door", { "app.door_person": person }],
    nobody: ["portal_nobody", {}],
  };
}

// The table is what was reviewed; the policies are what holds. A new table fails here until its line has been read.
// UPDATE_REACH=1 writes it anew. r read, c change, a add, d delete; the sample row is of the school and the district.
test("inside a tenant each role reaches exactly what the reviewed table says, table by table", async () => {
  const now: Record<string, Record<string, string>> = {};
  await db.query("begin");
  for (const table of tables) {
    const cells: Record<string, string> = {};
    for (const [who, [role, context]] of Object.entries(identities())) {
      let letters = "";
      for (const [verb, sql, values] of attempts(table, mine)) {
        const letter = LETTERS[verb];
        if (letter && (await attempt(db, role, { "app.tenant": mine.tenantId, ...context }, sql, values)))
          letters += letter;
      }
      if (letters) cells[who] = letters;
    }
    now[table.name] = cells;
  }
  await db.query("rollback");
  if (process.env.UPDATE_REACH) writeFileSync(TABLE, `${JSON.stringify(now, null, 2)}\n`);
  expect(now).toEqual(JSON.parse(readFileSync(TABLE, "utf8")));
});

test("what the table says holds for whole classes: no business for administrators, operator, public or strangers", () => {
  const reviewed: Record<string, Record<string, string>> = JSON.parse(readFileSync(TABLE, "utf8"));
  const kindOf = new Map(tables.map(({ name, kind }) => [name, kind]));
  for (const [name, cells] of Object.entries(reviewed)) {
    const kind = kindOf.get(name) ?? "";
    const reached = (who: string) => `${name}: ${who} ${cells[who] ?? ""}`.trim();
    if (/^(school|section|published)$/.test(kind)) expect(reached("administrator")).toBe(`${name}: administrator`);
    if (/^(school|section|membership|own)$/.test(kind))
      for (const who of ["head of another school", "another district", "one without reach"])
        expect(reached(who)).toBe(`${name}: ${who}`);
    if (name !== "IdempotencyKey") expect(reached("operator")).toBe(`${name}: operator`);
    expect(reached("nobody")).toBe(`${name}: nobody`);
    expect(reached("door")).toBe(`${name}: door`);
    if (!/^(District|Ownership)$/.test(name)) expect(reached("public")).toBe(`${name}: public`);
    if (kind === "trail") expect(Object.values(cells).join("")).toMatch(/^r*$/);
  }
});

test("nobody puts a cell, a remark or an edition into another school's report under their own school's name", async () => {
  await db.query("begin");
  const school = crypto.randomUUID();
  await db.query(`select set_config('app.tenant', $1, true)`, [mine.tenantId]);
  await db.query('insert into "School" (id) values ($1)', [school]);
  const context = {
    "app.tenant": mine.tenantId,
    "app.reach": "school",
    "app.place": school,
    "app.role": "SCHOOL_HEAD",
  };
  const reached: string[] = [];
  for (const table of tables.filter(({ name }) => /^(Submission|CellValue|CellComment|Explanation)$/.test(name))) {
    const rows = new Map(mine.rows).set(table.name, { ...mine.rows.get(table.name), schoolId: school });
    for (const [verb, sql, values] of attempts(table, { ...mine, rows }))
      if (await attempt(db, "portal_unit", context, sql, values)) reached.push(`${verb} ${table.name}`);
  }
  await db.query("rollback");
  expect(reached).toEqual([]);
});
