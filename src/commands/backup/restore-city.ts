import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Archive, verify } from "./archive.ts";
import { type Comparison, compared, requireEqual, settle, stage, staged } from "./load.ts";
import type { ArchivePart } from "./manifest.ts";
import { requireSameMigrations } from "./migrated.ts";
import { changeOneCity, type OneCity, removeRows } from "./one-city.ts";
import { asTheOwner } from "./owner.ts";
import { advance, type Tenant, tenantsOf } from "./tables.ts";
import { partOf } from "./take.ts";

export type CityRestored = {
  city: Tenant;
  comparisons: Comparison[];
  /** Who was not known to the install any more and is again, without a password. */
  madeAnew: string[];
  /** Of those, whose address has meanwhile gone to another account: closed, and without an address that is anybody's. */
  closed: string[];
};

/**
 * Puts one city back to what an archive of it, or of the whole install, holds; makes it where it is gone. All in one
 * transaction that leaves everything else byte for byte as it was. Accounts that exist stay as they are.
 * @param slug may be left out where the archive is of one city
 * @throws Error with one sentence where the archive is damaged or does not hold the city, where the database has had
 *   other migrations, or where another city has taken its name; {Differs}. Nothing is changed then.
 */
export async function restoreCity(url: string, archive: Archive, slug?: string): Promise<CityRestored> {
  const city = cityIn(archive, slug);
  await verify(archive);
  return asTheOwner(url, async (client) => {
    await requireSameMigrations(client, archive);
    const parts = await stagedParts(client, archive, city);
    return changeOneCity(client, city.id, newcomers, async (one, madeAnew) => {
      await requireFree(client, city);
      await removeRows(one);
      await settle(client, columnsOf(parts, "Tenant"));
      const closed = await bringPeople(client);
      const ofTenant = one.tables.filter((table) => table.ofTenant);
      for (const { name } of ofTenant) await settle(client, columnsOf(parts, name));
      await advance(client, archive.manifest.sequences);
      const comparisons: Comparison[] = [];
      for (const table of ofTenant.filter(({ name }) => parts.some((part) => part.table === name))) {
        comparisons.push(await compared(client, columnsOf(parts, table.name), partOf(table, city)));
      }
      requireEqual(comparisons);
      await afterwards(one, archive);
      return { city, comparisons, madeAnew, closed };
    });
  });
}

function cityIn({ folder, manifest }: Archive, slug: string | undefined): Tenant {
  const [first, ...more] = manifest.cities;
  const city = slug === undefined && more.length === 0 ? first : manifest.cities.find((one) => one.slug === slug);
  if (city) return city;
  const known = manifest.cities.map((one) => one.slug).join(", ");
  throw new Error(`Say which city: the backup ${folder} holds ${known || "none"}. Nothing was changed.`);
}

const SHARED = ["Tenant", "Person"];

/** Reads the city's parts into temporary tables, before anybody has to wait. */
async function stagedParts(client: pg.Client, archive: Archive, city: Tenant): Promise<ArchivePart[]> {
  const parts = archive.manifest.parts.filter(
    (part) => part.city === city.slug || (part.city === null && SHARED.includes(part.table)),
  );
  for (const part of parts) await stage(client, archive, part);
  await client.query(`delete from ${staged("Tenant")} where id <> $1`, [city.id]);
  await client.query(
    `delete from ${staged("Person")} where id not in (select "personId" from ${staged("Membership")})`,
  );
  return parts;
}

function columnsOf(parts: readonly ArchivePart[], table: string): ArchivePart {
  const part = parts.find((one) => one.table === table);
  if (!part) throw new Error(`The backup holds nothing of ${table}. Nothing was changed.`);
  return part;
}

/** Members whose account is not there. */
async function newcomers({ client }: OneCity): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from ${staged("Person")} s where not exists (select from "Person" p where p.id = s.id) order by id`,
  );
  return rows.map(({ id }) => id);
}

async function requireFree(client: pg.Client, city: Tenant): Promise<void> {
  const taken = (await tenantsOf(client)).find(({ id, slug }) => slug === city.slug && id !== city.id);
  if (taken)
    throw new Error(
      `Another city is called ${city.slug} now (${taken.nameEn}); two cannot have one address. Nothing was changed.`,
    );
}

/**
 * Makes the accounts that are not there, without a password. An address that belongs to another account now is not
 * given twice, nor does that account get what was this one's.
 * @returns the ids of those whose address was taken
 */
async function bringPeople(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string; closed: boolean }>(
    `insert into "Person" (id, email, name, locale, "disabledAt", "createdAt")
     select s.id, case when taken then s.id || '@restored.invalid' else s.email end, s.name, s.locale,
            case when taken then coalesce(s."disabledAt", now()) else s."disabledAt" end, s."createdAt"
       from ${staged("Person")} s, lateral (select exists (select from "Person" p where p.email = s.email and p.id <> s.id)) as t (taken)
      where not exists (select from "Person" p where p.id = s.id)
     returning id, email = id || '@restored.invalid' as closed`,
  );
  return rows.filter(({ closed }) => closed).map(({ id }) => id);
}

/** Links to offers that are no more open nothing; the trail says what was done. */
async function afterwards({ client, tenantId }: OneCity, { manifest }: Archive): Promise<void> {
  await client.query(
    `delete from "OneTimeToken" t where t."offerTenantId" = $1
        and not exists (select from "Membership" m where m."tenantId" = $1 and m.id = t."offerId" and m."offeredAt" is not null)`,
    [tenantId],
  );
  await client.query(
    `insert into "AuditEvent" ("tenantId", id, capability, "subjectType", "subjectId", reason, detail, system)
     values ($1::uuid, $2, 'tenant.restore', 'Tenant', $1::uuid::text, $3, $4, true)`,
    [tenantId, randomUUID(), `npm run restore · ${manifest.madeAt}`, { backupOf: manifest.madeAt }],
  );
}
