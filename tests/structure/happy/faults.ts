import type { Client } from "pg";

/** Where every change leaves a row: the trail, what was answered, and what has no trail of changes. */
const WRITTEN = [
  ...["AuditChange", "AuditEvent", "IdempotencyKey", "Person", "Credential", "Session", "OneTimeToken"],
  ...["Job", "Notification", "NotificationSetting"],
];

/** What those wait for who have done their work and not yet kept it. */
const MEETING = "2026, 1125";

/**
 * Lets a chosen write of a chosen person fail, or two requests of a person meet. Many rows written by one statement
 * count as one write. Nobody else is touched, whatever other tests do meanwhile.
 */
export async function setUpFaults(db: Client): Promise<void> {
  await db.query(`
    create schema test_fault;
    create table test_fault.fault ("personId" uuid primary key, write int not null);
    create sequence test_fault.written; -- goes on counting from one transaction to the next
    create table test_fault.meeting ("personId" uuid primary key);
    create function test_fault.on_write() returns trigger language plpgsql security definer set search_path = test_fault, pg_temp as $$
    declare
      asking uuid := nullif(current_setting('app.person', true), '');
      failing int := (select write from fault where "personId" = asking);
      statement text := concat_ws(' ', statement_timestamp(), tg_table_name, to_jsonb(new) ->> 'entity');
    begin
      if tg_table_name = 'AuditEvent' and exists (select from meeting where "personId" = asking) then
        perform pg_advisory_xact_lock_shared(${MEETING});
      end if;
      if failing is null or current_setting('test_fault.statement', true) = statement then return null; end if;
      perform set_config('test_fault.statement', statement, true);
      if nextval('written') = failing then raise exception 'write % fails', failing; end if;
      return null;
    end $$`);
  for (const table of WRITTEN)
    await patiently(
      db,
      `create trigger test_fault after insert or update or delete on "${table}" for each row execute function test_fault.on_write()`,
    );
}

export async function takeDownFaults(db: Client): Promise<void> {
  for (const table of WRITTEN) await patiently(db, `drop trigger if exists test_fault on "${table}"`);
  await db.query("drop schema if exists test_fault cascade");
}

/** This write of this person, counted from now on, fails; null: none. */
export async function failAt(db: Client, { personId }: { personId: string }, write: number | null): Promise<void> {
  await db.query(`delete from test_fault.fault where "personId" = $1`, [personId]);
  await db.query("select setval('test_fault.written', 1, false)");
  if (write !== null) await db.query("insert into test_fault.fault values ($1, $2)", [personId, write]);
}

/**
 * Sends the same twice so that neither sees what the other does: each does its work, and none is kept before both have
 * done it, or one waits for the other, or one has its answer.
 */
export async function bothAtOnce<T>(
  db: Client,
  { personId }: { personId: string },
  send: () => Promise<T>,
): Promise<[T, T]> {
  await db.query("insert into test_fault.meeting values ($1)", [personId]);
  await db.query(`select pg_advisory_lock(${MEETING})`);
  let answered = 0;
  const counted = () =>
    send().finally(() => {
      answered += 1;
    });
  const both = Promise.all([counted(), counted()]);
  try {
    for (let looks = 0; looks < 10_000 && answered + (await waiting(db)) < 2; looks += 1);
  } finally {
    await db.query(`select pg_advisory_unlock(${MEETING})`);
  }
  return both;
}

async function waiting(db: Client): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `with met as (select pid from pg_locks where locktype = 'advisory' and (classid::bigint, objid::bigint) = (${MEETING}) and not granted)
     select count(*)::int as count from pg_stat_activity a
      where a.pid in (select pid from met) or exists (select from met where met.pid = any (pg_blocking_pids(a.pid)))`,
  );
  return rows[0]?.count ?? 0;
}

/** Lets other tests' transactions go first rather than stand in their way: each try waits a moment for the table. */
async function patiently(db: Client, statement: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await db.query(`set lock_timeout = '250ms'; ${statement}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "55P03" || tries === 100) throw error;
    }
  }
}
