import pg from "pg";
import { indexSchools } from "#features/schools/record.ts";
import { withJob } from "#server/db.ts";
import { asOwner } from "./set-up.ts";

const TIMEOUT_MS = 600_000;

/**
 * Schools that were entered before searches knew pinyin initials are indexed anew, city by city, each in one
 * transaction. Running it again changes nothing.
 * @returns how many schools were
 */
export async function indexAnew(migrationUrl: string): Promise<number> {
  process.env.AUTH_SECRET ??= "no session is opened while indexing"; // the settings are checked whole
  const owner = new pg.Client({ connectionString: asOwner(migrationUrl) });
  await owner.connect();
  const { rows: tenants } = await owner.query<{ id: string }>('select id from "Tenant" order by id');
  await owner.end();
  let count = 0;
  for (const { id } of tenants) count += await indexCity(id);
  return count;
}

/** Those of one city that have a Chinese name and cannot be found by its initials. @returns how many were indexed */
export function indexCity(tenantId: string): Promise<number> {
  return withJob(
    { tenantId, personId: null },
    async (db) => {
      const found = await db.$queryRaw<{ id: string }[]>`
        select distinct f."schoolId" as id from "SchoolFact" f where f."nameZh" ~ '[一-鿿]{2}'
           and not exists (select from "SchoolGram" g where g."schoolId" = f."schoolId" and starts_with(g.gram, '~'))`;
      await indexSchools(
        db,
        found.map(({ id }) => id),
      );
      return found.length;
    },
    { timeout: TIMEOUT_MS },
  );
}
