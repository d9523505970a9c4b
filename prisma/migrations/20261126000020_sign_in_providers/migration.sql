-- A city's own way to sign in, by OpenID Connect. Whoever keeps a city's provider can be anybody there, and so must be
-- nobody elsewhere: a session that it opened acts in that city alone and never on the account itself.

create table "SignInProvider" (
    "tenantId" uuid not null default tenant_id(),
    "id" uuid not null,
    "issuer" varchar(300) not null,
    "clientId" varchar(200) not null,
    "clientSecret" bytea not null,
    "labelEn" varchar(60) not null,
    "labelZh" varchar(60) not null,
    "passwords" boolean not null default true,
    "emailClaims" text[] default array['email']::text[],
    "version" integer not null default 1,

    constraint "SignInProvider_pkey" primary key ("tenantId", "id")
);
create unique index "SignInProvider_tenantId_key" on "SignInProvider"("tenantId");

create table "Identity" (
    "tenantId" uuid not null default tenant_id(),
    "id" uuid not null,
    "personId" uuid not null,
    "issuer" varchar(300) not null,
    "subject" varchar(255) not null,
    "linkedAt" timestamptz(3) not null default current_timestamp,

    constraint "Identity_pkey" primary key ("tenantId", "id")
);
create unique index "Identity_tenantId_issuer_subject_key" on "Identity"("tenantId", "issuer", "subject");
create unique index "Identity_tenantId_personId_issuer_key" on "Identity"("tenantId", "personId", "issuer");
alter table "Identity" add constraint "Identity_personId_fkey" foreign key ("personId") references "Person"("id") on delete restrict on update cascade;

alter table "Session" add column "boundTenantId" uuid,
  add column "secondFactor" boolean not null default false,
  add column "logoutUrl" varchar(2000);
alter table "Session" add constraint "Session_bound" check ("boundTenantId" is null or "tenantId" is not distinct from "boundTenantId");

comment on table "SignInProvider" is 'admin delete';
comment on table "Identity" is 'admin delete';

-- The kind `admin`: the city's administrators alone. What is sealed in it they replace and never read.
do $$
declare
  body text := pg_get_functiondef('protect_tenant_tables()'::regprocedure);
  before text := 'when ''trail'' then';
  after text := 'when ''admin'' then
        execute format(''create policy keepers on %I to portal_admin using (true)'', t.name);
        execute format(''grant %s on %I to portal_admin'', verbs, t.name);
        if t.name = ''SignInProvider'' then
          revoke select on "SignInProvider" from portal_admin;
          grant select ("tenantId", id, issuer, "clientId", "labelEn", "labelZh", passwords, "emailClaims", version) on "SignInProvider" to portal_admin;
        elsif t.name = ''Identity'' then -- linked at the door alone
          revoke insert, update on "Identity" from portal_admin;
        end if;
      when ''trail'' then';
begin
  if position(before in body) = 0 then raise exception 'protect_tenant_tables has changed'; end if;
  execute replace(body, before, after);
end $$;

-- The trail says that a secret was changed, and nothing of the secret. Whoever keeps people and settings reads of both.
do $$
declare
  body text := pg_get_functiondef('record_change()'::regprocedure);
  insertion text := 'insert into "AuditChange"';
  system text := 'tg_table_name in (''Membership''';
begin
  if position(insertion in body) = 0 or position(system in body) = 0 then raise exception 'record_change has changed'; end if;
  body := replace(body, insertion, 'if was ? ''clientSecret'' then was := was || ''{"clientSecret": "••••"}''; end if;
  if now_is ? ''clientSecret'' then now_is := now_is || ''{"clientSecret": "••••"}''; end if;
  ' || insertion);
  execute replace(body, system, 'tg_table_name in (''SignInProvider'', ''Identity'', ''Membership''');
end $$;

select protect_tenant_tables();

-- The tenant that the present session is bound to, where its sign-in provider opened it.
create function session_bound() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.bound', true), '')::uuid;
revoke execute on function session_bound() from public;
grant execute on function session_bound() to portal_door, portal_section, portal_unit, portal_admin, portal_operator;

-- Such a session sees and ends its own kind, and makes no other.
create policy bound on "Session" as restrictive to portal_door
  using ((select session_bound()) is null or "boundTenantId" = (select session_bound()));

-- What opened a session stays as it was; only the function below opens one for a provider.
create function guard_session() returns trigger language plpgsql as $$
begin
  if current_user <> 'portal_door' then return new; end if;
  if tg_op = 'INSERT' and (new."boundTenantId" is not null or new."secondFactor" or new."logoutUrl" is not null)
    or tg_op = 'UPDATE' and (new."boundTenantId", new."secondFactor", new."logoutUrl") is distinct from (old."boundTenantId", old."secondFactor", old."logoutUrl") then
    raise exception 'what opened a session is not its holder''s to say' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger guard_session before insert or update on "Session" for each row execute function guard_session();

-- Password, codes, name and address are the person's own: a provider of one city does not open them. A code may be spent.
create function guard_account() returns trigger language plpgsql as $$
begin
  if session_bound() is null or current_user <> 'portal_door' then return new; end if;
  if tg_table_name = 'Person' then
    if (new.name, new.email) is not distinct from (old.name, old.email) then return new; end if;
  elsif tg_op = 'UPDATE' then
    if (new."passwordHash", new."totpSecret", new."totpSince", new."changedAt")
         is not distinct from (old."passwordHash", old."totpSecret", old."totpSince", old."changedAt")
       and new."recoveryCodes" <@ old."recoveryCodes" then return new; end if;
  end if;
  raise exception 'the account itself is not changed in a session of a sign-in provider' using errcode = '42501';
end $$;
create trigger guard_account before update on "Person" for each row execute function guard_account();
create trigger guard_account before insert or update on "Credential" for each row execute function guard_account();

do $$
declare
  body text := pg_get_functiondef('open_session(bytea, uuid)'::regprocedure);
  part text[];
  parts text[] := array[
    ['db_role text := ''portal_nobody'';', 'db_role text := ''portal_nobody''; by_provider boolean;'],
    ['set_config(''app.door_email'', '''', true)', 'set_config(''app.bound'', coalesce(s."boundTenantId"::text, ''''), true), set_config(''app.door_email'', '''', true)'],
    ['and m.role = any (t."totpRoles");', 'and m.role = any (t."totpRoles") and not s."secondFactor";
  -- Where the city has its members sign in with its own provider, a password opens it to administrators alone.
  by_provider := s.stage = ''OPEN'' and not "totpMissing" and s."boundTenantId" is null and m.id is not null and m.role <> ''SYSTEM_ADMIN''
    and exists (select from "SignInProvider" where "tenantId" = t.id and not passwords);'],
    ['if s.stage = ''OPEN'' and not "totpMissing" then', 'if s.stage = ''OPEN'' and not "totpMissing" and not by_provider then'],
    ['s.stage::text,', 'case when by_provider then ''PROVIDER'' else s.stage::text end,']];
begin
  foreach part slice 1 in array parts loop
    if position(part[1] in body) = 0 then raise exception 'open_session has changed: %', part[1]; end if;
    body := replace(body, part[1], part[2]);
  end loop;
  execute body;
end $$;

-- A session that is bound to a tenant knows of no membership elsewhere, and takes none up there.
do $$
declare
  body text := pg_get_functiondef('own_memberships()'::regprocedure);
  before text := 'for t in select * from "Tenant" order by slug loop';
begin
  if position(before in body) = 0 then raise exception 'own_memberships has changed'; end if;
  execute replace(body, before, 'for t in select * from "Tenant" where session_bound() is null or id = session_bound() order by slug loop');
  body := pg_get_functiondef('take_up(bytea, boolean)'::regprocedure);
  before := 'if not found then return; end if;';
  if position(before in body) = 0 then raise exception 'take_up has changed'; end if;
  execute replace(body, before, 'if not found or k."offerTenantId" <> session_bound() then return; end if;');
end $$;

-- What the door needs to send somebody to a city's provider; no row where the city has none.
create function provider_of(tenant_slug text) returns table (
  "tenantId" uuid, "nameEn" text, "nameZh" text, issuer text, "clientId" text, "clientSecret" bytea, "labelEn" text, "labelZh" text,
  passwords boolean, "emailClaims" text[], version int)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  t "Tenant";
begin
  select * into t from "Tenant" where slug = tenant_slug;
  if not found then return; end if;
  perform set_config('app.tenant', t.id::text, true);
  return query select p."tenantId", t."nameEn"::text, t."nameZh"::text, p.issuer::text, p."clientId"::text, p."clientSecret", p."labelEn"::text, p."labelZh"::text,
    p.passwords, p."emailClaims", p.version from "SignInProvider" p where p."tenantId" = t.id;
  perform set_config('app.tenant', here, true);
end $$;

-- Opens a session of one tenant for whoever its provider says that somebody is. A subject is known once it is linked; it is
-- linked the first time that the provider vouches for the address of a person who works in this tenant today, and never
-- in place of another subject of the same provider, because addresses are given to new people.
-- Outcomes: opened, unverified (no address that the provider vouches for), unknown (nobody who works here), otherwise (the
-- person is linked to another subject).
create function sign_in_by_provider(
  tenant uuid, provider_issuer text, provider_subject text, address text, session_digest bytea, agent text, second_factor boolean, logout text, hours int)
returns table (outcome text, "personId" uuid, locale text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  here text := coalesce(current_setting('app.tenant', true), '');
  asked text := coalesce(current_setting('app.request', true), '');
  t "Tenant"; p "Person"; m "Membership"; local_today date; stage "SessionStage"; known boolean;
begin
  if session_bound() is not null then raise exception 'somebody is signed in already' using errcode = '42501'; end if;
  select * into t from "Tenant" where id = tenant;
  local_today := (now() at time zone t."timeZone")::date;
  perform set_config('app.tenant', t.id::text, true);
  if asked = '' then perform set_config('app.request', gen_random_uuid()::text, true); end if;
  if not exists (select from "SignInProvider" where "tenantId" = t.id and issuer = provider_issuer) then
    raise exception 'not the provider of this tenant' using errcode = '42501';
  end if;
  select per.* into p from "Identity" i join "Person" per on per.id = i."personId"
   where i."tenantId" = t.id and i.issuer = provider_issuer and i.subject = provider_subject;
  known := found;
  if not known then
    select * into p from "Person" where email = address for no key update;
    -- Meanwhile the same press, sent twice, may have linked them.
    known := exists (select from "Identity" where "tenantId" = t.id and issuer = provider_issuer and subject = provider_subject and "personId" = p.id);
  end if;
  select m2.* into m from "Membership" m2
    left join lateral (select max(s."seenAt") as used from "Session" s where s."personId" = p.id and s."membershipId" = m2.id) u on true
   where m2."tenantId" = t.id and m2."personId" = p.id and m2."offeredAt" is null
     and m2."startsOn" <= local_today and (m2."endsOn" is null or m2."endsOn" > local_today)
   order by u.used desc nulls last, m2."createdAt", m2.id limit 1;
  outcome := case
    when not known and address is null then 'unverified'
    when p.id is null or p."disabledAt" is not null or m.id is null then 'unknown'
    when not known and exists (select from "Identity" where "tenantId" = t.id and "personId" = p.id and issuer = provider_issuer) then 'otherwise'
    else 'opened' end;
  if outcome = 'opened' then
    perform set_config('app.person', p.id::text, true);
    if not known then
      insert into "Identity" ("tenantId", id, "personId", issuer, subject) values (t.id, gen_random_uuid(), p.id, provider_issuer, provider_subject);
    end if;
    stage := case when not second_factor and exists (select from "Credential" c where c."personId" = p.id and c."totpSince" is not null)
      then 'TOTP' else 'OPEN' end;
    insert into "Session" (id, "personId", stage, "tenantId", "membershipId", "userAgent", "expiresAt", "boundTenantId", "secondFactor", "logoutUrl")
    values (session_digest, p.id, stage, t.id, m.id, agent, clock_timestamp() + make_interval(hours => hours), t.id, second_factor, logout);
    if stage = 'OPEN' then perform record_entry(t.id, m.id, 'account.signInByProvider'); end if;
    perform set_config('app.person', '', true);
    "personId" := p.id;
    locale := p.locale;
  end if;
  perform set_config('app.tenant', here, true), set_config('app.request', asked, true);
  return next;
end $$;

do $$
declare
  body text := pg_get_functiondef('record_entry(uuid, uuid, text)'::regprocedure);
  before text := '''account.signIn'',';
  mine text := 'where m.id = membership and m."personId" = me';
begin
  if position(before in body) = 0 or position(mine in body) = 0 then raise exception 'record_entry has changed'; end if;
  body := replace(body, mine, mine || ' and (session_bound() is null or session_bound() = tenant)');
  execute replace(body, before, '''account.signIn'', ''account.signInByProvider'',');
end $$;

-- Ends what a city's provider has opened, where it is another from now on or none.
create function end_provider_sessions() returns void language sql security definer set search_path = public, pg_temp
begin atomic delete from "Session" where "boundTenantId" = tenant_id(); end;

revoke execute on function guard_session(), guard_account(), provider_of(text), end_provider_sessions(),
  sign_in_by_provider(uuid, text, text, text, bytea, text, boolean, text, int) from public;
grant execute on function provider_of(text), sign_in_by_provider(uuid, text, text, text, bytea, text, boolean, text, int) to portal_door;
grant execute on function end_provider_sessions() to portal_admin;
