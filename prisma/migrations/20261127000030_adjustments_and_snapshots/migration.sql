-- CreateTable
CREATE TABLE "Adjustment" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "submissionId" UUID NOT NULL,
    "schoolId" UUID NOT NULL,
    "cell" VARCHAR(60) NOT NULL,
    "amount" DECIMAL(19,6) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "authorId" UUID NOT NULL DEFAULT person_id(),
    "authorName" VARCHAR(80) NOT NULL,
    "authorRole" "Role" NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnByName" VARCHAR(80),
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawReason" VARCHAR(1000),

    CONSTRAINT "Adjustment_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "tenantId" UUID NOT NULL DEFAULT tenant_id(),
    "id" UUID NOT NULL,
    "campaignId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "titleEn" VARCHAR(160) NOT NULL,
    "titleZh" VARCHAR(160) NOT NULL,
    "reported" INTEGER NOT NULL,
    "expected" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL DEFAULT '',
    "publishedById" UUID NOT NULL DEFAULT person_id(),
    "publishedByName" VARCHAR(80) NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "Adjustment_tenantId_submissionId_idx" ON "Adjustment"("tenantId", "submissionId");

-- CreateIndex
CREATE UNIQUE INDEX "Snapshot_tenantId_campaignId_number_key" ON "Snapshot"("tenantId", "campaignId", "number");

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_tenantId_submissionId_fkey" FOREIGN KEY ("tenantId", "submissionId") REFERENCES "Submission"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_tenantId_campaignId_fkey" FOREIGN KEY ("tenantId", "campaignId") REFERENCES "Campaign"("tenantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table "Adjustment" add constraint "Adjustment_amount_check" check (amount <> 0);

-- Three more second words:
--   judged     a school reads these rows of its reports; its district, as the section, writes them
--   districts  of what is published, for districts and not for schools
--   kept       nobody changes a row
do $$
declare
  body text := pg_get_functiondef('protect_tenant_tables()'::regprocedure);
  before text := 'if kind not in (''trail'', ''own'')';
  words text := 'if ''judged'' = any(t.words) then
      execute format(''create policy judged_insert on %I as restrictive for insert to portal_unit with check ((select reach_district()) is not null)'', t.name);
      execute format(''create policy judged_update on %I as restrictive for update to portal_unit using ((select reach_district()) is not null)'', t.name);
    end if;
    if ''districts'' = any(t.words) then
      execute format(''create policy districts on %I as restrictive for select to portal_unit using ((select reach_district()) is not null)'', t.name);
    end if;
    if ''kept'' = any(t.words) then
      execute format(''revoke update on %I from portal_section, portal_unit, portal_admin, portal_job'', t.name);
    end if;

    ';
begin
  if position(before in body) = 0 then raise exception 'protect_tenant_tables has changed'; end if;
  execute replace(body, before, words || before);
end $$;

-- The trail says that a document was published and its checksum; the document itself stands beside it, once.
do $$
declare
  body text := pg_get_functiondef('record_change()'::regprocedure);
  insertion text := 'insert into "AuditChange"';
begin
  if position(insertion in body) = 0 then raise exception 'record_change has changed'; end if;
  execute replace(body, insertion, 'if tg_table_name = ''Snapshot'' then now_is := now_is - ''document''; end if;
  ' || insertion);
end $$;

comment on table "Adjustment" is 'school stamped judged';
comment on table "Snapshot" is 'published districts kept';

-- A line stays as it was added. One thing happens to it, once: it is withdrawn.
create function keep_adjustment() returns trigger language plpgsql as $$
declare withdrawal text[] := '{withdrawnByName,withdrawnAt,withdrawReason}';
begin
  if to_jsonb(new) - withdrawal <> to_jsonb(old) - withdrawal or old."withdrawnAt" is not null then
    raise exception 'an adjustment stays as it was added' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_adjustment before update on "Adjustment" for each row execute function keep_adjustment();

-- Who published, and what the checksum is, are not the publisher's to say.
create function seal_snapshot() returns trigger language plpgsql as $$
begin
  new.sha256 := encode(sha256(convert_to(new.document, 'UTF8')), 'hex');
  new."publishedById" := coalesce(person_id(), new."publishedById");
  return new;
end $$;
create trigger seal_snapshot before insert on "Snapshot" for each row execute function seal_snapshot();

select protect_tenant_tables();
