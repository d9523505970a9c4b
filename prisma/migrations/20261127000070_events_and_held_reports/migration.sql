-- RFC 9562, version 7: milliseconds since 1970, then chance. PostgreSQL has its own from version 18 on.
create function uuid_v7() returns uuid language sql volatile set search_path = pg_catalog, pg_temp as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Holds a report until the transaction ends, then reads how it stands: two statements, as the second must see what
-- whoever held it before has done. With the rights of whoever asks.
create function held_report(report uuid) returns table (
  id uuid, "campaignId" uuid, "schoolId" uuid, status text, version int, current int, "submittedAt" timestamptz(3), context jsonb,
  "campaignStatus" text, "templateVersionId" uuid, "dueAt" timestamptz(3), "submissionId" uuid, "filledByIds" text[])
language plpgsql volatile as $$
begin
  perform from "Assignment" a where a.id = report for update;
  return query
    select a.id, a."campaignId", a."schoolId", a.status::text, a.version, a.current, a."submittedAt", a.context,
           c.status::text, c."templateVersionId", greatest(c."dueAt", a."extendedTo"), s.id, s."filledByIds"::text[]
      from "Assignment" a
      join "Campaign" c on c."tenantId" = a."tenantId" and c.id = a."campaignId"
      join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id and s.number = a.current
     where a.id = report;
end $$;

grant execute on function uuid_v7() to portal_section, portal_unit, portal_admin, portal_job, portal_operator;
grant execute on function held_report(uuid) to portal_section, portal_unit;
