import type { Client } from "pg";
import { PORTAL_ROLES } from "#server/database-roles.ts";
import type { Row, Table } from "./catalogue.ts";

const OWNER = "portal_owner";

type Context = Record<string, string>;

export type World = {
  tables: Table[];
  mine: { tenantId: string; rows: Map<string, Row> };
  other: { tenantId: string; rows: Map<string, Row> };
};

/**
 * Tries every role on every table: what another tenant's context, no context, and another school's reach can see or
 * change of `mine`. Returns the breaches; a sound wall has none.
 */
export async function breaches(db: Client, world: World): Promise<string[]> {
  const found: string[] = [];
  const { mine, other } = world;
  const contexts: [string, Context][] = [
    ["another tenant", { "app.tenant": other.tenantId }],
    ["no tenant", { "app.tenant": "" }],
  ];
  for (const [situation, context] of contexts) {
    for (const role of [...PORTAL_ROLES, OWNER]) {
      found.push(
        ...(await reached(db, world.tables, mine, role, context)).map((what) => `${role} in ${situation} can ${what}`),
      );
    }
  }
  const place = String(other.rows.get("School")?.id);
  const elsewhere = { "app.tenant": mine.tenantId, "app.reach": "school", "app.place": place };
  const schools = world.tables.filter(({ kind }) => kind === "school");
  found.push(
    ...(await reached(db, schools, mine, "portal_unit", elsewhere)).map((what) => `another school can ${what}`),
  );
  return found;
}

async function reached(
  db: Client,
  tables: Table[],
  mine: World["mine"],
  role: string,
  context: Context,
): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables) {
    for (const [verb, sql, values] of attempts(table, mine)) {
      if (role === OWNER && verb === "truncate") continue; // whoever owns a table may; nobody logs in as the owner
      if (await attempt(db, role, context, sql, values)) found.push(`${verb} ${table.name}`);
    }
  }
  return found;
}

export function attempts(table: Table, { tenantId, rows }: World["mine"]): [string, string, unknown[]][] {
  const name = `"${table.name}"`;
  const mine = `"tenantId" = '${tenantId}'`;
  const row = rows.get(table.name) ?? {};
  const columns = Object.keys(row);
  const changed = Object.entries(row).map(([column, value]) =>
    column === "id" && typeof value === "string" ? crypto.randomUUID() : value,
  );
  return [
    ["read", `select 1 from ${name} where ${mine}`, []],
    ["lock", `select 1 from ${name} where ${mine} for update`, []],
    [
      "change",
      `update ${name} set ${"version" in row ? "version = version + 1" : '"tenantId" = "tenantId"'} where ${mine}`,
      [],
    ],
    ["delete", `delete from ${name} where ${mine}`, []],
    [
      "add to",
      `insert into ${name} (${columns.map((column) => `"${column}"`).join(", ")}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
      changed.map((value) =>
        value !== null &&
        typeof value === "object" &&
        !(value instanceof Date) &&
        !Buffer.isBuffer(value) &&
        !Array.isArray(value)
          ? JSON.stringify(value)
          : value,
      ),
    ],
    ["truncate", `truncate ${name}`, []],
  ];
}

/** Whether the statement reached a row; a refusal of any kind is none. Nothing is kept. */
export async function attempt(
  db: Client,
  role: string,
  context: Context,
  sql: string,
  values: unknown[],
): Promise<boolean> {
  const settings = Object.entries({
    "app.reach": "none",
    "app.place": "",
    "app.person": "",
    "app.role": "",
    "app.door_person": "",
    "app.today": "2026-09-01",
    ...context,
  }).map(([name, value]) => `set_config('${name}', '${value}', true)`);
  await db.query(`savepoint attempt; select ${settings.join(", ")}; set local role ${role}`);
  try {
    const result = await db.query(sql, values);
    return result.command === "TRUNCATE" || (result.rowCount ?? 0) > 0;
  } catch (error) {
    // A constraint or a trigger that speaks has met the row: the wall let it pass, or would tell of rows beyond it.
    return /^(23|PV)/.test((error as { code?: string }).code ?? "");
  } finally {
    await db.query("rollback to savepoint attempt");
  }
}

/** What the catalogue itself shows to be wrong with the wall, whatever rows there are. */
export async function faults(db: Client): Promise<string[]> {
  const { rows } = await db.query<{ fault: string }>(`
    with t as (
      select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenantId'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'Session')
    select relname || ': row security is not enabled and forced' as fault from t where not (relrowsecurity and relforcerowsecurity)
    union all select relname || ': no restrictive wall for every role' from t where not exists (
      select from pg_policy p where p.polrelid = t.oid and not p.polpermissive and p.polroles = '{0}' and p.polcmd = '*'
        and pg_get_expr(p.polqual, p.polrelid) like '%"tenantId" = ( SELECT tenant_id()%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%"tenantId" = ( SELECT tenant_id()%')
    union all select relname || ': tenantId may be null' from t join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenantId' where not a.attnotnull
    union all select relname || ': a permissive policy for everybody' from t where exists (select from pg_policy p where p.polrelid = t.oid and p.polpermissive and p.polroles = '{0}')
    union all select k.conname || ': a reference that does not carry the tenant' from pg_constraint k join t on t.oid = k.conrelid
       join t as f on f.oid = k.confrelid where k.contype = 'f' and not exists (
         select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenantId' and a.attnum = any (k.conkey))
    union all select c.relname || ': a unique index that does not carry the tenant' from pg_index i join t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
       where i.indisunique and not exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'tenantId' and a.attnum = any (i.indkey))
    union all select relname || ': ' || privilege_type || ' is granted to ' || grantee from t join information_schema.role_table_grants g on g.table_name = t.relname
       where g.table_schema = 'public' and ((g.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') and g.grantee like 'portal%' and g.grantee <> 'portal_owner') or g.grantee = 'PUBLIC')
    union all select relname || ': changes are not recorded' from t where obj_description(oid) not like 'trail%' and obj_description(oid) not like 'own%'
       and relname not in ('SchoolGram', 'ImportRow') and not exists (select from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'record_change' and g.tgenabled = 'O')
    union all select proname || ': a definer function that is not on the signed list' from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
       and proname not in ('reach_schools', 'record_change', 'arrival', 'own_memberships', 'belongs_elsewhere', 'may_reset', 'close_account', 'remove_code', 'throttle', 'unthrottle', 'invited_person', 'issue_token', 'end_sessions', 'open_session', 'open_public', 'open_job',
         'open_membership', 'take_waiting_jobs', 'every_tenant', 'worker_beat', 'worker_seen_at', 'at_work', 'away_since',
         'is_unfounded', 'governs', 'arrival', 'carry_people', 'offer_of', 'is_unclaimed', 'is_wanted_elsewhere', 'record_entry', 'take_up', 'withdraw_founders', 'unfounded_tenants', 'provider_of', 'sign_in_by_provider', 'end_provider_sessions', 'delegate_role', 'end_delegation', 'own_delegations', 'attachment_bytes')
    union all select proname || ': a definer function that a temporary table could deceive' from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
       and not coalesce('search_path=public, pg_temp' = any (proconfig), false)
    union all select c.relname || ': a sequence that ' || r.rolname || ' may move' from pg_class c, pg_roles r where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
       and r.rolname like 'portal%' and r.rolname <> 'portal_owner' and not r.rolsuper and has_sequence_privilege(r.oid, c.oid, 'usage, update')
       and not pg_has_role(r.oid, 'portal_owner', 'member')
    union all select relname || ': a kernel table without row security' from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and relname not like E'\\_%' and not (relrowsecurity and relforcerowsecurity)
    union all select c.relname || ': ' || p.polname || ' is a permissive policy for everybody' from pg_class c join pg_policy p on p.polrelid = c.oid
       where c.relnamespace = 'public'::regnamespace and p.polpermissive and p.polroles = '{0}'
    union all select proname || ': may be run by everybody' from pg_proc where pronamespace = 'public'::regnamespace and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))
    union all select relname || ': a view' from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
    union all select rolname || ': too powerful' from pg_roles where rolname like 'portal%' and (rolsuper or rolbypassrls)`);
  return rows.map((row) => row.fault);
}
