-- The people of a school whose category changes get the same roles under its new code. The section, which changes the
-- category, gives nobody a role otherwise; the recorded link says whose people go where, and from which day.
create function carry_people(predecessor uuid, successor uuid) returns int language sql security definer set search_path = public, pg_temp
begin atomic
  with carried as (
    insert into "Membership" ("tenantId", id, "personId", role, "schoolId", "startsOn", "endsOn")
    select m."tenantId", gen_random_uuid(), m."personId", m.role, l."successorId", greatest(m."startsOn", l."happenedOn"), m."endsOn"
      from "SchoolLink" l
      join "Membership" m on m."tenantId" = l."tenantId" and m."schoolId" = l."predecessorId"
     where l.kind = 'RECODED' and l."predecessorId" = predecessor and l."successorId" = successor
       and (m."endsOn" is null or m."endsOn" > l."happenedOn")
       and not exists (select from "Membership" o where o."tenantId" = m."tenantId" and o."personId" = m."personId"
                          and o.role = m.role and o."schoolId" = l."successorId")
    returning 1)
  select count(*)::int from carried;
end;
grant execute on function carry_people(uuid, uuid) to portal_section;
