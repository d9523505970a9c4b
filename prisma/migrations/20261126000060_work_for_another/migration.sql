-- Work that a delegate has asked for is done for the one who is away, as long as the delegation holds; the trail says so.
create or replace function open_membership(tenant uuid, membership uuid, acting uuid, request uuid) returns table (
  "personId" uuid, "personName" text, email text, locale text, operator boolean, stage text,
  "tenantId" uuid, slug text, "tenantNameEn" text, "tenantNameZh" text, "tenantLocale" text, "timeZone" text, accent text, today date,
  "fillerMaySign" boolean, "membershipId" uuid, role text, "districtId" uuid, "schoolId" uuid, "schoolYearId" uuid,
  withdrawn text[], "totpMissing" boolean, "dbRole" text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare p "Person"; t "Tenant"; m "Membership"; giver "Person"; local_today date;
begin
  perform set_config('app.tenant', tenant::text, true), set_config('app.person', '', true), set_config('app.role', '', true),
          set_config('app.reach', 'none', true), set_config('app.place', '', true), set_config('app.request', request::text, true),
          set_config('app.membership', '', true), set_config('app.for_person', '', true), set_config('app.for_name', '', true),
          set_config('app.bound', '', true), set_config('app.door_email', '', true), set_config('app.door_person', '', true), set_config('app.door_token', '', true);
  select * into p from "Person" where id = acting and "disabledAt" is null;
  select * into t from "Tenant" where id = tenant;
  local_today := (now() at time zone t."timeZone")::date;
  select * into m from "Membership" where id = membership and "tenantId" = tenant and "personId" = p.id;
  if m.id is null or not in_force(m, local_today) then
    perform set_config('app.tenant', '', true);
    return;
  end if;
  if m."delegatedFromId" is not null then
    select per.* into giver from "Membership" g join "Person" per on per.id = g."personId" where g."tenantId" = tenant and g.id = m."delegatedFromId";
    perform set_config('app.for_person', giver.id::text, true), set_config('app.for_name', giver.name, true);
  end if;
  perform set_config('app.membership', m.id::text, true), set_config('app.person', p.id::text, true), set_config('app.today', local_today::text, true),
          set_config('app.role', m.role::text, true),
          set_config('app.reach', case when m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') then 'school' when m.role = 'DISTRICT_OFFICER' then 'district' else 'none' end, true),
          set_config('app.place', coalesce((case when m.role = 'DISTRICT_OFFICER' then m."districtId" when m.role in ('SCHOOL_HEAD', 'SCHOOL_CLERK') then m."schoolId" end)::text, ''), true);
  return query select p.id, p.name::text, p.email::text, p.locale::text, false, 'OPEN'::text,
    t.id, t.slug::text, t."nameEn"::text, t."nameZh"::text, t.locale::text, t."timeZone"::text, t.accent::text, local_today,
    t."fillerMaySign", m.id, m.role::text, m."districtId", m."schoolId", null::uuid,
    array(select w.capability::text from "WithdrawnRight" w where w.role = m.role), false,
    case when m.role = 'SYSTEM_ADMIN' then 'portal_admin' when m.role in ('SECTION_HEAD', 'SECTION_STAFF') then 'portal_section' else 'portal_unit' end;
end $$;

-- Who is told of things holds a role that opens something that day.
grant execute on function in_force("Membership", date) to portal_job;
