-- Work that goes on behind the pages, and what people are told.

-- CreateEnum
CREATE TYPE "JobStatus" AS ENUM ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED');

-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "districtAfter" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "remindBefore" INTEGER[] DEFAULT ARRAY[7, 3, 1]::INTEGER[],
ADD COLUMN     "sectionAfter" INTEGER NOT NULL DEFAULT 3;

-- AlterEnum
ALTER TYPE "ImportStatus" ADD VALUE 'APPLYING' AFTER 'CHECKED';

-- CreateTable
CREATE TABLE "Job" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "key" VARCHAR(160) NOT NULL DEFAULT gen_random_uuid(),
    "input" JSONB NOT NULL DEFAULT '{}',
    "subjectType" VARCHAR(40),
    "subjectId" VARCHAR(80),
    "personId" UUID DEFAULT person_id(),
    "personName" VARCHAR(80) NOT NULL DEFAULT '',
    "membershipId" UUID,
    "status" "JobStatus" NOT NULL DEFAULT 'WAITING',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "result" JSONB,
    "problem" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queueId" UUID,
    "relayedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "cancelAskedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" UUID NOT NULL,
    "host" VARCHAR(120) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notification" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "path" VARCHAR(300) NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),
    "mailAt" TIMESTAMPTZ(3),
    "mailedAt" TIMESTAMPTZ(3),
    "mailAttempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "NotificationSetting" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "personId" UUID NOT NULL DEFAULT person_id(),
    "mail" JSONB NOT NULL DEFAULT '{}',
    "digestAt" INTEGER NOT NULL DEFAULT 480,
    "quietFrom" INTEGER NOT NULL DEFAULT 1260,
    "quietTo" INTEGER NOT NULL DEFAULT 420,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "NotificationSetting_pkey" PRIMARY KEY ("tenantId","personId")
);

-- CreateIndex
CREATE INDEX "Job_tenantId_createdAt_id_idx" ON "Job"("tenantId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Job_tenantId_personId_createdAt_id_idx" ON "Job"("tenantId", "personId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Job_tenantId_subjectType_subjectId_idx" ON "Job"("tenantId", "subjectType", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Job_tenantId_kind_key_key" ON "Job"("tenantId", "kind", "key");

-- CreateIndex
CREATE INDEX "Notification_tenantId_personId_createdAt_id_idx" ON "Notification"("tenantId", "personId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_tenantId_personId_key_key" ON "Notification"("tenantId", "personId", "key");

-- The relay's and the bell's own: rows that wait to be handed over, and rows that nobody has read.
create index "Job_waiting" on "Job" ("tenantId", "createdAt") where status = 'WAITING' and "relayedAt" is null;
create index "Notification_unread" on "Notification" ("tenantId", "personId") where "readAt" is null;
create index "Notification_due" on "Notification" ("tenantId", "mailAt") where "mailAt" is not null and "mailedAt" is null;

comment on table "Job" is 'own delete';
comment on table "Notification" is 'own delete';
comment on table "NotificationSetting" is 'own';
comment on table "IdempotencyKey" is 'own delete';

-- The section and the administrator see the work of the whole city.
create policy kept_overview on "Job" for select to portal_admin, portal_section using (true);
create policy kept_control on "Job" for update to portal_admin using (true);

-- What was asked for stays as it was asked; people only stop it, or have it done again.
create function guard_job() returns trigger language plpgsql as $$
begin
  if current_user in ('portal_job', 'portal_owner') then return new; end if;
  if (new.kind, new.key, new.input, new."subjectType", new."subjectId", new."personId", new."personName", new."membershipId", new.result, new."createdAt")
     is distinct from (old.kind, old.key, old.input, old."subjectType", old."subjectId", old."personId", old."personName", old."membershipId", old.result, old."createdAt")
     or new.status is distinct from old.status
        and (old.status, new.status) not in (('FAILED', 'WAITING'), ('CANCELLED', 'WAITING')) then
    raise exception 'a job is asked for, stopped and asked for again, nothing else' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger guard_job before update on "Job" for each row execute function guard_job();

alter table "Worker" enable row level security;
alter table "Worker" force row level security;
create policy owner on "Worker" to portal_owner using (true);

-- Tells that a worker is there, and forgets those that have not been for a day.
create function worker_beat(worker uuid, host_name text) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  delete from "Worker" where "seenAt" < clock_timestamp() - interval '1 day';
  insert into "Worker" (id, host, "startedAt", "seenAt") values (worker, left(host_name, 120), clock_timestamp(), clock_timestamp())
    on conflict (id) do update set "seenAt" = excluded."seenAt";
end;

-- When any worker was last heard of.
create function worker_seen_at() returns timestamptz language sql stable security definer set search_path = public, pg_temp
begin atomic select max("seenAt") from "Worker"; end;

create function every_tenant() returns table (id uuid, "timeZone" text) language sql stable security definer set search_path = public, pg_temp
begin atomic select t.id, t."timeZone"::text from "Tenant" t order by t.slug; end;

-- Jobs of all tenants that wait to be handed to the queue, each marked as handed over in the same transaction.
create function take_waiting_jobs(most int) returns table ("tenantId" uuid, id uuid, kind text, "queueId" uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare tenant uuid;
begin
  for tenant in select t.id from "Tenant" t loop
    perform set_config('app.tenant', tenant::text, true);
    return query
      update "Job" j set "relayedAt" = clock_timestamp(), "queueId" = gen_random_uuid()
       where (j."tenantId", j.id) in (
         select w."tenantId", w.id from "Job" w where w."tenantId" = tenant and w.status = 'WAITING' and w."relayedAt" is null
          order by w."createdAt" limit most for update skip locked)
      returning j."tenantId", j.id, j.kind::text, j."queueId";
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

-- Opens a transaction for work that somebody asked for: with the role and reach they have when it is done. No row: they
-- no longer have that role.
create function open_membership(tenant uuid, membership uuid, acting uuid, request uuid) returns table (
  "personId" uuid, "personName" text, email text, locale text, operator boolean, stage text,
  "tenantId" uuid, slug text, "tenantNameEn" text, "tenantNameZh" text, "tenantLocale" text, "timeZone" text, accent text, today date,
  "fillerMaySign" boolean, "membershipId" uuid, role text, "districtId" uuid, "schoolId" uuid, "schoolYearId" uuid,
  withdrawn text[], "totpMissing" boolean, "dbRole" text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare p "Person"; t "Tenant"; m "Membership"; local_today date;
begin
  perform set_config('app.tenant', tenant::text, true), set_config('app.person', '', true), set_config('app.role', '', true),
          set_config('app.reach', 'none', true), set_config('app.place', '', true), set_config('app.request', request::text, true),
          set_config('app.door_email', '', true), set_config('app.door_person', '', true), set_config('app.door_token', '', true);
  select * into p from "Person" where id = acting and "disabledAt" is null;
  select * into t from "Tenant" where id = tenant;
  local_today := (now() at time zone t."timeZone")::date;
  select * into m from "Membership" where id = membership and "tenantId" = tenant and "personId" = p.id and "offeredAt" is null
     and "startsOn" <= local_today and ("endsOn" is null or "endsOn" > local_today);
  if m.id is null then
    perform set_config('app.tenant', '', true);
    return;
  end if;
  perform set_config('app.person', p.id::text, true), set_config('app.today', local_today::text, true),
          set_config('app.role', m.role::text, true),
          set_config('app.reach', case when m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') then 'school' when m.role = 'DISTRICT_OFFICER' then 'district' else 'none' end, true),
          set_config('app.place', coalesce((case when m.role = 'DISTRICT_OFFICER' then m."districtId" when m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') then m."schoolId" end)::text, ''), true);
  return query select p.id, p.name::text, p.email::text, p.locale::text, false, 'OPEN'::text,
    t.id, t.slug::text, t."nameEn"::text, t."nameZh"::text, t.locale::text, t."timeZone"::text, t.accent::text, local_today,
    t."fillerMaySign", m.id, m.role::text, m."districtId", m."schoolId", null::uuid,
    array(select w.capability::text from "WithdrawnRight" w where w.role = m.role), false,
    case when m.role = 'SYSTEM_ADMIN' then 'portal_admin' when m.role in ('SECTION_HEAD', 'SECTION_STAFF') then 'portal_section' else 'portal_unit' end;
end $$;

grant usage on schema public to portal_queue;
grant execute on function take_waiting_jobs(int), every_tenant(), worker_beat(uuid, text) to portal_queue;
grant execute on function worker_seen_at() to portal_admin, portal_section, portal_unit;

select protect_tenant_tables();
