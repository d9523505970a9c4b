import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { listAudit } from "#features/audit/queries.ts";
import { auditList } from "#features/audit/schema.ts";
import { listMembers } from "#features/members/queries.ts";
import { memberList } from "#features/members/schema.ts";
import { boardWhere, pageOf } from "#features/reports/board.ts";
import { AssignmentList } from "#features/reports/schema.ts";
import { changeList } from "#features/schools/change-list.ts";
import { listChanges } from "#features/schools/change-queries.ts";
import { schoolList } from "#features/schools/list.ts";
import { listSchools } from "#features/schools/queries.ts";
import { type Address, cursorText } from "#lib/list-params.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";

const TODAY = "2026-09-01" as PlainDate;

let city: { tenantId: string };

beforeAll(async () => {
  const tenant = await aTenant();
  await aSchool(await aDistrict(tenant));
  city = tenant;
});

const hostile = fc.oneof(
  fc.constantFrom("%", "_", "\\", '\'; drop table "School"; --', "\u0000", "\ud800", "\u202e", "__proto__", "{}", "-1"),
  fc.constantFrom("长".repeat(10_000), "%".repeat(10_000), "1e309", "0001-01-01", "9999-12-31", "275760-09-13"),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const cursor = fc
  .tuple(
    fc.oneof(
      hostile,
      fc.double(),
      fc.constantFrom(null, "1000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2026-02-30T10:00:00Z"),
    ),
    fc.oneof(fc.uuid(), hostile),
  )
  .map(([value, id]) => cursorText({ value, id }));
const value = fc.oneof(hostile, cursor, fc.array(hostile, { maxLength: 4 }), fc.constant(undefined));

/** An address with the list's own parameters, each hostile, beside sorts and sizes that it knows. */
function addressOf(list: { defaults: object; sorts: object }): fc.Arbitrary<Address> {
  const sorts = Object.keys(list.sorts).flatMap((name) => [name, `-${name}`]);
  const own = Object.fromEntries(Object.keys(list.defaults).map((name) => [name, value]));
  const known = { sort: fc.oneof(fc.constantFrom(...sorts), value), after: fc.oneof(cursor, value), before: value };
  return fc.record({ ...own, ...known, on: value, unknown: value }, { requiredKeys: [] });
}

const LISTS: Record<
  string,
  { list: Parameters<typeof addressOf>[0]; run: (db: Db, address: Address) => Promise<unknown> }
> = {
  audit: {
    list: auditList,
    run: (db, address) => listAudit(db, auditList.parse(address), "Asia/Shanghai", "SECTION_HEAD"),
  },
  members: { list: memberList, run: (db, address) => listMembers(db, memberList.parse(address), TODAY) },
  changes: { list: changeList, run: (db, address) => listChanges(db, changeList.parse(address)) },
  schools: { list: schoolList, run: (db, address) => listSchools(db, schoolList.parse(address), TODAY, "en") },
  board: {
    list: AssignmentList,
    run: (db, address) => {
      const list = AssignmentList.parse(address);
      const { where, ...page } = pageOf(list, "en");
      return db.assignment.findMany({ ...page, where: { AND: [boardWhere(randomUUID(), list), where] } });
    },
  },
};

test.each(Object.entries(LISTS))("whatever an address says, the list of %s is read", async (_name, { list, run }) => {
  const property = fc.asyncProperty(addressOf(list), (address) =>
    inTenant(city, (db) => run(db, address)).then(() => true),
  );
  await expect(fc.assert(property, { seed: 2026, numRuns: 150 })).resolves.toBeUndefined();
});
