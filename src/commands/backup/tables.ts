import type { ClientBase } from "pg";

/** A table of the install as a backup sees it. */
export type Table = {
  name: string;
  /** All that can be written; what the database generates itself is left out. */
  columns: string[];
  /** SQL that puts the rows into one order, whatever the server's collation is. */
  order: string;
  /** Whether its rows belong to cities, behind the wall; otherwise they are the install's. */
  ofTenant: boolean;
};

/** Open sessions, counters of attempts, what is at work: a session that has been ended must not come back with a restore. */
const PASSING = ["Session", "Throttle", "Uptime", "Worker"];

/** A backup's tables, every one after those it refers to. */
export async function tablesOf(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname::text as name,
            array(select a.attname::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
            (select string_agg(format('%I%s', a.attname, case when a.attcollation <> 0 then ' collate "C"' else '' end), ', '
                      order by array_position(i.indkey::int2[], a.attnum))
               from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
              where i.indrelid = c.oid and i.indisprimary) as "order",
            c.relname <> 'Session' and exists (select from pg_attribute a
              where a.attrelid = c.oid and a.attname = 'tenantId' and not a.attisdropped) as "ofTenant"
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> '_prisma_migrations'
      order by c.relname`,
  );
  const references = await client.query<{ from: string; to: string }>(
    `select f.relname::text as from, t.relname::text as to
       from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and f.oid <> t.oid`,
  );
  return inOrder(rows, references.rows);
}

/** Those of them whose rows are kept. */
export function keptIn(tables: readonly Table[]): Table[] {
  return tables.filter(({ name }) => !PASSING.includes(name));
}

function inOrder(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const ordered: Table[] = [];
  for (let left = tables; left.length > 0; ) {
    const waits = ({ name }: Table) =>
      references.some(({ from, to }) => from === name && left.some((other) => other.name === to));
    const ready = left.filter((table) => !waits(table));
    if (ready.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${left.map(({ name }) => name).join(", ")}.`);
    ordered.push(...ready);
    left = left.filter(waits);
  }
  return ordered;
}

export type Tenant = { id: string; slug: string; nameEn: string; nameZh: string };

/** Every city of the install, in the order of their ids. */
export async function tenantsOf(client: ClientBase): Promise<Tenant[]> {
  const { rows } = await client.query<Tenant>('select id, slug, "nameEn", "nameZh" from "Tenant" order by id');
  return rows;
}

/** Shows the owner's transaction the rows of one city, and lets it write those alone. */
export async function enter(client: ClientBase, tenantId: string): Promise<void> {
  await client.query("select set_config('app.tenant', $1, true)", [tenantId]);
}

export type Migration = { name: string; checksum: string };

/** The migrations that hold in a database, in order; null where it has never been migrated. */
export async function migrationsOf(client: ClientBase): Promise<Migration[] | null> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "select to_regclass('public._prisma_migrations') is not null as there",
  );
  if (!found[0]?.there) return null;
  const { rows } = await client.query<Migration>(
    `select migration_name as name, checksum from "_prisma_migrations"
      where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  return rows;
}

export type Sequence = { name: string; value: string };

/** How far the sequences of the tables have counted; those that have not begun are left out. */
export async function sequencesOf(client: ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select sequencename::text as name, last_value::text as value from pg_sequences
      where schemaname = 'public' and last_value is not null order by sequencename`,
  );
  return rows;
}

/** Lets no sequence stand behind `wanted`. */
export async function advance(client: ClientBase, wanted: readonly Sequence[]): Promise<void> {
  for (const { name, value } of wanted) {
    await client.query(
      `select setval(format('public.%I', $1::text)::regclass, greatest($2::bigint,
         (select coalesce(last_value, 1) from pg_sequences where schemaname = 'public' and sequencename = $1)))`,
      [name, value],
    );
  }
}
