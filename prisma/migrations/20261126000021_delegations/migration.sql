-- Somebody who is away lets a colleague act in their role for a while: a membership of its own kind, which holds only as
-- long as both hold theirs, ends by itself, and gives nobody access.

alter table "Membership" add column "delegatedFromId" uuid;
alter table "Membership" add constraint "Membership_tenantId_delegatedFromId_fkey"
  foreign key ("tenantId", "delegatedFromId") references "Membership"("tenantId", "id") on delete restrict on update cascade;
create index "Membership_tenantId_delegatedFromId_idx" on "Membership"("tenantId", "delegatedFromId");
alter table "Membership" add constraint "Membership_delegated" check ("delegatedFromId" is null or "endsOn" is not null and "offeredAt" is null);

alter table "AuditEvent" add column "forPersonId" uuid, add column "forPersonName" varchar(80);

-- Whether a membership opens anything on a day: one that was handed over only while its giver holds theirs, and while its
-- holder works in the city in their own right.
create function in_force(m "Membership", day date) returns boolean language sql stable
  return m."offeredAt" is null and m."startsOn" <= day and (m."endsOn" is null or m."endsOn" > day)
    and (m."delegatedFromId" is null
      or exists (select from "Membership" g join "Person" p on p.id = g."personId"
           where g."tenantId" = m."tenantId" and g.id = m."delegatedFromId" and g."delegatedFromId" is null and p."disabledAt" is null
             and g."offeredAt" is null and g."startsOn" <= day and (g."endsOn" is null or g."endsOn" > day))
        and exists (select from "Membership" o
           where o."tenantId" = m."tenantId" and o."personId" = m."personId" and o."delegatedFromId" is null
             and o."offeredAt" is null and o."startsOn" <= day and (o."endsOn" is null or o."endsOn" > day)));
revoke execute on function in_force("Membership", date) from public;

-- For whom the present session acts; null: for itself.
create function acting_for() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.for_person', true), '')::uuid;
revoke execute on function acting_for() from public;
grant execute on function acting_for() to portal_section, portal_unit, portal_admin, portal_operator, portal_door, portal_job;

do $$
declare
  body text := pg_get_functiondef('open_session(bytea, uuid)'::regprocedure);
  part text[];
  parts text[] := array[
    ['by_provider boolean;', 'by_provider boolean; giver "Person";'],
    ['set_config(''app.bound'',', 'set_config(''app.membership'', '''', true), set_config(''app.for_person'', '''', true), set_config(''app.for_name'', '''', true),
          set_config(''app.bound'','],
    ['perform set_config(''app.today'', local_today::text, true);', 'if m."delegatedFromId" is not null and not in_force(m, local_today) then m := null; end if;
    if m."delegatedFromId" is not null then
      select per.* into giver from "Membership" g join "Person" per on per.id = g."personId" where g."tenantId" = t.id and g.id = m."delegatedFromId";
      perform set_config(''app.for_person'', giver.id::text, true), set_config(''app.for_name'', giver.name, true);
    end if;
    perform set_config(''app.membership'', coalesce(m.id::text, ''''), true);
    perform set_config(''app.today'', local_today::text, true);']];
begin
  foreach part slice 1 in array parts loop
    if position(part[1] in body) = 0 then raise exception 'open_session has changed: %', part[1]; end if;
    body := replace(body, part[1], part[2]);
  end loop;
  execute body;
  body := pg_get_functiondef('sign_in_by_provider(uuid, text, text, text, bytea, text, boolean, text, int)'::regprocedure);
  if position('and m2."offeredAt" is null' in body) = 0 then raise exception 'sign_in_by_provider has changed'; end if;
  execute replace(body, 'and m2."offeredAt" is null', 'and in_force(m2, local_today)');
end $$;

drop function own_memberships();
create function own_memberships() returns table (
  id uuid, "tenantId" uuid, role text, "tenantNameEn" text, "tenantNameZh" text, "placeNameEn" text, "placeNameZh" text, "forName" text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  me uuid := coalesce(person_id(), door_person());
  here text := coalesce(current_setting('app.tenant', true), '');
  t "Tenant";
  local_today date;
begin
  for t in select * from "Tenant" where session_bound() is null or id = session_bound() order by slug loop
    perform set_config('app.tenant', t.id::text, true);
    local_today := (now() at time zone t."timeZone")::date;
    return query
      select m.id, m."tenantId", m.role::text, t."nameEn"::text, t."nameZh"::text,
             coalesce(f."nameEn", d."nameEn", '')::text, coalesce(f."nameZh", d."nameZh", '')::text, coalesce(p.name, '')::text
        from "Membership" m
        left join "District" d on d."tenantId" = m."tenantId" and d.id = m."districtId"
        left join "SchoolFact" f on f."tenantId" = m."tenantId" and f."schoolId" = m."schoolId" and f."supersededAt" is null
             and f."validFrom" <= local_today and (f."validTo" is null or f."validTo" > local_today)
        left join "Membership" g on g."tenantId" = m."tenantId" and g.id = m."delegatedFromId"
        left join "Person" p on p.id = g."personId"
       where m."personId" = me and in_force(m, local_today)
       order by m."delegatedFromId" is not null, m."createdAt", m.id;
  end loop;
  perform set_config('app.tenant', here, true);
end $$;
revoke execute on function own_memberships() from public;
grant execute on function own_memberships() to portal_door, portal_section, portal_unit, portal_admin, portal_operator;

-- Whoever acts for somebody else hands out no access, be it a role, a link or a place.
create or replace function governs(m "Membership") returns boolean language sql stable security definer set search_path = public, pg_temp
  return case when acting_for() is not null then false else case member_role()
    when 'SYSTEM_ADMIN' then true
    when 'DISTRICT_OFFICER' then m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') and m."schoolId" = any (reach_schools())
    when 'SCHOOL_HEAD' then m.role = 'SCHOOL_CLERK' and m."schoolId" = any (reach_schools())
    else member_role() is null and (current_setting('role') = 'portal_job' or current_setting('role') = 'portal_operator' and is_unfounded()) end end;

do $$
declare
  body text := pg_get_functiondef('guard_membership()'::regprocedure);
  beginning text := 'if tg_op = ''UPDATE'' and (new."personId", new.role) is distinct from (old."personId", old.role) then';
  goes_on text := 'and m.role = new.role and m."offeredAt" is null';
begin
  if position(beginning in body) = 0 or position(goes_on in body) = 0 then raise exception 'guard_membership has changed'; end if;
  body := replace(body, goes_on, goes_on || ' and m."delegatedFromId" is null');
  execute replace(body, beginning, $x$if current_user in ('portal_admin', 'portal_section', 'portal_unit', 'portal_operator') then
    if acting_for() is not null then raise exception 'whoever acts for another gives no access' using errcode = '42501'; end if;
    if tg_op = 'INSERT' and new."delegatedFromId" is not null
      or tg_op = 'UPDATE' and new."delegatedFromId" is distinct from old."delegatedFromId"
      or tg_op = 'UPDATE' and old."delegatedFromId" is not null and (new."startsOn" <> old."startsOn" or new."endsOn" > old."endsOn") then
      raise exception 'a role is handed over by its holder' using errcode = '42501';
    end if;
  end if;
  $x$ || beginning);
end $$;

-- What somebody holds for another does not go along where the people of a school get a new code.
create or replace function carry_people(predecessor uuid, successor uuid) returns int language sql security definer set search_path = public, pg_temp
begin atomic
  with carried as (
    insert into "Membership" ("tenantId", id, "personId", role, "schoolId", "startsOn", "endsOn")
    select m."tenantId", gen_random_uuid(), m."personId", m.role, l."successorId", greatest(m."startsOn", l."happenedOn"), m."endsOn"
      from "SchoolLink" l
      join "Membership" m on m."tenantId" = l."tenantId" and m."schoolId" = l."predecessorId"
     where l.kind = 'RECODED' and l."predecessorId" = predecessor and l."successorId" = successor
       and m."offeredAt" is null and m."delegatedFromId" is null and (m."endsOn" is null or m."endsOn" > l."happenedOn")
       and not exists (select from "Membership" o where o."tenantId" = m."tenantId" and o."personId" = m."personId"
                          and o.role = m.role and o."schoolId" = l."successorId" and o."delegatedFromId" is null)
    returning 1)
  select count(*)::int from carried;
end;

-- Hands the role of the present session over to a colleague from a day up to, and without, another.
-- Outcomes: given, nobody (no such colleague works in this city), already (they hold it, or some of these days).
create function delegate_role(colleague text, starts date, ends date, made uuid) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  mine "Membership";
  them uuid;
begin
  select * into mine from "Membership" where "tenantId" = tenant_id() and id = nullif(current_setting('app.membership', true), '')::uuid for no key update;
  if mine.id is null or mine."delegatedFromId" is not null or mine."personId" <> person_id()
    or mine.role not in ('SECTION_HEAD', 'SECTION_STAFF', 'DISTRICT_OFFICER', 'SCHOOL_HEAD')
    or exists (select from "WithdrawnRight" where "tenantId" = mine."tenantId" and role = mine.role and capability = 'delegation.give')
    or starts < tenant_today() or ends <= starts or ends > starts + 366 then
    raise exception 'not to be handed over' using errcode = '42501';
  end if;
  select p.id into them from "Person" p
   where p.email = colleague and p.id <> mine."personId" and p."disabledAt" is null and exists (
     select from "Membership" o where o."tenantId" = mine."tenantId" and o."personId" = p.id and o."delegatedFromId" is null and in_force(o, tenant_today()));
  if them is null then return 'nobody'; end if;
  if exists (select from "Membership" o where o."tenantId" = mine."tenantId" and o."personId" = them and o."offeredAt" is null
      and o.role = mine.role and o."districtId" is not distinct from mine."districtId" and o."schoolId" is not distinct from mine."schoolId"
      and o."startsOn" < ends and (o."endsOn" is null or o."endsOn" > starts)) then return 'already'; end if;
  insert into "Membership" ("tenantId", id, "personId", role, "districtId", "schoolId", "startsOn", "endsOn", "delegatedFromId")
  values (mine."tenantId", made, them, mine.role, mine."districtId", mine."schoolId", starts, ends, mine.id);
  return 'given';
end $$;

-- Ends what was handed over, by whoever gave it or holds it. A session that acts under it may act no more at its next
-- request. Returns whether there was such a one in this version.
create function end_delegation(delegation uuid, seen int) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update "Membership" m set "endsOn" = tenant_today(), version = m.version + 1
    from "Membership" g
   where m."tenantId" = tenant_id() and m.id = delegation and m.version = seen and m."endsOn" > tenant_today()
     and g."tenantId" = m."tenantId" and g.id = m."delegatedFromId" and person_id() in (m."personId", g."personId");
  return found;
end $$;

-- What the person has handed over from the present membership, and what others have handed over to them, as long as it
-- has not ended.
create function own_delegations() returns table (
  id uuid, role text, "giverName" text, "colleagueName" text, "colleagueEmail" text, given boolean, "startsOn" date, "endsOn" date, version int,
  "placeNameEn" text, "placeNameZh" text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, m.role::text, gp.name::text, p.name::text, p.email::text, g."personId" = person_id(), m."startsOn", m."endsOn", m.version,
         coalesce(f."nameEn", d."nameEn", '')::text, coalesce(f."nameZh", d."nameZh", '')::text
    from "Membership" m
    join "Membership" g on g."tenantId" = m."tenantId" and g.id = m."delegatedFromId"
    join "Person" gp on gp.id = g."personId"
    join "Person" p on p.id = m."personId"
    left join "District" d on d."tenantId" = m."tenantId" and d.id = m."districtId"
    left join "SchoolFact" f on f."tenantId" = m."tenantId" and f."schoolId" = m."schoolId" and f."supersededAt" is null
         and f."validFrom" <= tenant_today() and (f."validTo" is null or f."validTo" > tenant_today())
   where m."tenantId" = tenant_id() and person_id() in (m."personId", g."personId") and m."endsOn" > tenant_today()
   order by m."startsOn", m.id
$$;

-- Who acted for whom is the session's to say and not the writer's.
create function say_for_whom() returns trigger language plpgsql as $$
begin
  if current_user in ('portal_admin', 'portal_section', 'portal_unit', 'portal_operator') then
    new."forPersonId" := acting_for();
    new."forPersonName" := nullif(current_setting('app.for_name', true), '');
  end if;
  return new;
end $$;
create trigger say_for_whom before insert on "AuditEvent" for each row execute function say_for_whom();

revoke execute on function delegate_role(text, date, date, uuid), end_delegation(uuid, int), own_delegations(), say_for_whom() from public;
grant execute on function delegate_role(text, date, date, uuid), own_delegations() to portal_section, portal_unit, portal_admin;
grant execute on function end_delegation(uuid, int) to portal_section, portal_unit, portal_admin;
