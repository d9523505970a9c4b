-- A school that is only asked for is no school yet: the district that asks for it reaches the request itself.

-- Policies of single tables that no class of tables has: `public`, and those whose names begin with `kept`. They stay
-- when the classes are put up anew.
create or replace function drop_policies(table_name text) returns void language plpgsql as $$
declare p record;
begin
  for p in select polname from pg_policy
            where polrelid = format('public.%I', table_name)::regclass and polname <> 'public' and polname not like 'kept%' loop
    execute format('drop policy %I on %I', p.polname, table_name);
  end loop;
end $$;

create policy kept_proposal on "ChangeRequest" to portal_unit
  using (kind = 'CREATE' and "districtId" = (select reach_district()));

-- What was asked for is decided and never rewritten, and what the section decides no school or district decides.
create function guard_change_request() returns trigger language plpgsql as $$
begin
  if current_user not in ('portal_unit', 'portal_section') then return new; end if;
  if (new.kind, new.owner, new.before, new.wanted, new."effectiveOn", new.reason, new."requestedBy", new."districtId")
     is distinct from (old.kind, old.owner, old.before, old.wanted, old."effectiveOn", old.reason, old."requestedBy", old."districtId") then
    raise exception 'a request stays as it was asked' using errcode = '42501';
  end if;
  if new.status is distinct from old.status and (old.status <> 'PENDING'
     or current_user = 'portal_unit' and old.owner = 'SECTION' and new.status <> 'WITHDRAWN') then
    raise exception 'this is not decided here' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger guard_change_request before update on "ChangeRequest" for each row execute function guard_change_request();

select protect_tenant_tables();
