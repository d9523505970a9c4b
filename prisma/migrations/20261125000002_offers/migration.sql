-- A membership takes effect when its own link is opened by the person it is for. Whoever was handed a link to an address
-- early on, in whatever city, gets nothing of what is given to that address later.

-- When it was offered by a link that nobody has opened yet; null: in force.
alter table "Membership" add column "offeredAt" timestamptz(3);
-- The membership that an invitation offers; null for a link that only resets a password.
alter table "OneTimeToken" add column "offerTenantId" uuid, add column "offerId" uuid;

-- An invitation that has not been opened yet is such an offer.
do $$
declare tenant uuid;
begin
  for tenant in select id from "Tenant" loop
    perform set_config('app.tenant', tenant::text, true);
    update "Membership" m set "offeredAt" = m."createdAt", version = version + 1
     where not exists (select from "Credential" c where c."personId" = m."personId" and c."passwordHash" is not null);
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

-- Whether nobody has ever taken up a membership of the present tenant: so long its founder may be replaced.
create or replace function is_unfounded() returns boolean language sql stable security definer set search_path = public, pg_temp
begin atomic select not exists (select from "Membership" where "tenantId" = tenant_id() and "offeredAt" is null); end;

create or replace function own_memberships() returns table (
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
       where m."personId" = me and m."offeredAt" is null and m."startsOn" <= local_today and (m."endsOn" is null or m."endsOn" > local_today)
       order by m."createdAt", m.id;
  end loop;
  perform set_config('app.tenant', here, true);
end $$;

-- What was only offered binds nobody: neither does it keep an account from being reset, nor open one.
create or replace function belongs_elsewhere(person uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  elsewhere boolean := coalesce((select operator from "Person" where id = person), false);
  other uuid;
begin
  for other in select id from "Tenant" where id::text <> here loop
    exit when elsewhere;
    perform set_config('app.tenant', other::text, true);
    elsewhere := exists (select from "Membership" where "personId" = person and "offeredAt" is null and ("endsOn" is null or "endsOn" > current_date));
  end loop;
  perform set_config('app.tenant', here, true);
  return elsewhere;
end $$;

-- Whether an account is still nobody's: no password, nothing in force anywhere, not the operator's. Only then may a link to
-- a role set its first password.
create function is_unclaimed(person uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  unclaimed boolean;
  one uuid;
begin
  unclaimed := not coalesce((select operator from "Person" where id = person), true)
    and not exists (select from "Credential" where "personId" = person and "passwordHash" is not null);
  for one in select id from "Tenant" loop
    exit when not unclaimed;
    perform set_config('app.tenant', one::text, true);
    unclaimed := not exists (select from "Membership" where "personId" = person and "offeredAt" is null);
  end loop;
  perform set_config('app.tenant', here, true);
  return unclaimed;
end $$;

-- Whether any other city has offered something to the person, in force or not.
create function is_wanted_elsewhere(person uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  wanted boolean := coalesce((select operator from "Person" where id = person), false);
  other uuid;
begin
  for other in select id from "Tenant" where id::text <> here loop
    exit when wanted;
    perform set_config('app.tenant', other::text, true);
    wanted := exists (select from "Membership" where "personId" = person and ("endsOn" is null or "endsOn" > current_date - 1));
  end loop;
  perform set_config('app.tenant', here, true);
  return wanted;
end $$;

-- Closes an account that belongs to the present tenant alone; of any other it only ends what is open here.
create or replace function close_account(person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from "Membership" where "personId" = person) then
    raise exception 'not a member' using errcode = '42501';
  end if;
  perform end_sessions(person);
  if is_wanted_elsewhere(person) or not exists (select from "Membership" where "personId" = person and "offeredAt" is null) then return; end if;
  update "Person" set "disabledAt" = clock_timestamp() where id = person and "disabledAt" is null;
  delete from "Session" where "personId" = person;
  update "OneTimeToken" set "usedAt" = clock_timestamp() where "personId" = person and "usedAt" is null;
end $$;

create or replace function may_reset(person uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from "Membership" where "personId" = person and "offeredAt" is null) or belongs_elsewhere(person) then return false; end if;
  return not exists (
    select from "Membership" m
     where m."personId" = person and m."offeredAt" is null and (m."endsOn" is null or m."endsOn" > tenant_today())
       and not governs(m));
end $$;

-- The operator gets here only in a city that nobody has taken up, jobs only in one that is being made.
create or replace function governs(m "Membership") returns boolean language sql stable security definer set search_path = public, pg_temp
  return case member_role()
    when 'SYSTEM_ADMIN' then true
    when 'DISTRICT_OFFICER' then m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') and m."schoolId" = any (reach_schools())
    when 'SCHOOL_HEAD' then m.role = 'SCHOOL_CLERK' and m."schoolId" = any (reach_schools())
    else member_role() is null and (current_setting('role') = 'portal_job' or current_setting('role') = 'portal_operator' and is_unfounded()) end;

-- Whoever invites a person or hands out a link into an account holds the person until it is done, so that two at once make
-- one membership and leave one link that opens.
create or replace function invited_person(address text, full_name text, language text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found uuid;
begin
  insert into "Person" (id, email, name, locale) values (gen_random_uuid(), address, full_name, language) on conflict (email) do nothing;
  select id into found from "Person" where email = address for no key update;
  return found;
end $$;

-- A link: an invitation offers one membership that is the asker's to give; a reset opens an account that is all theirs.
drop function issue_token(uuid, bytea, "TokenPurpose", interval);
create function issue_token(person uuid, token_digest bytea, token_purpose "TokenPurpose", valid interval, offer uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from "Person" where id = person for no key update;
  if token_purpose = 'RESET' and not may_reset(person) then raise exception 'not yours to open' using errcode = '42501'; end if;
  if token_purpose = 'INVITATION' and not exists (
    select from "Membership" m where m.id = offer and m."personId" = person and m."offeredAt" is not null and governs(m)) then
    raise exception 'not yours to offer' using errcode = '42501';
  end if;
  -- Whoever left and is wanted again has an account to open the link with.
  if token_purpose = 'INVITATION' then
    update "Person" set "disabledAt" = null where id = person and "disabledAt" is not null;
  end if;
  update "OneTimeToken" set "usedAt" = clock_timestamp()
   where "personId" = person and "usedAt" is null and purpose = token_purpose and "offerId" is not distinct from offer;
  insert into "OneTimeToken" (digest, "personId", purpose, "expiresAt", "offerTenantId", "offerId")
  values (token_digest, person, token_purpose, clock_timestamp() + valid, case when offer is not null then tenant_id() end, offer);
end $$;

create or replace function end_sessions(person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from "Membership" m where m."personId" = person and governs(m)) then return; end if;
  delete from "Session" s using "Membership" m
   where s."personId" = person and s."tenantId" = tenant_id() and m."tenantId" = s."tenantId" and m.id = s."membershipId" and governs(m);
  update "OneTimeToken" t set "usedAt" = clock_timestamp()
   where t."personId" = person and t."usedAt" is null
     and (t.purpose = 'RESET' or t."offerTenantId" = tenant_id()
       and exists (select from "Membership" m where m.id = t."offerId" and m."personId" = person and governs(m)));
end $$;

-- What a link that still opens something offers.
create function offer_of(token_digest bytea) returns table (
  role text, "tenantNameEn" text, "tenantNameZh" text, "placeNameEn" text, "placeNameZh" text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  k "OneTimeToken"; t "Tenant"; local_today date;
begin
  select * into k from "OneTimeToken"
   where digest = token_digest and purpose = 'INVITATION' and "usedAt" is null and "expiresAt" > clock_timestamp();
  if not found then return; end if;
  perform set_config('app.tenant', k."offerTenantId"::text, true);
  select * into t from "Tenant" where id = k."offerTenantId";
  local_today := (now() at time zone t."timeZone")::date;
  return query
    select m.role::text, t."nameEn"::text, t."nameZh"::text, coalesce(f."nameEn", d."nameEn", '')::text, coalesce(f."nameZh", d."nameZh", '')::text
      from "Membership" m
      left join "District" d on d."tenantId" = m."tenantId" and d.id = m."districtId"
      left join "SchoolFact" f on f."tenantId" = m."tenantId" and f."schoolId" = m."schoolId" and f."supersededAt" is null
           and f."validFrom" <= local_today and (f."validTo" is null or f."validTo" > local_today)
     where m.id = k."offerId" and m."personId" = k."personId" and m."offeredAt" is not null and (m."endsOn" is null or m."endsOn" > local_today);
  perform set_config('app.tenant', here, true);
end $$;

-- Writes into a city's trail what somebody did before a session of that city was open.
create function record_entry(tenant uuid, membership uuid, verb text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  me uuid := coalesce(person_id(), door_person());
  here text := coalesce(current_setting('app.tenant', true), '');
  local_today date;
begin
  if verb not in ('account.signIn', 'account.passwordByLink', 'member.takeUp') then
    raise exception 'no such entry' using errcode = '42501';
  end if;
  select (now() at time zone "timeZone")::date into local_today from "Tenant" where id = tenant;
  perform set_config('app.tenant', tenant::text, true);
  insert into "AuditEvent" ("tenantId", id, "personId", "personName", role, capability, "subjectType", "subjectId", "schoolId", system)
  select m."tenantId", gen_random_uuid(), me, p.name, m.role, verb, 'Person', me::text, m."schoolId", true
    from "Membership" m join "Person" p on p.id = m."personId" where m.id = membership and m."personId" = me
     and m."offeredAt" is null and (m."endsOn" is null or m."endsOn" > local_today);
  perform set_config('app.tenant', here, true);
end $$;

-- Takes up what a link offers, for the person it is for and nobody else; `first`: with the first password of an account
-- that is still nobody's. Links that reset its password open nothing from then on: those who made them looked after less.
-- Returns what the person is from now on; nothing where the link opens nothing any more.
create function take_up(token_digest bytea, first boolean) returns table ("tenantId" uuid, "membershipId" uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  me uuid := coalesce(person_id(), door_person());
  here text := coalesce(current_setting('app.tenant', true), '');
  acting text := coalesce(current_setting('app.person', true), '');
  asked text := coalesce(current_setting('app.request', true), '');
  k "OneTimeToken";
  local_today date;
begin
  perform from "Person" where id = me for no key update;
  if first and not is_unclaimed(me) then return; end if;
  select * into k from "OneTimeToken"
   where digest = token_digest and "personId" = me and purpose = 'INVITATION' and "usedAt" is null and "expiresAt" > clock_timestamp() for update;
  if not found then return; end if;
  select (now() at time zone "timeZone")::date into local_today from "Tenant" where id = k."offerTenantId";
  perform set_config('app.tenant', k."offerTenantId"::text, true), set_config('app.person', me::text, true);
  if asked = '' then perform set_config('app.request', gen_random_uuid()::text, true); end if; -- at the door nobody has asked yet
  update "Membership" set "offeredAt" = null, version = version + 1
   where id = k."offerId" and "personId" = me and "offeredAt" is not null and ("endsOn" is null or "endsOn" > local_today);
  if found then
    update "OneTimeToken" set "usedAt" = clock_timestamp()
     where digest = token_digest or "personId" = me and purpose = 'RESET' and "usedAt" is null;
    perform record_entry(k."offerTenantId", k."offerId", 'member.takeUp');
    return query select k."offerTenantId", k."offerId";
  end if;
  perform set_config('app.tenant', here, true), set_config('app.person', acting, true), set_config('app.request', asked, true);
end $$;

-- Takes back every offer of a city that nobody has taken up, but for the one to this person, so that its operator can name
-- its founder anew. Returns the offer that stays.
create function withdraw_founders(tenant uuid, but_for uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  kept uuid;
begin
  perform from "Tenant" where id = tenant for no key update;
  perform set_config('app.tenant', tenant::text, true);
  if not is_unfounded() then raise exception 'somebody works there already' using errcode = '42501'; end if;
  select id into kept from "Membership" where "tenantId" = tenant and "personId" = but_for and role = 'SYSTEM_ADMIN' and "endsOn" is null limit 1;
  update "OneTimeToken" set "usedAt" = clock_timestamp() where "offerTenantId" = tenant and "usedAt" is null;
  update "Membership" set "endsOn" = current_date, version = version + 1
   where "tenantId" = tenant and "endsOn" is null and id is distinct from kept;
  perform set_config('app.tenant', here, true);
  return kept;
end $$;

-- Cities in which nobody has taken up a membership yet.
create function unfounded_tenants() returns setof uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  one uuid;
begin
  for one in select id from "Tenant" loop
    perform set_config('app.tenant', one::text, true);
    if is_unfounded() then return next one; end if;
  end loop;
  perform set_config('app.tenant', here, true);
end $$;

-- Nobody but the person themselves, through the link, puts an offer in force; a role that somebody has taken up here may
-- go on in another place without a new link.
create or replace function guard_membership() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new."personId", new.role) is distinct from (old."personId", old.role) then
    raise exception 'a membership keeps its person and its role' using errcode = '42501';
  end if;
  if current_user in ('portal_admin', 'portal_unit', 'portal_operator') and new."offeredAt" is null then
    if tg_op = 'UPDATE' and old."offeredAt" is not null then
      raise exception 'an offer is taken up by its person' using errcode = '42501';
    end if;
    if tg_op = 'INSERT' and not (current_user <> 'portal_operator' and exists (
      select from "Membership" m where m."personId" = new."personId" and m.role = new.role and m."offeredAt" is null
         and (m."endsOn" is null or m."endsOn" >= tenant_today()))) then
      raise exception 'a new membership is offered first' using errcode = '42501';
    end if;
  end if;
  if tg_op = 'UPDATE' and current_user like 'portal%' and current_user <> 'portal_owner' and old."offeredAt" is null and new."offeredAt" is not null then
    raise exception 'what is in force is ended, not offered again' using errcode = '42501';
  end if;
  if current_user = 'portal_unit' and not coalesce(new.role = 'SCHOOL_CLERK' and member_role() in ('SCHOOL_HEAD', 'DISTRICT_OFFICER')
      or new.role = 'SCHOOL_HEAD' and member_role() = 'DISTRICT_OFFICER', false) then
    raise exception 'this rank is not given here' using errcode = '42501';
  end if;
  return new;
end $$;

create or replace function carry_people(predecessor uuid, successor uuid) returns int language sql security definer set search_path = public, pg_temp
begin atomic
  with carried as (
    insert into "Membership" ("tenantId", id, "personId", role, "schoolId", "startsOn", "endsOn")
    select m."tenantId", gen_random_uuid(), m."personId", m.role, l."successorId", greatest(m."startsOn", l."happenedOn"), m."endsOn"
      from "SchoolLink" l
      join "Membership" m on m."tenantId" = l."tenantId" and m."schoolId" = l."predecessorId"
     where l.kind = 'RECODED' and l."predecessorId" = predecessor and l."successorId" = successor
       and m."offeredAt" is null and (m."endsOn" is null or m."endsOn" > l."happenedOn")
       and not exists (select from "Membership" o where o."tenantId" = m."tenantId" and o."personId" = m."personId"
                          and o.role = m.role and o."schoolId" = l."successorId")
    returning 1)
  select count(*)::int from carried;
end;

-- A session acts only under a membership that is in force.
do $$
declare
  body text := pg_get_functiondef('open_session(bytea, uuid)'::regprocedure);
  before text := 'where id = s."membershipId" and "tenantId" = t.id and "personId" = p.id';
begin
  if position(before in body) = 0 then raise exception 'open_session has changed'; end if;
  execute replace(body, before, before || ' and "offeredAt" is null');
end $$;

-- A second word `founded` on a published table: the operator writes into it in a city that nobody has taken up, for the
-- forms that every city starts with.
do $$
declare
  body text := pg_get_functiondef('protect_tenant_tables()'::regprocedure);
  before text := 'execute format(''grant %s on %I to portal_section'', verbs, t.name);
      when ''register'' then';
  after text := 'execute format(''grant %s on %I to portal_section'', verbs, t.name);
        if ''founded'' = any(t.words) then
          execute format(''create policy founder on %I for insert to portal_operator with check ((select is_unfounded()))'', t.name);
          execute format(''grant insert on %I to portal_operator'', t.name);
        end if;
      when ''register'' then';
begin
  if position(before in body) = 0 then raise exception 'protect_tenant_tables has changed'; end if;
  execute replace(body, before, after);
end $$;
comment on table "Template" is 'published founded';
comment on table "TemplateVersion" is 'published founded';

revoke execute on function issue_token(uuid, bytea, "TokenPurpose", interval, uuid), offer_of(bytea), record_entry(uuid, uuid, text), take_up(bytea, boolean), is_unclaimed(uuid), is_wanted_elsewhere(uuid), withdraw_founders(uuid, uuid), unfounded_tenants() from public;
grant execute on function issue_token(uuid, bytea, "TokenPurpose", interval, uuid) to portal_admin, portal_unit, portal_operator, portal_job;
grant execute on function offer_of(bytea), record_entry(uuid, uuid, text), take_up(bytea, boolean), is_unclaimed(uuid) to portal_door;
grant execute on function withdraw_founders(uuid, uuid), unfounded_tenants() to portal_operator;

drop function reopen_account(uuid);

select protect_tenant_tables();
