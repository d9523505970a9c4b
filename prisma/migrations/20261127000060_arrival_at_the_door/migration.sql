-- A report arrives when its request has reached the application, whole: what it waits there for its turn makes nobody
-- late. The application says how long it waited; the clock stays the database's, and no wait counts for more than a minute.
-- What is late is judged by the school's own deadline. The campaign stands still meanwhile (schools may not lock it
-- themselves), so that nobody is judged by a deadline that is just being moved; the caller holds the assignment.
drop function arrival(uuid);
create function arrival(assignment uuid, waited interval) returns table (at timestamptz, late boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare due timestamptz;
begin
  select greatest(c."dueAt", a."extendedTo") into due
    from "Assignment" a join "Campaign" c on c."tenantId" = a."tenantId" and c.id = a."campaignId"
   where a."tenantId" = tenant_id() and a.id = assignment for share of c;
  if not found then return; end if;
  at := date_trunc('milliseconds', clock_timestamp() - least(greatest(waited, interval '0'), interval '1 minute'));
  late := is_late(at, due);
  return next;
end $$;
grant execute on function arrival(uuid, interval) to portal_unit;
