import type { Client } from "pg";
import type { Table } from "../catalogue.ts";
import type { Prepared } from "./scenario.ts";

/** Every row by table, as JSON; very long ones as a digest. */
export type Rows = Record<string, string[]>;

/** What tells of a change without being one. */
export const TRAIL = ["AuditEvent", "AuditChange", "IdempotencyKey"];

const MOST = 20_000;
const text = (row: string) =>
  `case when length(${row}::text) > ${MOST} then md5(${row}::text) else to_jsonb(${row})::text end`;

/** All that stands in a scenario's city, and in the accounts of its members, of the sender and of whoever is invited. */
export async function cityRows(db: Client, tables: Table[], prepared: Prepared): Promise<Rows> {
  const { tenantId = null, person, form } = prepared;
  const ofCity = tables.map(
    ({ name }) => `select '${name}' as name, ${text("t")} as row from "${name}" t, city where t."tenantId" = city.id`,
  );
  const ofPeople = Object.entries({ Person: "id", Credential: '"personId"', Session: '"personId"' }).map(
    ([name, key]) => `select '${name}', ${text("t")} from "${name}" t where ${key} in (select id from people)`,
  );
  const { rows } = await db.query<{ name: string; row: string }>(
    `with city as (select id from "Tenant" where id = $1 or slug = $4),
          people as (select "personId" as id from "Membership", city where "tenantId" = city.id
                     union select $2 union select id from "Person" where email = $3)
     ${[
       ...ofCity,
       ...ofPeople,
       `select 'Tenant', ${text("t")} from "Tenant" t, city where t.id = city.id`,
       // A link that a newer one has replaced opens nothing.
       `select case when "usedAt" is null then 'OneTimeToken' else 'OneTimeToken used' end, ${text("t")}
          from "OneTimeToken" t where "personId" in (select id from people)`,
     ].join(" union all ")} order by 1, 2`,
    [tenantId, person.personId, form.email ?? null, form.slug ?? null],
  );
  const byTable = Map.groupBy(rows, ({ name }) => name);
  return Object.fromEntries([...byTable].map(([name, found]) => [name, found.map(({ row }) => row)]));
}

/** Rows that are in one state of a city and not in the other. */
export function differing(before: Rows, after: Rows): string[] {
  const tables = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...tables].flatMap((name) => {
    const [was, is] = [new Set(before[name]), new Set(after[name])];
    const [gone, come] = [[...was].filter((row) => !is.has(row)), [...is].filter((row) => !was.has(row))];
    return [...gone, ...come].map((row) => `${name} ${row}`);
  });
}

/** The requests that the trail has got rows of. */
export function requestsIn(before: Rows, after: Rows): Set<string> {
  const rows = ["AuditEvent", "AuditChange"].flatMap((name) => {
    const was = new Set(before[name]);
    return (after[name] ?? []).filter((row) => !was.has(row) && row.startsWith("{"));
  });
  return new Set(rows.map((row) => JSON.parse(row).requestId));
}

/** How many rows each table has gained, apart from the trail and the search index of names. */
export function gained(before: Rows, after: Rows): Record<string, number> {
  const tables = Object.keys(after).filter((name) => ![...TRAIL, "SchoolGram", "OneTimeToken used"].includes(name));
  const counts = tables.map((name) => [name, (after[name]?.length ?? 0) - (before[name]?.length ?? 0)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
