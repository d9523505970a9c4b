CREATE TABLE "Uptime" (
    "id" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Uptime_pkey" PRIMARY KEY ("id")
);

alter table "Uptime" enable row level security;
alter table "Uptime" force row level security;
create policy owner on "Uptime" to portal_owner using (true);

-- Tells that a process of the application is at work: within the stretch of time it has last been told, or, after a
-- silence of two seconds, in a new one. Returns the stretch that it is in, and forgets those of a month ago.
create function at_work(stretch uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  present constant timestamptz := clock_timestamp();
  begun constant uuid := gen_random_uuid();
begin
  update "Uptime" set "seenAt" = present where id = stretch and "seenAt" > present - interval '2 seconds';
  if found then return stretch; end if;
  delete from "Uptime" where "seenAt" < present - interval '30 days';
  insert into "Uptime" (id, "startedAt", "seenAt") values (begun, present, present);
  return begun;
end $$;

-- Since when a process of the application may have been away, for somebody who comes at `moment`: whoever came in vain
-- meanwhile comes again once it is back. They have as long again as it was away, a minute at least and a day at most.
-- Null where nothing was away. One of several processes is back at once, as the others go on.
create function away_since(moment timestamptz) returns timestamptz
language sql stable security definer set search_path = public, pg_temp
begin atomic
  with ended as (
    select u."seenAt" as away, case
             when exists (select from "Uptime" o where o."startedAt" <= u."seenAt" and o."seenAt" > u."seenAt") then u."seenAt"
             else coalesce((select min(n."startedAt") from "Uptime" n where n."startedAt" > u."seenAt"), greatest(u."seenAt", moment)) end as back
      from "Uptime" u
     where u."seenAt" < clock_timestamp() - interval '2 seconds'
        or exists (select from "Uptime" n where n."startedAt" > u."seenAt"))
  select min(away) from ended where moment <= back + least(greatest(back - away, interval '1 minute'), interval '1 day');
end;

-- A report arrives when its request was read. Where that is too late and the portal cannot rule out that it came, or was
-- sent in vain, in time, it came in time: at the earliest instant that is possible, which lies within the last five minutes
-- while requests lay unread, and where the portal was away, before it was. It was not before what the report rests on:
-- the last change of a figure, a reason or a file, the signature, the version itself.
drop function arrival(uuid, interval, interval);
create function arrival(assignment uuid, read interval, earliest interval) returns table (at timestamptz, late boolean, "readAt" timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  due timestamptz;
  most constant interval := '5 minutes';
  present constant timestamptz := date_trunc('milliseconds', clock_timestamp());
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
  "readAt" := present - least(greatest(read, interval '0'), most);
  at := "readAt";
  late := is_late(at, due);
  if late then
    may_have_come := least("readAt", may_have_come, away_since(least("readAt", may_have_come)));
    select greatest(known, max(changed)) into known from (
      select max("updatedAt") as changed from "CellValue" where "tenantId" = tenant_id() and "submissionId" = submission
      union all select max("updatedAt") from "Explanation" where "tenantId" = tenant_id() and "submissionId" = submission
      union all select max(greatest("addedAt", "removedAt")) from "Attachment" where "tenantId" = tenant_id() and "submissionId" = submission) as all_changes;
    may_have_come := greatest(may_have_come, known);
    if not is_late(may_have_come, due) then
      at := may_have_come;
      late := false;
    end if;
  end if;
  return next;
end $$;
grant execute on function arrival(uuid, interval, interval) to portal_unit;
revoke execute on function at_work(uuid), away_since(timestamptz) from public;
