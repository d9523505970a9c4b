-- AlterTable
ALTER TABLE "Attachment" ADD COLUMN     "caption" VARCHAR(120) NOT NULL DEFAULT '';

-- A school sees its own files alone, and adds to what the whole city may have.
create function attachment_bytes() returns bigint language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(f.bytes), 0)::bigint from "Attachment" f
    join "Submission" s on s."tenantId" = f."tenantId" and s.id = f."submissionId"
   where f."tenantId" = tenant_id() and (f."removedIn" is null or f."removedIn" > s.number)
$$;
grant execute on function attachment_bytes() to portal_unit;
