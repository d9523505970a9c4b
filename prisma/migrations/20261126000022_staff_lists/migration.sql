-- Joiners and leavers in bulk, as a school year begins: each person's own lists, between their upload and their being
-- applied. What is applied is told by the trail; the rows themselves go.
create table "StaffList" (
    "tenantId" uuid not null default tenant_id(),
    "id" uuid not null,
    "personId" uuid not null default person_id(),
    "fileName" varchar(200) not null,
    "rows" jsonb not null,
    "counts" jsonb not null default '{}',
    "appliedAt" timestamptz(3),
    "createdAt" timestamptz(3) not null default current_timestamp,
    "version" integer not null default 1,

    constraint "StaffList_pkey" primary key ("tenantId", "id")
);
create index "StaffList_tenantId_personId_createdAt_idx" on "StaffList"("tenantId", "personId", "createdAt");
comment on table "StaffList" is 'own';

select protect_tenant_tables();
