-- AlterTable
ALTER TABLE "TemplateVersion" ADD COLUMN     "publishedByName" VARCHAR(80) NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "TemplateDraft" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "templateId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "updatedById" UUID NOT NULL,
    "updatedByName" VARCHAR(80) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TemplateDraft_pkey" PRIMARY KEY ("tenantId","templateId")
);

-- AddForeignKey
ALTER TABLE "TemplateDraft" ADD CONSTRAINT "TemplateDraft_tenantId_templateId_fkey" FOREIGN KEY ("tenantId", "templateId") REFERENCES "Template"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

comment on table "TemplateDraft" is 'section delete';

select protect_tenant_tables();
