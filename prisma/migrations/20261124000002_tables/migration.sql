-- CreateEnum
CREATE TYPE "DayKind" AS ENUM ('HOLIDAY', 'MAKE_UP');

-- CreateEnum
CREATE TYPE "SessionStage" AS ENUM ('TOTP', 'OPEN');

-- CreateEnum
CREATE TYPE "TokenPurpose" AS ENUM ('INVITATION', 'RESET');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('SYSTEM_ADMIN', 'SECTION_HEAD', 'SECTION_STAFF', 'DISTRICT_OFFICER', 'SCHOOL_HEAD', 'SCHOOL_CLERK', 'INSPECTOR', 'AWARD_EXPERT', 'LEGAL_REVIEWER');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('UPLOADED', 'CHECKED', 'APPLIED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "RowOutcome" AS ENUM ('NEW', 'CHANGED', 'SAME', 'GONE', 'BAD');

-- CreateEnum
CREATE TYPE "CampaignStatus" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "ReportStatus" AS ENUM ('ASSIGNED', 'DRAFT', 'SIGNED', 'SUBMITTED', 'RETURNED', 'DISTRICT_ACCEPTED', 'ACCEPTED', 'LOCKED');

-- CreateEnum
CREATE TYPE "Provenance" AS ENUM ('TYPED', 'REGISTER', 'CARRIED', 'PASTED');

-- CreateEnum
CREATE TYPE "OwnershipGroup" AS ENUM ('PUBLIC', 'INCLUSIVE_PRIVATE', 'PRIVATE');

-- CreateEnum
CREATE TYPE "Stage" AS ENUM ('PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'SPECIAL');

-- CreateEnum
CREATE TYPE "SettlementClass" AS ENUM ('URBAN', 'TOWN', 'RURAL');

-- CreateEnum
CREATE TYPE "SchoolStatus" AS ENUM ('PROPOSED', 'PENDING_APPROVAL', 'OPEN', 'OPEN_PROPOSED_TO_CLOSE', 'CLOSED', 'REJECTED', 'CREATED_IN_ERROR', 'QUARANTINED');

-- CreateEnum
CREATE TYPE "SchoolLinkKind" AS ENUM ('MERGER', 'SPLIT', 'RECODED', 'SUCCESSION');

-- CreateEnum
CREATE TYPE "ChangeKind" AS ENUM ('CREATE', 'CHANGE', 'CLOSE', 'MERGE', 'SPLIT');

-- CreateEnum
CREATE TYPE "ChangeOwner" AS ENUM ('DISTRICT', 'SECTION');

-- CreateEnum
CREATE TYPE "ChangeStatus" AS ENUM ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "SchoolYear" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "nameEn" VARCHAR(60) NOT NULL,
    "nameZh" VARCHAR(60) NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SchoolYear_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Term" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "schoolYearId" UUID NOT NULL,
    "nameEn" VARCHAR(60) NOT NULL,
    "nameZh" VARCHAR(60) NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,

    CONSTRAINT "Term_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "CalendarYear" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "year" INTEGER NOT NULL,
    "source" VARCHAR(200) NOT NULL,

    CONSTRAINT "CalendarYear_pkey" PRIMARY KEY ("tenantId","year")
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "day" DATE NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" "DayKind" NOT NULL,
    "nameEn" VARCHAR(60) NOT NULL,
    "nameZh" VARCHAR(60) NOT NULL,

    CONSTRAINT "CalendarDay_pkey" PRIMARY KEY ("tenantId","day")
);

-- CreateTable
CREATE TABLE "Tenant" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(40) NOT NULL,
    "nameEn" VARCHAR(120) NOT NULL,
    "nameZh" VARCHAR(120) NOT NULL,
    "locale" VARCHAR(10) NOT NULL DEFAULT 'zh-CN',
    "timeZone" VARCHAR(60) NOT NULL DEFAULT 'Asia/Shanghai',
    "codeFormat" JSONB NOT NULL,
    "primaryGrades" INTEGER NOT NULL DEFAULT 6,
    "schoolFields" JSONB NOT NULL DEFAULT '[]',
    "accent" VARCHAR(7),
    "totpRoles" "Role"[] DEFAULT ARRAY[]::"Role"[],
    "fillerMaySign" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "locale" VARCHAR(10),
    "operator" BOOLEAN NOT NULL DEFAULT false,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Credential" (
    "personId" UUID NOT NULL,
    "passwordHash" TEXT,
    "totpSecret" TEXT,
    "totpSince" TIMESTAMPTZ(3),
    "totpLastStep" INTEGER,
    "recoveryCodes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" BYTEA NOT NULL,
    "personId" UUID NOT NULL,
    "stage" "SessionStage" NOT NULL,
    "tenantId" UUID,
    "membershipId" UUID,
    "schoolYearId" UUID,
    "userAgent" VARCHAR(300) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OneTimeToken" (
    "digest" BYTEA NOT NULL,
    "personId" UUID NOT NULL,
    "purpose" "TokenPurpose" NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OneTimeToken_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "key" VARCHAR(200) NOT NULL,
    "hits" INTEGER NOT NULL,
    "resetAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Throttle_resetAt_idx" ON "Throttle"("resetAt");

-- CreateTable
CREATE TABLE "Membership" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "districtId" UUID,
    "schoolId" UUID,
    "startsOn" DATE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsOn" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "WithdrawnRight" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "role" "Role" NOT NULL,
    "capability" VARCHAR(60) NOT NULL,

    CONSTRAINT "WithdrawnRight_pkey" PRIMARY KEY ("tenantId","role","capability")
);

-- CreateTable
CREATE TABLE "ImportMapping" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "mapping" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ImportMapping_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Import" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "fileName" VARCHAR(255) NOT NULL,
    "fileBytes" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "reading" JSONB NOT NULL,
    "mapping" JSONB,
    "status" "ImportStatus" NOT NULL DEFAULT 'UPLOADED',
    "effectiveOn" DATE,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "applied" JSONB,
    "createdById" UUID NOT NULL DEFAULT person_id(),
    "createdByName" VARCHAR(80) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" TEXT[],
    "outcome" "RowOutcome",
    "schoolId" UUID,
    "record" JSONB,
    "changes" JSONB,
    "problems" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("tenantId","importId","line")
);

-- CreateTable
CREATE TABLE "Template" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    "nameEn" VARCHAR(160) NOT NULL,
    "nameZh" VARCHAR(160) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Template_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "TemplateVersion" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "templateId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TemplateVersion_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Campaign" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "templateVersionId" UUID NOT NULL,
    "schoolYearId" UUID NOT NULL,
    "titleEn" VARCHAR(160) NOT NULL,
    "titleZh" VARCHAR(160) NOT NULL,
    "refersTo" DATE NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "graceUntil" TIMESTAMPTZ(3),
    "stages" "Stage"[],
    "ownerships" TEXT[],
    "districtIds" UUID[],
    "note" VARCHAR(1000) NOT NULL DEFAULT '',
    "status" "CampaignStatus" NOT NULL DEFAULT 'OPEN',
    "openedByName" VARCHAR(80) NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Campaign_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "districtId" UUID NOT NULL,
    "nameEn" VARCHAR(200) NOT NULL DEFAULT '',
    "nameZh" VARCHAR(200) NOT NULL DEFAULT '',
    "code" VARCHAR(30) NOT NULL,
    "stages" "Stage"[],
    "ownership" VARCHAR(40) NOT NULL,
    "settlement" "SettlementClass",
    "context" JSONB NOT NULL DEFAULT '{}',
    "status" "ReportStatus" NOT NULL DEFAULT 'ASSIGNED',
    "current" INTEGER NOT NULL DEFAULT 1,
    "submittedAt" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "assignmentId" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "filledByIds" UUID[] DEFAULT ARRAY[]::UUID[],
    "signedById" UUID,
    "signedByName" VARCHAR(80),
    "signedAt" TIMESTAMPTZ(3),
    "selfSigned" BOOLEAN NOT NULL DEFAULT false,
    "submittedByName" VARCHAR(80),
    "submittedAt" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,
    "returnedByName" VARCHAR(80),
    "returnedAt" TIMESTAMPTZ(3),
    "returnReason" VARCHAR(1000),

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "CellValue" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "submissionId" UUID NOT NULL,
    "cell" VARCHAR(60) NOT NULL,
    "schoolId" UUID NOT NULL,
    "value" VARCHAR(2000) NOT NULL,
    "provenance" "Provenance" NOT NULL,
    "updatedById" UUID NOT NULL DEFAULT person_id(),
    "updatedByName" VARCHAR(80) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CellValue_pkey" PRIMARY KEY ("tenantId","submissionId","cell")
);

-- CreateTable
CREATE TABLE "Explanation" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "submissionId" UUID NOT NULL,
    "finding" VARCHAR(120) NOT NULL,
    "schoolId" UUID NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "authorName" VARCHAR(80) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Explanation_pkey" PRIMARY KEY ("tenantId","submissionId","finding")
);

-- CreateTable
CREATE TABLE "CellComment" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "submissionId" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "cell" VARCHAR(60) NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "authorName" VARCHAR(80) NOT NULL,
    "authorRole" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CellComment_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "District" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "nameEn" VARCHAR(80) NOT NULL,
    "nameZh" VARCHAR(80) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "District_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Ownership" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "code" VARCHAR(40) NOT NULL,
    "nameEn" VARCHAR(80) NOT NULL,
    "nameZh" VARCHAR(80) NOT NULL,
    "group" "OwnershipGroup" NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Ownership_pkey" PRIMARY KEY ("tenantId","code")
);

-- CreateTable
CREATE TABLE "School" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "addressEn" VARCHAR(300) NOT NULL DEFAULT '',
    "addressZh" VARCHAR(300) NOT NULL DEFAULT '',
    "phone" VARCHAR(60) NOT NULL DEFAULT '',
    "email" VARCHAR(254) NOT NULL DEFAULT '',
    "website" VARCHAR(300) NOT NULL DEFAULT '',
    "longitude" DECIMAL(11,8),
    "latitude" DECIMAL(10,8),
    "siteKey" VARCHAR(40),
    "extra" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "School_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SchoolFact" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "supersededAt" TIMESTAMPTZ(3),
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "code" VARCHAR(30) NOT NULL,
    "nameEn" VARCHAR(200) NOT NULL DEFAULT '',
    "nameZh" VARCHAR(200) NOT NULL DEFAULT '',
    "districtId" UUID NOT NULL,
    "ownership" VARCHAR(40) NOT NULL,
    "stages" "Stage"[],
    "settlement" "SettlementClass",
    "status" "SchoolStatus" NOT NULL,
    "teachingPoint" BOOLEAN NOT NULL DEFAULT false,
    "boarding" BOOLEAN,
    "capacity" INTEGER,
    "creditCode" VARCHAR(18),

    CONSTRAINT "SchoolFact_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SchoolCode" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "code" VARCHAR(30) NOT NULL,
    "schoolId" UUID NOT NULL,
    "issuedOn" DATE NOT NULL,
    "voidedOn" DATE,
    "reason" VARCHAR(500) NOT NULL DEFAULT '',

    CONSTRAINT "SchoolCode_pkey" PRIMARY KEY ("tenantId","code")
);

-- CreateTable
CREATE TABLE "Campus" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "nameEn" VARCHAR(120) NOT NULL DEFAULT '',
    "nameZh" VARCHAR(120) NOT NULL DEFAULT '',
    "addressEn" VARCHAR(300) NOT NULL DEFAULT '',
    "addressZh" VARCHAR(300) NOT NULL DEFAULT '',
    "main" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Campus_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SchoolLink" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "predecessorId" UUID NOT NULL,
    "successorId" UUID NOT NULL,
    "kind" "SchoolLinkKind" NOT NULL,
    "happenedOn" DATE NOT NULL,
    "reason" VARCHAR(500) NOT NULL DEFAULT '',

    CONSTRAINT "SchoolLink_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SchoolGram" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "gram" VARCHAR(40) NOT NULL,
    "schoolId" UUID NOT NULL,

    CONSTRAINT "SchoolGram_pkey" PRIMARY KEY ("tenantId","gram","schoolId")
);

-- CreateTable
CREATE TABLE "ChangeRequest" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "schoolId" UUID,
    "districtId" UUID NOT NULL,
    "kind" "ChangeKind" NOT NULL,
    "owner" "ChangeOwner" NOT NULL,
    "status" "ChangeStatus" NOT NULL DEFAULT 'PENDING',
    "before" JSONB NOT NULL DEFAULT '{}',
    "wanted" JSONB NOT NULL DEFAULT '{}',
    "effectiveOn" DATE NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "requestedBy" UUID NOT NULL DEFAULT person_id(),
    "requestedByName" VARCHAR(80) NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedByName" VARCHAR(80),
    "decidedAt" TIMESTAMPTZ(3),
    "decisionReason" VARCHAR(500),
    "importId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ChangeRequest_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "requestId" UUID DEFAULT request_id(),
    "personId" UUID DEFAULT person_id(),
    "personName" VARCHAR(80) NOT NULL DEFAULT '',
    "role" "Role",
    "capability" VARCHAR(60) NOT NULL,
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" VARCHAR(80) NOT NULL,
    "schoolId" UUID,
    "reason" VARCHAR(1000) NOT NULL DEFAULT '',
    "detail" JSONB NOT NULL DEFAULT '{}',
    "system" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "AuditChange" (
    "tenantId" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "requestId" UUID,
    "personId" UUID,
    "entity" VARCHAR(40) NOT NULL,
    "rowId" VARCHAR(200) NOT NULL,
    "schoolId" UUID,
    "operation" VARCHAR(6) NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "system" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "AuditChange_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "personId" UUID NOT NULL DEFAULT person_id(),
    "capability" VARCHAR(60) NOT NULL,
    "key" VARCHAR(80) NOT NULL,
    "bodyHash" VARCHAR(64) NOT NULL,
    "answer" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("tenantId","personId","capability","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "SchoolYear_tenantId_startsOn_key" ON "SchoolYear"("tenantId", "startsOn");

-- CreateIndex
CREATE INDEX "Term_tenantId_schoolYearId_idx" ON "Term"("tenantId", "schoolYearId");

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_slug_key" ON "Tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE INDEX "OneTimeToken_personId_idx" ON "OneTimeToken"("personId");

-- CreateIndex
CREATE INDEX "Membership_personId_idx" ON "Membership"("personId");

-- CreateIndex
CREATE INDEX "Membership_tenantId_schoolId_idx" ON "Membership"("tenantId", "schoolId");

-- CreateIndex
CREATE INDEX "Membership_tenantId_districtId_idx" ON "Membership"("tenantId", "districtId");

-- CreateIndex
CREATE UNIQUE INDEX "ImportMapping_tenantId_name_key" ON "ImportMapping"("tenantId", "name");

-- CreateIndex
CREATE INDEX "Import_tenantId_createdAt_idx" ON "Import"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "ImportRow_tenantId_importId_outcome_line_idx" ON "ImportRow"("tenantId", "importId", "outcome", "line");

-- CreateIndex
CREATE UNIQUE INDEX "Template_tenantId_key_key" ON "Template"("tenantId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "TemplateVersion_tenantId_templateId_number_key" ON "TemplateVersion"("tenantId", "templateId", "number");

-- CreateIndex
CREATE INDEX "Campaign_tenantId_dueAt_idx" ON "Campaign"("tenantId", "dueAt");

-- CreateIndex
CREATE INDEX "Assignment_tenantId_campaignId_districtId_status_idx" ON "Assignment"("tenantId", "campaignId", "districtId", "status");

-- CreateIndex
CREATE INDEX "Assignment_tenantId_schoolId_idx" ON "Assignment"("tenantId", "schoolId");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_tenantId_campaignId_schoolId_key" ON "Assignment"("tenantId", "campaignId", "schoolId");

-- CreateIndex
CREATE INDEX "Submission_tenantId_schoolId_idx" ON "Submission"("tenantId", "schoolId");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_tenantId_assignmentId_number_key" ON "Submission"("tenantId", "assignmentId", "number");

-- CreateIndex
CREATE INDEX "CellComment_tenantId_submissionId_idx" ON "CellComment"("tenantId", "submissionId");

-- CreateIndex
CREATE UNIQUE INDEX "District_tenantId_code_key" ON "District"("tenantId", "code");

-- CreateIndex
CREATE INDEX "School_tenantId_siteKey_idx" ON "School"("tenantId", "siteKey");

-- CreateIndex
CREATE INDEX "SchoolFact_tenantId_schoolId_validFrom_idx" ON "SchoolFact"("tenantId", "schoolId", "validFrom");

-- CreateIndex
CREATE INDEX "SchoolFact_tenantId_nameZh_schoolId_idx" ON "SchoolFact"("tenantId", "nameZh", "schoolId");

-- CreateIndex
CREATE INDEX "SchoolFact_tenantId_nameEn_schoolId_idx" ON "SchoolFact"("tenantId", "nameEn", "schoolId");

-- CreateIndex
CREATE INDEX "SchoolFact_tenantId_code_schoolId_idx" ON "SchoolFact"("tenantId", "code", "schoolId");

-- CreateIndex
CREATE INDEX "SchoolFact_tenantId_districtId_validFrom_idx" ON "SchoolFact"("tenantId", "districtId", "validFrom");

-- CreateIndex
CREATE INDEX "SchoolCode_tenantId_schoolId_idx" ON "SchoolCode"("tenantId", "schoolId");

-- CreateIndex
CREATE INDEX "Campus_tenantId_schoolId_idx" ON "Campus"("tenantId", "schoolId");

-- CreateIndex
CREATE INDEX "SchoolLink_tenantId_successorId_idx" ON "SchoolLink"("tenantId", "successorId");

-- CreateIndex
CREATE UNIQUE INDEX "SchoolLink_tenantId_predecessorId_successorId_kind_key" ON "SchoolLink"("tenantId", "predecessorId", "successorId", "kind");

-- CreateIndex
CREATE INDEX "SchoolGram_tenantId_schoolId_idx" ON "SchoolGram"("tenantId", "schoolId");

-- CreateIndex
CREATE INDEX "ChangeRequest_tenantId_status_requestedAt_idx" ON "ChangeRequest"("tenantId", "status", "requestedAt");

-- CreateIndex
CREATE INDEX "ChangeRequest_tenantId_schoolId_idx" ON "ChangeRequest"("tenantId", "schoolId");

-- CreateIndex
CREATE INDEX "ChangeRequest_tenantId_districtId_idx" ON "ChangeRequest"("tenantId", "districtId");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_at_id_idx" ON "AuditEvent"("tenantId", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_subjectType_subjectId_at_idx" ON "AuditEvent"("tenantId", "subjectType", "subjectId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_personId_at_idx" ON "AuditEvent"("tenantId", "personId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_tenantId_requestId_idx" ON "AuditEvent"("tenantId", "requestId");

-- CreateIndex
CREATE INDEX "AuditChange_tenantId_requestId_idx" ON "AuditChange"("tenantId", "requestId");

-- CreateIndex
CREATE INDEX "AuditChange_tenantId_entity_rowId_at_idx" ON "AuditChange"("tenantId", "entity", "rowId", "at");

-- AddForeignKey
ALTER TABLE "Term" ADD CONSTRAINT "Term_tenantId_schoolYearId_fkey" FOREIGN KEY ("tenantId", "schoolYearId") REFERENCES "SchoolYear"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_tenantId_year_fkey" FOREIGN KEY ("tenantId", "year") REFERENCES "CalendarYear"("tenantId", "year") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OneTimeToken" ADD CONSTRAINT "OneTimeToken_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_districtId_fkey" FOREIGN KEY ("tenantId", "districtId") REFERENCES "District"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_schoolId_fkey" FOREIGN KEY ("tenantId", "schoolId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_tenantId_importId_fkey" FOREIGN KEY ("tenantId", "importId") REFERENCES "Import"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TemplateVersion" ADD CONSTRAINT "TemplateVersion_tenantId_templateId_fkey" FOREIGN KEY ("tenantId", "templateId") REFERENCES "Template"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_tenantId_templateVersionId_fkey" FOREIGN KEY ("tenantId", "templateVersionId") REFERENCES "TemplateVersion"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_tenantId_schoolYearId_fkey" FOREIGN KEY ("tenantId", "schoolYearId") REFERENCES "SchoolYear"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_tenantId_campaignId_fkey" FOREIGN KEY ("tenantId", "campaignId") REFERENCES "Campaign"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_tenantId_schoolId_fkey" FOREIGN KEY ("tenantId", "schoolId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_tenantId_assignmentId_fkey" FOREIGN KEY ("tenantId", "assignmentId") REFERENCES "Assignment"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CellValue" ADD CONSTRAINT "CellValue_tenantId_submissionId_fkey" FOREIGN KEY ("tenantId", "submissionId") REFERENCES "Submission"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Explanation" ADD CONSTRAINT "Explanation_tenantId_submissionId_fkey" FOREIGN KEY ("tenantId", "submissionId") REFERENCES "Submission"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CellComment" ADD CONSTRAINT "CellComment_tenantId_submissionId_fkey" FOREIGN KEY ("tenantId", "submissionId") REFERENCES "Submission"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolFact" ADD CONSTRAINT "SchoolFact_tenantId_schoolId_fkey" FOREIGN KEY ("tenantId", "schoolId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolFact" ADD CONSTRAINT "SchoolFact_tenantId_districtId_fkey" FOREIGN KEY ("tenantId", "districtId") REFERENCES "District"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolFact" ADD CONSTRAINT "SchoolFact_tenantId_ownership_fkey" FOREIGN KEY ("tenantId", "ownership") REFERENCES "Ownership"("tenantId", "code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolCode" ADD CONSTRAINT "SchoolCode_tenantId_schoolId_fkey" FOREIGN KEY ("tenantId", "schoolId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Campus" ADD CONSTRAINT "Campus_tenantId_schoolId_fkey" FOREIGN KEY ("tenantId", "schoolId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolLink" ADD CONSTRAINT "SchoolLink_tenantId_predecessorId_fkey" FOREIGN KEY ("tenantId", "predecessorId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolLink" ADD CONSTRAINT "SchoolLink_tenantId_successorId_fkey" FOREIGN KEY ("tenantId", "successorId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolGram" ADD CONSTRAINT "SchoolGram_tenantId_schoolId_fkey" FOREIGN KEY ("tenantId", "schoolId") REFERENCES "School"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeRequest" ADD CONSTRAINT "ChangeRequest_tenantId_schoolId_fkey" FOREIGN KEY ("tenantId", "schoolId") REFERENCES "School"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeRequest" ADD CONSTRAINT "ChangeRequest_tenantId_importId_fkey" FOREIGN KEY ("tenantId", "importId") REFERENCES "Import"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
