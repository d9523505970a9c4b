import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "#generated/prisma/client.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { PORTAL_ROLES } from "./database-roles.ts";
import { env } from "./env.ts";
import { NEVER_FOR_ANOTHER, type PortalRole } from "./policy.ts";
import { openLine, openPool, type Pool } from "./pool.ts";

declare const scoped: unique symbol;

/** A transaction that has been told who is asking; there is no other way to the database. */
export type Db = Prisma.TransactionClient & { readonly [scoped]: true };

export type TenantInfo = {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
  locale: string;
  timeZone: string;
  accent: string | null;
  /** Whether one person may both fill and sign a report. */
  fillerMaySign: boolean;
};

/** Who is asking, as the database sees it in this transaction. */
export type Actor = {
  personId: string;
  name: string;
  email: string;
  locale: string | null;
  role: PortalRole;
  /** The platform's own name and time zone where the actor is its operator. */
  tenant: TenantInfo;
  membershipId: string | null;
  districtId: string | null;
  schoolId: string | null;
  /** The school year chosen in the shell; null: the one that holds today. */
  schoolYearId: string | null;
  /** Today in the tenant's time zone, YYYY-MM-DD. */
  today: string;
  withdrawn: ReadonlySet<string>;
  /** Who is away and for whom the actor acts in this role; null: in their own right. */
  forName: string | null;
  /** Whether the city's sign-in provider opened the session: it acts in this city alone and never on the account. */
  bound: boolean;
  requestId: string;
};

/** A session that may not act yet, and what it has to do first. */
export type Pending = "code" | "set-up-code" | "provider" | "no-membership";

const PLATFORM: TenantInfo = {
  id: "",
  slug: "",
  nameEn: "Platform",
  nameZh: "平台",
  locale: "en",
  timeZone: "UTC",
  accent: null,
  fillerMaySign: false,
};

// Kept beside the module: pages, routes and the start of the process are bundled apart, and each copy of this module would
// open a pool of its own.
const CLIENT = Symbol.for("jijiao.database");
const kept = globalThis as { [CLIENT]?: Pick<Pool, "inTurn"> & { client: PrismaClient } };

function opened() {
  if (!kept[CLIENT]) {
    const { pool, nameOf, inTurn } = openPool(env().DATABASE_URL, env().DATABASE_POOL);
    const client = new PrismaClient({
      adapter: new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: nameOf }),
      transactionOptions: { maxWait: 15_000, timeout: 30_000 },
      errorFormat: "minimal", // the other formats quote what was asked, personal data and all
    });
    kept[CLIENT] = { client, inTurn };
  }
  return kept[CLIENT];
}

function inTransaction<T>(
  work: (tx: Prisma.TransactionClient) => Promise<T>,
  options: { timeout?: number } = {},
): Promise<T> {
  const { client, inTurn } = opened();
  return inTurn(() => client.$transaction(work, options));
}

export async function disconnect(): Promise<void> {
  await kept[CLIENT]?.client.$disconnect();
  delete kept[CLIENT];
}

/**
 * One transaction for the holder of a session.
 * @param digest SHA-256 of the session's id
 * @param work gets null where nobody is signed in, or the reason why the session may not act yet
 */
export function withSession<T>(
  digest: Uint8Array,
  work: (db: Db, actor: Actor | Pending | null) => Promise<T>,
  options: { timeout?: number } = {},
): Promise<T> {
  const requestId = randomUUID();
  return inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<SessionRow[]>`
      select c.*, current_setting('app.bound', true) <> '' as bound,
        nullif(current_setting('app.for_name', true), '') as "forName", set_config('role', c."dbRole", true) from open_session(${digest}::bytea, ${requestId}::uuid) c`;
    return work(tx as Db, row ? actorOf(row, requestId) : null);
  }, options);
}

const SLUG = /^[a-z0-9-]{1,40}$/;

/** One transaction for the public pages of a tenant; null where there is no such tenant. */
export function withPublic<T>(
  slug: string,
  work: (db: Db, tenant: TenantInfo & { today: string }) => Promise<T>,
): Promise<T | null> {
  if (!SLUG.test(slug)) return Promise.resolve(null); // an address may hold what PostgreSQL cannot even compare
  return inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<TenantRow[]>`
      select c.*, set_config('role', 'portal_public', true) from open_public(${slug}, ${randomUUID()}::uuid) c`;
    return row ? work(tx as Db, { ...tenantOf(row), today: dayText(row.today) }) : null;
  });
}

/** One transaction for work that no session asks for, in one tenant, on behalf of one person where there is one. */
export function withJob<T>(
  job: { tenantId: string; personId?: string | null },
  work: (db: Db) => Promise<T>,
  options: { timeout?: number } = {},
): Promise<T> {
  return inTransaction(async (tx) => {
    await tx.$queryRaw`
      select set_config('role', 'portal_job', true) from open_job(${job.tenantId}::uuid, ${job.personId ?? null}::uuid, ${randomUUID()}::uuid)`;
    return work(tx as Db);
  }, options);
}

/** Somebody who asked for work, and the membership they asked it with. */
export type Requester = { tenantId: string; personId: string; membershipId: string };

/**
 * One transaction for work that goes on after its requester's page: with the role and reach they have now.
 * @param work gets null where they no longer hold that membership
 */
export function withMember<T>(
  { tenantId, personId, membershipId }: Requester,
  work: (db: Db, actor: Actor | null) => Promise<T>,
  options: { timeout?: number } = {},
): Promise<T> {
  const requestId = randomUUID();
  return inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<SessionRow[]>`
      select c.*, false as bound, nullif(current_setting('app.for_name', true), '') as "forName", set_config('role', c."dbRole", true)
        from open_membership(${tenantId}::uuid, ${membershipId}::uuid, ${personId}::uuid, ${requestId}::uuid) c`;
    const actor = row && actorOf(row, requestId);
    return work(tx as Db, typeof actor === "object" ? actor : null);
  }, options);
}

/** Lets part of a requester's transaction say how their job goes, as the worker does and no person may. */
export async function asJob<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const [own] = await db.$queryRaw<{ role: string }[]>`
    select current_user::text as role, set_config('role', 'portal_job', true)`;
  const result = await work();
  await db.$queryRaw`select set_config('role', ${own?.role ?? "none"}, true)`;
  return result;
}

/** What somebody shows at the door before they are signed in. */
export type Shown = { email?: string; personId?: string; token?: Uint8Array };

/** One transaction that sees the one person who is shown, and nothing of any tenant. */
export function atDoor<T>(
  shown: Shown,
  work: (db: Db, show: (more: Shown) => Promise<void>) => Promise<T>,
): Promise<T> {
  return inTransaction(async (tx) => {
    const state: Shown = {};
    const show = async (more: Shown) => {
      Object.assign(state, more);
      const token = state.token ? Buffer.from(state.token).toString("hex") : "";
      await tx.$queryRaw`select set_config('role', 'portal_door', true), set_config('app.door_email', ${state.email ?? ""}, true),
        set_config('app.door_person', ${state.personId ?? ""}, true), set_config('app.door_token', ${token}, true)`;
    };
    await show(shown);
    return work(tx as Db, show);
  });
}

/**
 * Lets part of a session's transaction work on its holder's own account (password, codes, sessions), as the door does
 * and no other role may; afterwards the transaction is what it was. Also for a session that may not act yet.
 */
export async function onOwnAccount<T>(db: Db, work: (personId: string) => Promise<T>): Promise<T> {
  const [own] = await db.$queryRaw<{ personId: string; role: string }[]>`
    select current_user::text as role, current_setting('app.person') as "personId",
      set_config('app.door_person', current_setting('app.person'), true), set_config('role', 'portal_door', true)`;
  if (!own?.personId) throw new Error("no session has been opened in this transaction");
  const result = await work(own.personId);
  await db.$queryRaw`select set_config('role', ${own.role}, true), set_config('app.door_person', '', true)`;
  return result;
}

/** Points an operator's transaction at a tenant that it has just made, for its first membership. */
export async function enterNewTenant(db: Db, tenantId: string): Promise<void> {
  await db.$queryRaw`select set_config('app.tenant', ${tenantId}, true)`;
}

/**
 * What lets a process say that it is at work, time and again.
 * @returns takes the stretch of time that it was last told it is in, null at first, and gives the one that it is in now
 */
export function openAtWork(): (stretch: string | null) => Promise<string> {
  const line = openLine(env().DATABASE_URL);
  return async (stretch) => {
    const { rows } = await line.query<{ stretch: string }>("select at_work($1::uuid) as stretch", [stretch]);
    return rows[0]?.stretch ?? "";
  };
}

/** Names of the migrations that the database has had. */
export async function appliedMigrations(): Promise<string[]> {
  const rows = await opened().client.$queryRaw<{ migration_name: string }[]>`
    select migration_name from "_prisma_migrations" where finished_at is not null and rolled_back_at is null`;
  return rows.map((row) => row.migration_name).sort();
}

/** Why the login of `DATABASE_URL` has more power than the application may hold; null where all is well. */
export async function excessPrivilege(): Promise<string | null> {
  const portalRoles: string[] = [...PORTAL_ROLES];
  const [row] = await opened().client.$queryRaw<{ name: string; reason: string | null }[]>`
    with others as (
      select oid, rolname from pg_roles r where rolname <> current_user and pg_has_role(current_user, r.oid, 'member')
    ), touched as (
      select relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and relname <> '_prisma_migrations'
         and has_table_privilege(oid, 'select, insert, update, delete, truncate')
       order by relname limit 5
    )
    select current_user::text as name, case
      when rolsuper then 'is a superuser'
      when rolbypassrls then 'may bypass row security'
      when rolcreaterole then 'may create roles'
      when rolreplication then 'may copy the whole database'
      when exists (select from others where rolname = 'portal_owner') then 'belongs to the owner of the tables'
      when exists (select from others where rolname <> all (${portalRoles}::text[]))
        then 'belongs to ' || (select string_agg(rolname, ', ' order by rolname) from others where rolname <> all (${portalRoles}::text[]))
      when rolinherit or exists (select from others where pg_has_role(current_user, oid, 'usage'))
        then 'inherits the rights of its roles (it must be NOINHERIT, and so must its memberships)'
      when exists (select from touched)
        then 'may touch ' || (select string_agg(relname, ', ' order by relname) from touched) || ' without having said who is asking'
    end as reason from pg_roles where rolname = current_user`;
  return row?.reason ? `The login ${row.name} of DATABASE_URL ${row.reason}.` : null;
}

type TenantRow = {
  tenantId: string | null;
  slug: string;
  tenantNameEn: string;
  tenantNameZh: string;
  tenantLocale: string;
  timeZone: string;
  accent: string | null;
  today: Date;
};

type SessionRow = TenantRow & {
  personId: string;
  personName: string;
  email: string;
  locale: string | null;
  operator: boolean;
  stage: "TOTP" | "OPEN" | "PROVIDER";
  bound: boolean;
  forName: string | null;
  fillerMaySign: boolean | null;
  membershipId: string | null;
  role: Role | null;
  districtId: string | null;
  schoolId: string | null;
  schoolYearId: string | null;
  withdrawn: string[];
  totpMissing: boolean;
  dbRole: string;
};

function actorOf(row: SessionRow, requestId: string): Actor | Pending {
  if (row.stage === "TOTP") return "code";
  if (row.totpMissing) return "set-up-code";
  if (row.stage === "PROVIDER") return "provider";
  if (row.dbRole === "portal_nobody") return "no-membership";
  return {
    personId: row.personId,
    name: row.personName,
    email: row.email,
    locale: row.locale,
    role: row.role ?? "OPERATOR",
    tenant: row.tenantId ? { ...tenantOf(row), fillerMaySign: row.fillerMaySign ?? false } : PLATFORM,
    membershipId: row.membershipId,
    districtId: row.districtId,
    schoolId: row.schoolId,
    schoolYearId: row.schoolYearId,
    today: row.today ? dayText(row.today) : new Date().toISOString().slice(0, 10),
    withdrawn: new Set([...row.withdrawn, ...(row.forName === null ? [] : NEVER_FOR_ANOTHER)]),
    forName: row.forName,
    bound: row.bound,
    requestId,
  };
}

function tenantOf(row: TenantRow): TenantInfo {
  return {
    id: row.tenantId ?? "",
    slug: row.slug,
    nameEn: row.tenantNameEn,
    nameZh: row.tenantNameZh,
    locale: row.tenantLocale,
    timeZone: row.timeZone,
    accent: row.accent,
    fillerMaySign: false,
  };
}

function dayText(day: Date): string {
  return day.toISOString().slice(0, 10);
}
