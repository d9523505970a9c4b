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
  using ("schoolId" is null and "districtId" = (select reach_district()));

select protect_tenant_tables();
