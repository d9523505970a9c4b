-- CreateEnum
CREATE TYPE "ExtensionStatus" AS ENUM ('ASKED', 'GRANTED', 'REFUSED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "extendedTo" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "CellComment" ADD COLUMN     "answer" VARCHAR(1000) NOT NULL DEFAULT '',
ADD COLUMN     "answeredAt" TIMESTAMPTZ(3),
ADD COLUMN     "answeredBy" VARCHAR(80) NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Extension" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "assignmentId" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "status" "ExtensionStatus" NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL DEFAULT '',
    "askedByName" VARCHAR(80) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" VARCHAR(1000) NOT NULL DEFAULT '',
    "decidedByName" VARCHAR(80) NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Extension_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "Extension_tenantId_assignmentId_idx" ON "Extension"("tenantId", "assignmentId");

-- AddForeignKey
ALTER TABLE "Extension" ADD CONSTRAINT "Extension_tenantId_assignmentId_fkey" FOREIGN KEY ("tenantId", "assignmentId") REFERENCES "Assignment"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What hangs on an assignment is reached by the district that is stamped on it, as a submission is.
comment on table "Extension" is 'school stamped';
do $$
declare
  body text := pg_get_functiondef('protect_tenant_tables()'::regprocedure);
  before text := 'when ''Submission'' then ''"assignmentId" in';
  after text := 'when ''Extension'' then ''"assignmentId" in (select a.id from "Assignment" a where a."districtId" = (select reach_district()))''
            when ''Submission'' then ''"assignmentId" in';
begin
  if position(before in body) = 0 then raise exception 'protect_tenant_tables has changed'; end if;
  execute replace(body, before, after);
end $$;

-- Nobody gives more time to themselves: a school asks and takes back, the section decides.
create function keep_deadline() returns trigger language plpgsql as $$
begin
  if current_setting('app.reach', true) in ('school', 'district') then
    raise exception 'the deadline of a report is the section''s to move' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_deadline before update on "Assignment" for each row
  when (new."extendedTo" is distinct from old."extendedTo") execute function keep_deadline();
create trigger keep_deadline_at_opening before insert on "Assignment" for each row
  when (new."extendedTo" is not null) execute function keep_deadline();
create trigger keep_decision before insert or update on "Extension" for each row
  when (new.status in ('GRANTED', 'REFUSED')) execute function keep_deadline();

select protect_tenant_tables();
