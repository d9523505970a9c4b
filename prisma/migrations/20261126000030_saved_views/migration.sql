-- CreateEnum
CREATE TYPE "ViewAudience" AS ENUM ('OWNER', 'DISTRICT', 'CITY');

-- CreateTable
CREATE TABLE "SavedView" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL DEFAULT person_id(),
    "personName" VARCHAR(80) NOT NULL,
    "list" VARCHAR(20) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "query" VARCHAR(6000) NOT NULL,
    "audience" "ViewAudience" NOT NULL DEFAULT 'OWNER',
    "districtId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "OpeningView" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "personId" UUID NOT NULL DEFAULT person_id(),
    "list" VARCHAR(20) NOT NULL,
    "viewId" UUID,

    CONSTRAINT "OpeningView_pkey" PRIMARY KEY ("tenantId","personId","list")
);

-- CreateIndex
CREATE INDEX "SavedView_tenantId_list_idx" ON "SavedView"("tenantId", "list");

-- CreateIndex
CREATE INDEX "OpeningView_tenantId_viewId_idx" ON "OpeningView"("tenantId", "viewId");

-- AddForeignKey
ALTER TABLE "OpeningView" ADD CONSTRAINT "OpeningView_tenantId_viewId_fkey" FOREIGN KEY ("tenantId", "viewId") REFERENCES "SavedView"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A person's own, to write; others read what is shared with them.
comment on table "SavedView" is 'own';
comment on table "OpeningView" is 'own';

create policy kept_shared on "SavedView" for select to portal_section, portal_admin, portal_unit
  using (audience = 'CITY' or audience = 'DISTRICT' and "districtId" = (select reach_district()));
-- A district shares with its own people and nobody else; whoever reaches no district shares nothing.
create policy kept_audience_new on "SavedView" as restrictive for insert to portal_unit
  with check (audience = 'OWNER' or audience = 'DISTRICT' and "districtId" = (select reach_district()));
create policy kept_audience on "SavedView" as restrictive for update to portal_unit using (true)
  with check (audience = 'OWNER' or audience = 'DISTRICT' and "districtId" = (select reach_district()));

create trigger record_change after insert or update or delete on "SavedView" for each row execute function record_change('id');

select protect_tenant_tables();
