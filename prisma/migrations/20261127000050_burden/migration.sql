-- CreateEnum
CREATE TYPE "PaceBasis" AS ENUM ('FORM', 'CITY');

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "asked" INTEGER,
ADD COLUMN     "prefilled" INTEGER;

-- AlterTable
ALTER TABLE "Submission" ADD COLUMN     "fillSeconds" INTEGER,
ADD COLUMN     "pastedCells" INTEGER;

-- CreateTable
CREATE TABLE "BurdenEntry" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "campaignId" UUID NOT NULL,
    "schools" INTEGER NOT NULL,
    "asked" INTEGER NOT NULL,
    "prefilled" INTEGER NOT NULL,
    "paceMs" INTEGER,
    "basis" "PaceBasis",
    "reports" INTEGER NOT NULL,

    CONSTRAINT "BurdenEntry_pkey" PRIMARY KEY ("tenantId","campaignId")
);

-- CreateTable
CREATE TABLE "Waiver" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "templateVersionId" UUID NOT NULL,
    "refersTo" DATE NOT NULL,
    "stages" "Stage"[],
    "ownerships" TEXT[],
    "districtIds" UUID[],
    "held" JSONB NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "grantedByName" VARCHAR(80) NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "campaignId" UUID,

    CONSTRAINT "Waiver_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "Waiver_tenantId_templateVersionId_refersTo_idx" ON "Waiver"("tenantId", "templateVersionId", "refersTo");

-- CreateIndex
CREATE UNIQUE INDEX "Waiver_tenantId_campaignId_key" ON "Waiver"("tenantId", "campaignId");

-- AddForeignKey
ALTER TABLE "BurdenEntry" ADD CONSTRAINT "BurdenEntry_tenantId_campaignId_fkey" FOREIGN KEY ("tenantId", "campaignId") REFERENCES "Campaign"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_tenantId_templateVersionId_fkey" FOREIGN KEY ("tenantId", "templateVersionId") REFERENCES "TemplateVersion"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Waiver" ADD CONSTRAINT "Waiver_tenantId_campaignId_fkey" FOREIGN KEY ("tenantId", "campaignId") REFERENCES "Campaign"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Schools see what their reports were reckoned to cost, and why they were asked for something twice.
comment on table "BurdenEntry" is 'published';
comment on table "Waiver" is 'published';

-- What was reckoned at the opening stays as it was; of a waiver only this changes, once: that it has been used.
create function keep_burden() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'campaignId' <> to_jsonb(old) - 'campaignId' or old."campaignId" is not null then
    raise exception 'the ledger stays as it was written' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_burden before update on "BurdenEntry" for each row execute function keep_burden();
create trigger keep_burden before update on "Waiver" for each row execute function keep_burden();

-- What a school was asked is stamped with everything else at the opening.
create function keep_cost() returns trigger language plpgsql as $$
begin
  raise exception 'what a school was asked stays as it was counted' using errcode = '42501';
end $$;
create trigger keep_cost before update of asked, prefilled on "Assignment" for each row
  when ((new.asked, new.prefilled) is distinct from (old.asked, old.prefilled)) execute function keep_cost();

select protect_tenant_tables();
