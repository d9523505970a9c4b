-- Reports stay with the district that is stamped on them, the deadline has one clock, and a form in use is frozen.

-- The school a membership reaches; null where it reaches none of its own.
create function reach_school() returns uuid language sql stable parallel safe
  return case current_setting('app.reach', true) when 'school' then nullif(current_setting('app.place', true), '')::uuid end;
grant execute on function reach_school() to portal_section, portal_unit, portal_admin, portal_job;

-- A second word `stamped` on a table of the class `school`: a district reaches its rows by the district stamped on the
-- assignment, so that a school's move takes nothing from the office that collects its report, and gives nothing away.
do $$
declare
  body text := pg_get_functiondef('protect_tenant_tables()'::regprocedure);
  before text := 'execute format(''create policy unit on %I to portal_unit using (%s = any ((select reach_schools())::uuid[]))'', t.name, reach);
        execute format(''grant %s on %I to portal_section, portal_unit''';
  after text := 'if ''stamped'' = any(t.words) then
          execute format(''create policy unit on %I to portal_unit using ("schoolId" = (select reach_school()))'', t.name);
          execute format(''create policy district on %I to portal_unit using (%s)'', t.name, case t.name
            when ''Assignment'' then ''"districtId" = (select reach_district())''
            when ''Submission'' then ''"assignmentId" in (select a.id from "Assignment" a where a."districtId" = (select reach_district()))''
            else ''"submissionId" in (select s.id from "Submission" s join "Assignment" a on a."tenantId" = s."tenantId" and a.id = s."assignmentId" where a."districtId" = (select reach_district()))'' end);
        else
          execute format(''create policy unit on %I to portal_unit using (%s = any ((select reach_schools())::uuid[]))'', t.name, reach);
        end if;
        execute format(''grant %s on %I to portal_section, portal_unit''';
begin
  if position(before in body) = 0 then raise exception 'protect_tenant_tables has changed'; end if;
  -- What the public may read is granted beside the classes of tables and outlives their being put up anew.
  execute replace(replace(body, before, after), 'portal_job, portal_public, portal_operator, portal_door', 'portal_job, portal_operator, portal_door');
end $$;

-- The public's own policies stand outside the classes of tables and stay when these are put up anew.
create or replace function drop_policies(table_name text) returns void language plpgsql as $$
declare p record;
begin
  for p in select polname from pg_policy where polrelid = format('public.%I', table_name)::regclass and polname <> 'public' loop
    execute format('drop policy %I on %I', p.polname, table_name);
  end loop;
end $$;

comment on table "Assignment" is 'school stamped';
comment on table "Submission" is 'school stamped';
comment on table "CellValue" is 'school stamped';
comment on table "Explanation" is 'school stamped delete';
comment on table "CellComment" is 'school stamped';

-- Whether something that arrived at this instant is late: a deadline is the first instant that no longer counts.
create function is_late(arrived timestamptz, due timestamptz) returns boolean language sql immutable parallel safe
  return arrived >= due;
grant execute on function is_late(timestamptz, timestamptz) to portal_section, portal_unit, portal_job;

-- The instant at which a report arrives, by the database's clock, and whether that is late. The campaign stands still
-- meanwhile (schools may not lock it themselves), so that nobody is judged by a deadline that is just being moved.
create function arrival(campaign uuid) returns table (at timestamptz, late boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare due timestamptz;
begin
  select "dueAt" into due from "Campaign" where "tenantId" = tenant_id() and id = campaign for share;
  if not found then return; end if;
  at := date_trunc('milliseconds', clock_timestamp());
  late := is_late(at, due);
  return next;
end $$;
grant execute on function arrival(uuid) to portal_unit;

-- An edition of a form that a campaign uses never changes again.
create function keep_used_edition() returns trigger language plpgsql as $$
begin
  if new.definition is distinct from old.definition
     and exists (select from "Campaign" where "tenantId" = old."tenantId" and "templateVersionId" = old.id) then
    raise exception 'edition % of the form is in use', old.number using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_used_edition before update on "TemplateVersion" for each row execute function keep_used_edition();

-- Lists of campaigns go by school year; whether an edition is in use is asked on every installation.
create index "Campaign_tenantId_schoolYearId_idx" on "Campaign" ("tenantId", "schoolYearId");
create index "Campaign_tenantId_templateVersionId_idx" on "Campaign" ("tenantId", "templateVersionId");

select protect_tenant_tables();
