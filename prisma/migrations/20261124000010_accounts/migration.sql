-- What people may know of their own memberships, and what an administrator may do to an account that is not theirs alone.
-- The wall stands before the owner too, so whatever looks across tenants walks through them one by one.

-- Memberships that hold today in their own city, of whoever stands at the door or is signed in.
create function own_memberships() returns table (
  id uuid, "tenantId" uuid, role text, "tenantNameEn" text, "tenantNameZh" text, "placeNameEn" text, "placeNameZh" text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  me uuid := coalesce(person_id(), door_person());
  here text := coalesce(current_setting('app.tenant', true), '');
  t "Tenant";
  local_today date;
begin
  for t in select * from "Tenant" order by slug loop
    perform set_config('app.tenant', t.id::text, true);
    local_today := (now() at time zone t."timeZone")::date;
    return query
      select m.id, m."tenantId", m.role::text, t."nameEn"::text, t."nameZh"::text,
             coalesce(f."nameEn", d."nameEn", '')::text, coalesce(f."nameZh", d."nameZh", '')::text
        from "Membership" m
        left join "District" d on d."tenantId" = m."tenantId" and d.id = m."districtId"
        left join "SchoolFact" f on f."tenantId" = m."tenantId" and f."schoolId" = m."schoolId" and f."supersededAt" is null
             and f."validFrom" <= local_today and (f."validTo" is null or f."validTo" > local_today)
       where m."personId" = me and m."startsOn" <= local_today and (m."endsOn" is null or m."endsOn" > local_today)
       order by m."createdAt", m.id;
  end loop;
  perform set_config('app.tenant', here, true);
end $$;

-- Whether the person is, or will be, a member of another tenant, or the platform's operator.
create function belongs_elsewhere(person uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  elsewhere boolean := coalesce((select operator from "Person" where id = person), false);
  other uuid;
begin
  for other in select id from "Tenant" where id::text <> here loop
    exit when elsewhere;
    perform set_config('app.tenant', other::text, true);
    elsewhere := exists (select from "Membership" where "personId" = person and ("endsOn" is null or "endsOn" > current_date));
  end loop;
  perform set_config('app.tenant', here, true);
  return elsewhere;
end $$;

-- Whether the present membership gives and takes this one: an administrator every one, a district and a head of a school
-- those below them. The operator and jobs get here only in a tenant that is being made.
create function governs(m "Membership") returns boolean language sql stable security definer set search_path = public, pg_temp
  return case member_role()
    when 'SYSTEM_ADMIN' then true
    when 'DISTRICT_OFFICER' then m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') and m."schoolId" = any (reach_schools())
    when 'SCHOOL_HEAD' then m.role = 'SCHOOL_CLERK' and m."schoolId" = any (reach_schools())
    else member_role() is null and current_setting('role') in ('portal_operator', 'portal_job') end;

-- Ends what a person has open under memberships that are the asker's to take, unused links into the account included:
-- whoever handed one out may no longer be the one to do so.
create or replace function end_sessions(person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from "Membership" m where m."personId" = person and governs(m)) then return; end if;
  delete from "Session" s using "Membership" m
   where s."personId" = person and s."tenantId" = tenant_id() and m."tenantId" = s."tenantId" and m.id = s."membershipId" and governs(m);
  update "OneTimeToken" set "usedAt" = clock_timestamp() where "personId" = person and "usedAt" is null;
end $$;

-- Whether the present membership may hand out a way into this account: everything the account opens must be its own to
-- give, or a head of a school could become whoever else his clerk is.
create function may_reset(person uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from "Membership" where "personId" = person) or belongs_elsewhere(person) then return false; end if;
  return not exists (
    select from "Membership" m
     where m."personId" = person and (m."endsOn" is null or m."endsOn" > tenant_today())
       and not governs(m));
end $$;

-- A link for a first or a forgotten password. An invitation into an account that is not the asker's to open is made all
-- the same, so that nothing is learnt from it, and opens nothing.
create or replace function issue_token(person uuid, token_digest bytea, token_purpose "TokenPurpose", valid interval) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare mine boolean := may_reset(person);
begin
  if not exists (select from "Membership" where "personId" = person) or (token_purpose = 'RESET' and not mine) then
    raise exception 'not yours to open' using errcode = '42501';
  end if;
  if mine then
    update "OneTimeToken" set "usedAt" = clock_timestamp() where "personId" = person and "usedAt" is null;
  end if;
  insert into "OneTimeToken" (digest, "personId", purpose, "expiresAt", "usedAt")
  values (token_digest, person, token_purpose, clock_timestamp() + valid, case when not mine then clock_timestamp() end);
end $$;
revoke execute on function issue_token(uuid, bytea, "TokenPurpose", interval) from portal_section;

-- Closes an account that belongs to the present tenant alone; of any other it only ends what is open here.
create function close_account(person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from "Membership" where "personId" = person) then
    raise exception 'not a member' using errcode = '42501';
  end if;
  perform end_sessions(person);
  if belongs_elsewhere(person) then return; end if;
  update "Person" set "disabledAt" = clock_timestamp() where id = person and "disabledAt" is null;
  delete from "Session" where "personId" = person;
  update "OneTimeToken" set "usedAt" = clock_timestamp() where "personId" = person and "usedAt" is null;
end $$;

-- Opens a closed account for somebody who has a membership again.
create function reopen_account(person uuid) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  update "Person" set "disabledAt" = null
   where id = person and "disabledAt" is not null
     and exists (select from "Membership" where "personId" = person and ("endsOn" is null or "endsOn" > tenant_today()));
end;

-- Takes the one-time code off an account whose owner has lost it.
create function remove_code(person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not may_reset(person) then raise exception 'not yours to open' using errcode = '42501'; end if;
  update "Credential" set "totpSecret" = null, "totpSince" = null, "totpLastStep" = null, "recoveryCodes" = '{}' where "personId" = person;
  delete from "Session" where "personId" = person;
end $$;

-- A membership never changes whose it is, and a district or a school gives no rank above its schools' own.
create function guard_membership() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new."personId", new.role) is distinct from (old."personId", old.role) then
    raise exception 'a membership keeps its person and its role' using errcode = '42501';
  end if;
  if current_user = 'portal_unit' and not coalesce(new.role = 'SCHOOL_CLERK' and member_role() in ('SCHOOL_HEAD', 'DISTRICT_OFFICER')
      or new.role = 'SCHOOL_HEAD' and member_role() = 'DISTRICT_OFFICER', false) then
    raise exception 'this rank is not given here' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger guard_membership before insert or update on "Membership" for each row execute function guard_membership();

grant execute on function own_memberships() to portal_door, portal_section, portal_unit, portal_admin, portal_operator;
grant execute on function may_reset(uuid) to portal_admin, portal_section, portal_unit;
grant execute on function close_account(uuid), remove_code(uuid) to portal_admin;
grant execute on function reopen_account(uuid) to portal_admin, portal_unit;
