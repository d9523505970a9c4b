-- While the application is overloaded, requests lie before it unread, and nobody can say when they came. Whoever sends then
-- is judged by the earliest instant at which it can have been; the burden of the doubt is the portal's, for a minute at
-- most. It was not before what it rests on: the last change of a figure or reason, the signature, the version itself.
drop function arrival(uuid, interval);
create function arrival(assignment uuid, read interval, earliest interval) returns table (at timestamptz, late boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  due timestamptz;
  most constant interval := '1 minute';
  present constant timestamptz := date_trunc('milliseconds', clock_timestamp());
  was_read constant timestamptz := present - least(greatest(read, interval '0'), most);
  may_have_come timestamptz := present - least(greatest(earliest, interval '0'), most);
  submission uuid;
  known timestamptz;
begin
  select greatest(c."dueAt", a."extendedTo"), s.id, greatest(s."createdAt", s."signedAt") into due, submission, known
    from "Assignment" a
    join "Campaign" c on c."tenantId" = a."tenantId" and c.id = a."campaignId"
    join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id and s.number = a.current
   where a."tenantId" = tenant_id() and a.id = assignment for share of c;
  if not found then return; end if;
  select greatest(known, max(changed)) into known from (
    select max("updatedAt") as changed from "CellValue" where "tenantId" = tenant_id() and "submissionId" = submission
    union all select max("updatedAt") from "Explanation" where "tenantId" = tenant_id() and "submissionId" = submission) as all_changes;
  may_have_come := least(was_read, greatest(may_have_come, known));
  late := is_late(may_have_come, due);
  at := case when is_late(was_read, due) and not late then may_have_come else was_read end;
  return next;
end $$;
grant execute on function arrival(uuid, interval, interval) to portal_unit;
