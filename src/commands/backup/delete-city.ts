import type { Client } from "pg";
import { type Archive, verify } from "./archive.ts";
import { filesOf, intact } from "./files.ts";
import { compared } from "./load.ts";
import { changeOneCity, type OneCity, removeRows } from "./one-city.ts";
import { asTheOwner } from "./owner.ts";
import { enter, type Tenant, tenantsOf } from "./tables.ts";
import { partOf } from "./take.ts";

export type CityDeleted = { city: Tenant; rows: Map<string, number>; people: number };

/**
 * Deletes a city with all its rows, and its members who are in no other city, in one transaction that leaves everything
 * else byte for byte as it was.
 * @param archive must hold exactly what is deleted; null: deleted without a backup
 * @throws Error with one sentence where there is no such city or the archive does not hold it as it is now; nothing is
 *   changed then
 */
export async function deleteCity(url: string, slug: string, archive: Archive | null): Promise<CityDeleted> {
  if (archive) await verify(archive);
  return asTheOwner(url, async (client) => {
    const city = (await tenantsOf(client)).find((one) => one.slug === slug);
    if (!city) throw new Error(`There is no city ${slug}.`);
    return changeOneCity(client, city.id, leavers, async (one, people) => {
      if (archive) await requireHeld(one, archive, city);
      const rows = await removeRows(one);
      await client.query('delete from "OneTimeToken" where "offerTenantId" = $1', [city.id]);
      await client.query('delete from "Session" where "tenantId" = $1', [city.id]);
      const { rowCount } = await client.query('delete from "Person" where id = any ($1)', [people]);
      return { city, rows, people: rowCount ?? 0 };
    });
  });
}

/** Members who are in no other city and do not operate the install. */
async function leavers({ client, tenantId }: OneCity): Promise<string[]> {
  const inOthers = new Set<string>();
  for (const other of await tenantsOf(client)) {
    if (other.id === tenantId) continue;
    for (const id of await membersOf(client, other.id)) inOthers.add(id);
  }
  const members = await membersOf(client, tenantId);
  const { rows } = await client.query<{ id: string }>(
    'select id from "Person" where id = any ($1) and not operator order by id',
    [members.filter((id) => !inOthers.has(id))],
  );
  return rows.map(({ id }) => id);
}

async function membersOf(client: Client, tenantId: string): Promise<string[]> {
  await enter(client, tenantId);
  const { rows } = await client.query<{ id: string }>('select distinct "personId" as id from "Membership"');
  return rows.map(({ id }) => id);
}

/** Nothing is lost that the archive does not hold, to the checksum. */
async function requireHeld({ client, tables }: OneCity, { folder, manifest }: Archive, city: Tenant): Promise<void> {
  const different: string[] = [];
  for (const table of tables.filter(({ ofTenant }) => ofTenant)) {
    const part = manifest.parts.find((one) => one.city === city.slug && one.table === table.name);
    const held = part && (await compared(client, part, partOf(table, city)));
    if (!held?.equal) different.push(table.name);
  }
  const files = await filesOf(client, city);
  const has = new Set(manifest.files.filter((one) => one.city === city.slug).map(({ id }) => id));
  for (const file of files.filter(({ id }) => !has.has(id)))
    if (await intact(city, file)) {
      different.push("files");
      break;
    }
  if (different.length === 0) return;
  throw new Error(
    `The backup ${folder} does not hold ${city.slug} as it is now (${different.join(", ")} differ): ` +
      `make one with \`npm run backup -- --city ${city.slug}\`. Nothing was changed.`,
  );
}
