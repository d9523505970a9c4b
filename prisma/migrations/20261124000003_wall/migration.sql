-- The wall between tenants, the reach inside one, the trail of changes, and the gates that open a context.

-- Schools that the present membership reaches.
create function reach_schools() returns uuid[] language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  place uuid := nullif(current_setting('app.place', true), '')::uuid;
begin
  case current_setting('app.reach', true)
    when 'school' then return array[place];
    when 'district' then return array(
      select "schoolId" from "SchoolFact"
       where "tenantId" = tenant_id() and "districtId" = place and "supersededAt" is null
         and "validFrom" <= tenant_today() and ("validTo" is null or "validTo" > tenant_today()));
    else return '{}';
  end case;
end $$;

-- A record may only go to its next version: an update that does not count up has not read what it overwrites.
create function require_next_version() returns trigger language plpgsql as $$
begin
  if new.version is distinct from old.version + 1 then
    raise exception 'version % does not follow version %', new.version, old.version using errcode = 'PV001';
  end if;
  return new;
end $$;

-- Before and after of a row; of an update only what differs. Arguments: the key's columns besides the tenant.
create function record_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - 'tenantId' end;
  now_is jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - 'tenantId' end;
  whole jsonb := coalesce(now_is, was);
  tenant uuid;
  row_key text;
begin
  if tg_table_name = 'Tenant' then tenant := old.id; else tenant := coalesce(new."tenantId", old."tenantId"); end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(key, value), jsonb_object_agg(key, now_is -> key) into was, now_is
      from jsonb_each(was) where now_is -> key is distinct from value;
    if was is null then return null; end if;
  end if;
  select string_agg(whole ->> name, '/' order by place) into row_key from unnest(tg_argv) with ordinality as k(name, place);
  insert into "AuditChange" ("tenantId", "requestId", "personId", entity, "rowId", "schoolId", operation, before, after, system)
  values (tenant, request_id(), person_id(), tg_table_name, row_key,
          (case tg_table_name when 'School' then whole ->> 'id' else whole ->> 'schoolId' end)::uuid,
          tg_op, was, now_is,
          tg_table_name in ('Membership', 'WithdrawnRight', 'SchoolYear', 'Term', 'CalendarYear', 'CalendarDay', 'District', 'Ownership', 'Tenant'));
  return null;
end $$;

-- What a table is, in one word (its comment), decides who may do what with its rows:
--   setting    the city's configuration: everyone in the tenant reads, administrators write
--   published  everyone in the tenant reads, the section writes
--   register   everyone in the tenant reads, the section writes, districts and schools write within their reach
--   school     the section, and districts and schools within their reach
--   section    the section alone
--   membership identity inside a tenant
--   trail      written once, read according to role
--   own        each person's own rows
-- A second word `delete` allows rows to be deleted; nothing else is ever deleted by the application. `import` lets the
-- section add to a setting what a list brings along.
comment on table "SchoolYear" is 'setting';
comment on table "Term" is 'setting delete';
comment on table "CalendarYear" is 'setting delete';
comment on table "CalendarDay" is 'setting delete';
comment on table "District" is 'setting import';
comment on table "Ownership" is 'setting delete import';
comment on table "WithdrawnRight" is 'setting delete';
comment on table "Membership" is 'membership';
comment on table "Template" is 'published';
comment on table "TemplateVersion" is 'published';
comment on table "Campaign" is 'published';
comment on table "School" is 'register';
comment on table "SchoolFact" is 'register';
comment on table "SchoolCode" is 'register';
comment on table "Campus" is 'register delete';
comment on table "SchoolLink" is 'register';
comment on table "SchoolGram" is 'register delete';
comment on table "ChangeRequest" is 'school';
comment on table "Import" is 'section';
comment on table "ImportRow" is 'section delete';
comment on table "ImportMapping" is 'section delete';
comment on table "Assignment" is 'school';
comment on table "Submission" is 'school';
comment on table "CellValue" is 'school delete';
comment on table "Explanation" is 'school delete';
comment on table "CellComment" is 'school delete';
comment on table "AuditEvent" is 'trail';
comment on table "AuditChange" is 'trail';
comment on table "IdempotencyKey" is 'own';

-- Whether nobody has been made a member of the present tenant yet.
create function is_unfounded() returns boolean language sql stable security definer set search_path = public, pg_temp
begin atomic select not exists (select from "Membership" where "tenantId" = tenant_id()); end;

create function protect_tenant_tables() returns void language plpgsql as $$
declare
  t record;
  kind text;
  verbs text;
  reach text;
  parent text;
  parent_key text;
  belongs text;
  key_columns text;
begin
  for t in
    select c.oid, c.relname as name, string_to_array(coalesce(obj_description(c.oid, 'pg_class'), ''), ' ') as words
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenantId' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'Session'
  loop
    kind := t.words[1];
    verbs := 'select, insert, update' || case when 'delete' = any(t.words) then ', delete' else '' end;
    reach := case t.name when 'School' then 'id' when 'SchoolLink' then null else '"schoolId"' end;
    execute format('alter table %I enable row level security', t.name);
    execute format('alter table %I force row level security', t.name);
    execute format('revoke all on %I from public, portal_section, portal_unit, portal_admin, portal_job, portal_public, portal_operator, portal_door', t.name);
    perform drop_policies(t.name);

    -- The wall. A membership is also shown to its own person at the door, where no tenant has been chosen yet.
    execute format('create policy wall on %I as restrictive using ("tenantId" = (select tenant_id())%s) with check ("tenantId" = (select tenant_id()))',
      t.name, case kind when 'membership' then ' or (current_user = ''portal_door'' and "personId" = (select door_person()))' else '' end);
    execute format('create policy owner on %I to portal_owner using (true)', t.name);
    execute format('create policy job on %I to portal_job using (true)', t.name);
    execute format('grant %s on %I to portal_job', verbs, t.name);

    case kind
      when 'setting' then
        execute format('create policy readers on %I for select to portal_unit, portal_section using (true)', t.name);
        execute format('create policy keepers on %I to portal_admin using (true)', t.name);
        execute format('grant select on %I to portal_unit, portal_section', t.name);
        execute format('grant %s on %I to portal_admin', verbs, t.name);
        if 'import' = any(t.words) then
          execute format('create policy import on %I for insert to portal_section with check (true)', t.name);
          execute format('grant insert on %I to portal_section', t.name);
        end if;
      when 'published' then
        execute format('create policy readers on %I for select to portal_unit using (true)', t.name);
        execute format('create policy section on %I to portal_section using (true)', t.name);
        execute format('grant select on %I to portal_unit', t.name);
        execute format('grant %s on %I to portal_section', verbs, t.name);
      when 'register' then
        execute format('create policy section on %I to portal_section using (true)', t.name);
        execute format('create policy readers on %I for select to portal_unit, portal_admin using (true)', t.name);
        execute format('grant %s on %I to portal_section', verbs, t.name);
        execute format('grant select on %I to portal_unit, portal_admin', t.name);
        if reach is not null then
          -- What a school is called and where it belongs is not the school's own to say.
          reach := format('%s = any ((select reach_schools())::uuid[])%s', reach,
            case when t.name in ('SchoolFact', 'SchoolCode') then ' and (select reach_district()) is not null' else '' end);
          execute format('create policy unit_insert on %I for insert to portal_unit with check (%s)', t.name, reach);
          execute format('create policy unit_update on %I for update to portal_unit using (%s)', t.name, reach);
          execute format('create policy unit_delete on %I for delete to portal_unit using (%s)', t.name, reach);
          execute format('grant %s on %I to portal_unit', verbs, t.name);
        end if;
      when 'school' then
        execute format('create policy section on %I to portal_section using (true)', t.name);
        execute format('create policy unit on %I to portal_unit using (%s = any ((select reach_schools())::uuid[]))', t.name, reach);
        execute format('grant %s on %I to portal_section, portal_unit', verbs, t.name);
      when 'section' then
        execute format('create policy section on %I to portal_section using (true)', t.name);
        execute format('grant %s on %I to portal_section', verbs, t.name);
      when 'membership' then
        execute format('create policy readers on %I for select to portal_section using (true)', t.name);
        execute format('create policy keepers on %I to portal_admin using (true)', t.name);
        execute format('create policy unit on %I to portal_unit using ("schoolId" = any ((select reach_schools())::uuid[]))', t.name);
        execute format('create policy district on %I for select to portal_unit using ("districtId" = (select reach_district()))', t.name);
        execute format('create policy self on %I for select to portal_unit using ("personId" = (select person_id()))', t.name);
        execute format('create policy door on %I for select to portal_door using ("personId" = (select door_person()))', t.name);
        execute format('create policy founder on %I for insert to portal_operator with check (role = ''SYSTEM_ADMIN'' and (select is_unfounded()))', t.name);
        execute format('grant select, insert, update on %I to portal_admin, portal_unit', t.name);
        execute format('grant select on %I to portal_section, portal_door', t.name);
        execute format('grant insert on %I to portal_operator', t.name);
      when 'trail' then
        execute format('create policy section on %I for select to portal_section using (true)', t.name);
        execute format('create policy admin on %I for select to portal_admin using (system)', t.name);
        execute format('create policy unit on %I for select to portal_unit using ("schoolId" = any ((select reach_schools())::uuid[]))', t.name);
        execute format('create policy self on %I for select to portal_unit using ("personId" = (select person_id()))', t.name);
        execute format('revoke update on %I from portal_job', t.name);
        execute format('grant select on %I to portal_section, portal_admin, portal_unit', t.name);
        if t.name = 'AuditEvent' then
          execute format('create policy record on %I for insert to portal_section, portal_admin, portal_unit, portal_operator with check ("personId" is not distinct from (select person_id()))', t.name);
          -- Who, when and in which request are not the writer's to say.
          execute format('grant insert (id, "personName", role, capability, "subjectType", "subjectId", "schoolId", reason, detail, system) on %I to portal_section, portal_admin, portal_unit, portal_operator', t.name);
        else
          execute format('revoke insert on %I from portal_job', t.name);
        end if;
      when 'own' then
        execute format('create policy own on %I to portal_section, portal_admin, portal_unit, portal_operator using ("personId" = (select person_id()))', t.name);
        execute format('grant select, insert, update on %I to portal_section, portal_admin, portal_unit, portal_operator', t.name);
      else
        raise exception 'table % holds a tenant''s rows and its comment does not say what it is', t.name;
    end case;

    -- What belongs to a report belongs to the report's school: a reference alone would accept another school's.
    for parent, parent_key in
      select * from (values ('Submission', 'submissionId'), ('Assignment', 'assignmentId')) as v(p, k)
       where kind = 'school' and t.name <> p and exists (
         select from pg_attribute a where a.attrelid = t.oid and a.attname = k and not a.attisdropped)
    loop
      belongs := format('exists (select from %I p where p."tenantId" = %I."tenantId" and p.id = %I.%I and p."schoolId" = %I."schoolId")',
        parent, t.name, t.name, parent_key, t.name);
      execute format('create policy %I on %I as restrictive for insert to portal_unit with check (%s)', 'belongs_' || parent, t.name, belongs);
      execute format('create policy %I on %I as restrictive for update to portal_unit using (true) with check (%s)', 'moves_' || parent, t.name, belongs);
    end loop;

    if kind not in ('trail', 'own') and t.name not in ('SchoolGram', 'ImportRow') then
      select string_agg(quote_literal(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum)) into key_columns
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indrelid = t.oid and i.indisprimary and a.attname <> 'tenantId';
      execute format('create or replace trigger record_change after insert or update or delete on %I for each row execute function record_change(%s)', t.name, key_columns);
    end if;
    if exists (select from pg_attribute where attrelid = t.oid and attname = 'version' and not attisdropped) then
      execute format('create or replace trigger require_next_version before update on %I for each row execute function require_next_version()', t.name);
    end if;
  end loop;
end $$;

create function drop_policies(table_name text) returns void language plpgsql as $$
declare p record;
begin
  for p in select polname from pg_policy where polrelid = format('public.%I', table_name)::regclass loop
    execute format('drop policy %I on %I', p.polname, table_name);
  end loop;
end $$;

select protect_tenant_tables();

-- The public reads the list of schools that are open today, its districts and its kinds of ownership.
create policy public on "SchoolFact" for select to portal_public using (
  status in ('OPEN', 'OPEN_PROPOSED_TO_CLOSE') and "supersededAt" is null
  and "validFrom" <= (select tenant_today()) and ("validTo" is null or "validTo" > (select tenant_today())));
create policy public on "School" for select to portal_public using (exists (
  select from "SchoolFact" f where f."tenantId" = "School"."tenantId" and f."schoolId" = "School".id));
create policy public on "SchoolGram" for select to portal_public using (exists (
  select from "SchoolFact" f where f."tenantId" = "SchoolGram"."tenantId" and f."schoolId" = "SchoolGram"."schoolId"));
create policy public on "District" for select to portal_public using (true);
create policy public on "Ownership" for select to portal_public using (true);
grant select ("tenantId", id, "schoolId", "validFrom", "validTo", "supersededAt", code, "nameEn", "nameZh", "districtId", ownership, stages, settlement, status, "teachingPoint", boarding) on "SchoolFact" to portal_public;
grant select ("tenantId", id, "addressEn", "addressZh", phone, website) on "School" to portal_public;
grant select on "SchoolGram", "District", "Ownership" to portal_public;

-- Kernel tables: not a tenant's rows, each opened to the one role and the one row that needs it.
do $$
declare name text;
begin
  foreach name in array array['Tenant', 'Person', 'Credential', 'Session', 'OneTimeToken', 'Throttle'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner on %I to portal_owner using (true)', name);
  end loop;
end $$;

create policy inside on "Tenant" for select to portal_section, portal_unit, portal_admin, portal_job, portal_public using (id = (select tenant_id()));
create policy keeper on "Tenant" for update to portal_admin using (id = (select tenant_id()));
create policy operator_reads on "Tenant" for select to portal_operator using (true);
create policy operator_adds on "Tenant" for insert to portal_operator with check (true);
create policy door on "Tenant" for select to portal_door using (true);
grant select on "Tenant" to portal_section, portal_unit, portal_admin, portal_job, portal_operator;
grant select (id, slug, "nameEn", "nameZh", locale, "timeZone", accent, "primaryGrades", "schoolFields") on "Tenant" to portal_public;
grant update on "Tenant" to portal_admin;
grant insert on "Tenant" to portal_operator;
grant select (id, slug, "nameEn", "nameZh", locale, "totpRoles") on "Tenant" to portal_door;
create trigger require_next_version before update on "Tenant" for each row execute function require_next_version();
-- Outside a tenant only the owner changes one, and no trail is open.
create trigger record_change after update on "Tenant" for each row when (tenant_id() is not null) execute function record_change('id');

-- Colleagues: whoever is a member of the tenant, as far as its memberships are visible to the asker.
create policy colleagues on "Person" for select to portal_section, portal_unit, portal_admin, portal_job using (id in (select "personId" from "Membership"));
create policy door_by_email on "Person" for select to portal_door using (email = (select door_email()));
create policy door_known on "Person" to portal_door using (id = (select door_person()));
grant select on "Person" to portal_job, portal_door;
grant select (id, email, name, locale, "disabledAt") on "Person" to portal_section, portal_unit, portal_admin;
grant update (locale, name) on "Person" to portal_door;

create policy door on "Credential" to portal_door using ("personId" = (select door_person()));
grant select, insert, update on "Credential" to portal_door;

create policy door on "Session" to portal_door using ("personId" = (select door_person()));
grant select, insert, update, delete on "Session" to portal_door;

create policy door on "OneTimeToken" for select to portal_door using (digest = (select door_token()));
create policy door_use on "OneTimeToken" for update to portal_door using ("personId" = (select door_person()));
grant select, update ("usedAt") on "OneTimeToken" to portal_door;

-- Seconds to wait before `attempt_key` may be tried again; 0 lets it through and counts it. Every new counter takes some
-- long expired ones with it, so that invented addresses do not fill the table.
create function throttle(attempt_key text, allowed int, window_seconds int) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare r "Throttle";
begin
  insert into "Throttle" as t (key, hits, "resetAt") values (attempt_key, 1, clock_timestamp() + make_interval(secs => window_seconds))
  on conflict (key) do update set
    hits = case when t."resetAt" <= clock_timestamp() then 1 else t.hits + 1 end,
    "resetAt" = case when t."resetAt" <= clock_timestamp() then clock_timestamp() + make_interval(secs => window_seconds) else t."resetAt" end
  returning * into r;
  if r.hits = 1 then
    delete from "Throttle" where key in (
      select key from "Throttle" where "resetAt" < clock_timestamp() - interval '1 day' order by "resetAt" limit 4 for update skip locked);
  end if;
  if r.hits <= allowed then return 0; end if;
  return greatest(1, ceil(extract(epoch from r."resetAt" - clock_timestamp()))::int);
end $$;

create function unthrottle(attempt_key text) returns void language sql security definer set search_path = public, pg_temp
begin atomic delete from "Throttle" where key = attempt_key; end;

-- The person with this address, made if there is none; so an administrator learns nothing about other cities.
create function invited_person(address text, full_name text, language text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found uuid;
begin
  insert into "Person" (id, email, name, locale) values (gen_random_uuid(), address, full_name, language) on conflict (email) do nothing;
  select id into found from "Person" where email = address;
  return found;
end $$;

-- A link for a first or a forgotten password. Only a member of the present tenant, or one being made one, can get it.
create function issue_token(person uuid, token_digest bytea, token_purpose "TokenPurpose", valid interval) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from "Membership" where "personId" = person) then
    raise exception 'not a member' using errcode = '42501';
  end if;
  update "OneTimeToken" set "usedAt" = clock_timestamp() where "personId" = person and "usedAt" is null;
  insert into "OneTimeToken" (digest, "personId", purpose, "expiresAt") values (token_digest, person, token_purpose, clock_timestamp() + valid);
end $$;

-- Ends the sessions that a person has open in the present tenant, or, where the account itself is meant, all of them.
create function end_sessions(person uuid) returns void language sql security definer set search_path = public, pg_temp
begin atomic delete from "Session" where "personId" = person and "tenantId" = tenant_id(); end;

-- Opens a transaction for the holder of a session. Returns who that is and which role to take; no row: nobody.
create function open_session(digest bytea, request uuid) returns table (
  "personId" uuid, "personName" text, email text, locale text, operator boolean, stage text,
  "tenantId" uuid, slug text, "tenantNameEn" text, "tenantNameZh" text, "tenantLocale" text, "timeZone" text, accent text, today date,
  "fillerMaySign" boolean, "membershipId" uuid, role text, "districtId" uuid, "schoolId" uuid, "schoolYearId" uuid,
  withdrawn text[], "totpMissing" boolean, "dbRole" text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  s "Session"; p "Person"; t "Tenant"; m "Membership"; secret_since timestamptz; local_today date; db_role text := 'portal_nobody';
begin
  select * into s from "Session" where id = digest and "expiresAt" > clock_timestamp() and "seenAt" > clock_timestamp() - interval '2 hours';
  if not found then return; end if;
  select * into p from "Person" where id = s."personId" and "disabledAt" is null;
  if not found then return; end if;
  if s."seenAt" < clock_timestamp() - interval '1 minute' then
    update "Session" set "seenAt" = clock_timestamp() where id = digest;
  end if;
  perform set_config('app.request', request::text, true), set_config('app.person', p.id::text, true),
          set_config('app.tenant', '', true), set_config('app.reach', 'none', true), set_config('app.place', '', true),
          set_config('app.role', '', true), set_config('app.today', '', true),
          set_config('idle_in_transaction_session_timeout', '60s', true), -- one that was given up lets go of its locks
          set_config('app.door_email', '', true), set_config('app.door_person', '', true), set_config('app.door_token', '', true);
  select "totpSince" into secret_since from "Credential" where "personId" = p.id;

  if s."tenantId" is not null then
    perform set_config('app.tenant', s."tenantId"::text, true);
    select * into t from "Tenant" where id = s."tenantId";
    local_today := (now() at time zone t."timeZone")::date;
    select * into m from "Membership" where id = s."membershipId" and "tenantId" = t.id and "personId" = p.id
       and "startsOn" <= local_today and ("endsOn" is null or "endsOn" > local_today);
    perform set_config('app.today', local_today::text, true);
    if m.id is not null then
      -- The role says what is reached: an inspector of a district sees it without acting in it.
      perform set_config('app.role', m.role::text, true),
              set_config('app.reach', case when m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') then 'school' when m.role = 'DISTRICT_OFFICER' then 'district' else 'none' end, true),
              set_config('app.place', coalesce((case when m.role = 'DISTRICT_OFFICER' then m."districtId" when m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') then m."schoolId" end)::text, ''), true);
    else
      perform set_config('app.tenant', '', true);
    end if;
  end if;

  "totpMissing" := secret_since is null and m.id is not null and m.role = any (t."totpRoles");
  if s.stage = 'OPEN' and not "totpMissing" then
    db_role := case
      when m.id is null then case when p.operator and s."tenantId" is null then 'portal_operator' else 'portal_nobody' end
      when m.role = 'SYSTEM_ADMIN' then 'portal_admin'
      when m.role in ('SECTION_HEAD', 'SECTION_STAFF') then 'portal_section'
      else 'portal_unit' end;
  end if;
  return query select p.id, p.name::text, p.email::text, p.locale::text, p.operator, s.stage::text,
    case when m.id is not null then t.id end, t.slug::text, t."nameEn"::text, t."nameZh"::text, t.locale::text, t."timeZone"::text, t.accent::text, local_today,
    t."fillerMaySign", m.id, m.role::text, m."districtId", m."schoolId", s."schoolYearId",
    case when m.id is not null then array(select w.capability::text from "WithdrawnRight" w where w.role = m.role) else '{}'::text[] end,
    "totpMissing", db_role;
end $$;

-- Opens a transaction for the public pages of a tenant.
create function open_public(tenant_slug text, request uuid) returns table (
  "tenantId" uuid, slug text, "tenantNameEn" text, "tenantNameZh" text, "tenantLocale" text, "timeZone" text, accent text, today date)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare t "Tenant";
begin
  select * into t from "Tenant" where slug = tenant_slug;
  if not found then return; end if;
  perform set_config('statement_timeout', '15s', true), set_config('idle_in_transaction_session_timeout', '60s', true),
          set_config('app.request', request::text, true), set_config('app.person', '', true), set_config('app.role', '', true),
          set_config('app.reach', 'none', true), set_config('app.place', '', true), set_config('app.tenant', t.id::text, true),
          set_config('app.today', (now() at time zone t."timeZone")::date::text, true);
  return query select t.id, t.slug::text, t."nameEn"::text, t."nameZh"::text, t.locale::text, t."timeZone"::text, t.accent::text, (now() at time zone t."timeZone")::date;
end $$;

-- Opens a transaction for work that no session asks for: seeding, jobs. `acting` is the person it is done for.
create function open_job(tenant uuid, acting uuid, request uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare zone text;
begin
  select "timeZone" into zone from "Tenant" where id = tenant;
  if zone is null then raise exception 'no such tenant' using errcode = '42501'; end if;
  perform set_config('app.request', request::text, true), set_config('app.person', coalesce(acting::text, ''), true),
          set_config('app.role', '', true),
          set_config('app.reach', 'none', true), set_config('app.place', '', true), set_config('app.tenant', tenant::text, true),
          set_config('app.today', (now() at time zone zone)::date::text, true);
end $$;

grant usage on schema public to portal_section, portal_unit, portal_admin, portal_job, portal_public, portal_operator, portal_door, portal_nobody;
grant execute on function tenant_id(), person_id(), request_id(), tenant_today(), member_role(), reach_district(), reach_schools(), door_email(), door_person(), door_token()
  to portal_section, portal_unit, portal_admin, portal_job, portal_public, portal_operator, portal_door;
grant execute on function is_unfounded() to portal_operator;
grant execute on function throttle(text, int, int), unthrottle(text) to portal_door, portal_section, portal_unit, portal_admin, portal_operator;
grant execute on function invited_person(text, text, text), issue_token(uuid, bytea, "TokenPurpose", interval) to portal_admin, portal_section, portal_unit, portal_operator, portal_job;
grant execute on function end_sessions(uuid) to portal_admin, portal_section, portal_unit;
