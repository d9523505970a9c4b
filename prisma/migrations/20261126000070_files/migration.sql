-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "emblem" UUID;

-- CreateTable
CREATE TABLE "Attachment" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "submissionId" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "addedById" UUID DEFAULT person_id(),
    "addedByName" VARCHAR(80) NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedIn" INTEGER,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "Attachment_tenantId_submissionId_idx" ON "Attachment"("tenantId", "submissionId");

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_tenantId_submissionId_fkey" FOREIGN KEY ("tenantId", "submissionId") REFERENCES "Submission"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Files of a report are reached as the report is. Of one that is there only this changes: that a version no longer has it.
comment on table "Attachment" is 'school stamped';
create function keep_attachment() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - '{removedIn,removedAt}'::text[] <> to_jsonb(old) - '{removedIn,removedAt}'::text[] or old."removedIn" is not null then
    raise exception 'a file of a report stays as it was added' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_attachment before update on "Attachment" for each row execute function keep_attachment();

grant select (emblem) on "Tenant" to portal_public;

select protect_tenant_tables();
