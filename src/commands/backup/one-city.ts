import { type Client, escapeIdentifier } from "pg";
import { digestOf, type Part } from "./content.ts";
import { quietly } from "./load.ts";
import { transaction } from "./owner.ts";
import { enter, type Table, tablesOf, tenantsOf } from "./tables.ts";
import { partOf } from "./take.ts";

/** What a change of one whole city works with. */
export type OneCity = {
  client: Client;
  /** All tables, every one after those it refers to. */
  tables: readonly Table[];
  tenantId: string;
};

/**
 * Changes one city as a whole, in one transaction, while nobody else writes. Of everything that is not this city's or
 * these people's, the checksums before and after are compared before the change is kept.
 * @param touched people of the install whom the change makes or erases, found when nobody can write any more
 * @param patience how long it waits for each of the tables, as PostgreSQL writes it
 * @throws Error with one sentence where others hold on to the tables, or anything else would have changed; nothing is
 *   kept then
 */
export async function changeOneCity<T>(
  client: Client,
  tenantId: string,
  touched: (city: OneCity) => Promise<string[]>,
  work: (city: OneCity, touched: string[]) => Promise<T>,
  patience = "20s",
): Promise<T> {
  const tables = await tablesOf(client);
  const written = tables.filter(({ name, ofTenant }) => ofTenant || name === "Tenant" || name === "Person");
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(client, "isolation level repeatable read", async () => {
        // First of all, so that what the transaction sees is what nobody can change any more.
        await client.query(`set local lock_timeout = '${patience}'`);
        await client.query(
          `lock table ${written.map(({ name }) => escapeIdentifier(name)).join(", ")} in share row exclusive mode`,
        );
        const city = { client, tables, tenantId };
        const people = await touched(city);
        const before = await restOf(city, people);
        const result = await quietly(client, written, () => work(city, people));
        requireUntouched(before, await restOf(city, people));
        return result;
      });
    } catch (error) {
      const { code } = error as { code?: string };
      if (code && IN_THE_WAY.has(code) && attempt < ATTEMPTS) continue;
      if (code === LOCKED || (code && IN_THE_WAY.has(code)))
        throw new Error("Somebody is working on these tables just now: try again in a minute. Nothing was changed.");
      throw error;
    }
  }
}

const ATTEMPTS = 3;
const LOCKED = "55P03";
/** Two that wait for each other, and a row that another transaction changed meanwhile. */
const IN_THE_WAY = new Set(["40P01", "40001"]);

/** Digests of all rows that are neither the city's nor these people's. */
async function restOf({ client, tables, tenantId }: OneCity, people: readonly string[]): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const digest = async (key: string, part: Part) => {
    const { rows, sha256 } = await digestOf(client, part);
    digests.set(key, `${rows} ${sha256}`);
  };
  const nobody = (column: string) => `${column} <> all ('{${people.join()}}'::uuid[])`;
  const others: Record<string, string> = {
    Tenant: `id <> '${tenantId}'`,
    Person: nobody("id"),
    Credential: nobody('"personId"'),
    Session: `"tenantId" is distinct from '${tenantId}' and ${nobody('"personId"')}`,
    OneTimeToken: `"offerTenantId" is distinct from '${tenantId}' and ${nobody('"personId"')}`,
  };
  for (const table of tables.filter(({ ofTenant }) => !ofTenant)) {
    const where = others[table.name];
    await digest(table.name, { ...partOf(table), ...(where ? { where } : {}) });
  }
  for (const other of await tenantsOf(client)) {
    if (other.id === tenantId) continue;
    await enter(client, other.id);
    for (const table of tables.filter(({ ofTenant }) => ofTenant)) {
      await digest(`${table.name} (${other.slug})`, partOf(table, other));
    }
  }
  await enter(client, tenantId);
  return digests;
}

function requireUntouched(before: Map<string, string>, after: Map<string, string>): void {
  const keys = new Set([...before.keys(), ...after.keys()]);
  const different = [...keys].filter((key) => before.get(key) !== after.get(key));
  if (different.length)
    throw new Error(`This would have changed what is not the city's: ${different.join(", ")}. Nothing was changed.`);
}

/** Removes every row of the city, those that refer to others first. @returns how many, by table */
export async function removeRows({ client, tables, tenantId }: OneCity): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables.filter(({ ofTenant }) => ofTenant).reverse()) {
    const { rowCount } = await client.query(`delete from ${escapeIdentifier(name)} where "tenantId" = $1`, [tenantId]);
    counts.set(name, rowCount ?? 0);
  }
  await client.query('delete from "Tenant" where id = $1', [tenantId]);
  return counts;
}
