import { createHash } from "node:crypto";
import { z } from "zod";
import { type JobRow, latestJobOf } from "#features/jobs/queries.ts";
import type { ReportStatus } from "#generated/prisma/enums.ts";
import { MISSING } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { safeFileName } from "#lib/tabular/content-disposition.ts";
import { type TableSheet, writeXlsx } from "#lib/tabular/write.ts";
import type { Actor, Db } from "#server/db.ts";
import { requestedJob } from "#server/jobs.ts";
import { Refusal } from "#server/refusal.ts";
import { keep, keyOf } from "#server/store.ts";
import { words } from "#server/words.ts";
import { groupKey } from "./coverage.ts";
import { campaignTitle, rollUpSheets } from "./export-roll-up.ts";
import { cellTitle } from "./figure-words.ts";
import { SENT } from "./lifecycle.ts";
import { type RolledUp, rollUpOf } from "./roll-up.ts";

/** How long a workbook that somebody had made can be fetched, in days. */
export const EXPORT_DAYS = 7;

/** Schools that are read at once. */
const BATCH = 200;

const ExportWork = z.object({
  campaignId: z.uuid(),
  kind: z.enum(["provisional", "final"]),
  locale: z.enum(["en", "zh-CN"]),
});

/** What a workbook that was made is called, and what its bytes must be. */
export const Exported = z.object({ file: z.string(), sha256: z.string(), bytes: z.number() });

/**
 * A whole collection as one workbook: the roll-up and every school's figures, as whoever asked may see them. It is kept
 * under the job's own id, so that a job which is begun again makes no second one.
 */
export const exportJob = requestedJob(
  "report.export",
  "rollUp.export",
  { input: ExportWork, queue: "long", minutes: 15 },
  async ({ campaignId, kind, locale }, { db, actor, job, progress }) => {
    const rolledUp = await rollUpOf(db, campaignId, { kind });
    if (!rolledUp || rolledUp.coverage.get(groupKey("all"))?.expected === 0) throw new Refusal("error.notFound");
    const t = words(locale);
    const sheets = [...rollUpSheets(rolledUp, kind, locale), await schoolSheet(db, rolledUp, locale, progress)];
    const bytes = await writeXlsx({ writtenAt: new Date(), sheets });
    await keep(keyOf(actor.tenant.id, "exports", job.id), bytes);
    const file = safeFileName(`${campaignTitle(rolledUp, locale)} ${t(`rollUp.kind.${kind}.name`)}.xlsx`);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const exported: z.output<typeof Exported> = { file, sha256, bytes: bytes.length };
    return {
      result: {
        message: "reports.export.done",
        values: exported,
        goTo: `/reports/campaigns/${campaignId}/roll-up?kind=${kind}`,
      },
      record: { subject: ["Campaign", campaignId], detail: { changed: "workbook", file, kind } },
    };
  },
);

type Row = {
  code: string;
  nameEn: string;
  nameZh: string;
  districtEn: string;
  districtZh: string;
  status: ReportStatus;
  cells: Record<string, string> | null;
};

/** A row for every school that was asked, a column for every figure; what was not given is '—', never nought. */
async function schoolSheet(
  db: Db,
  { campaign, cells }: RolledUp,
  locale: Locale,
  progress: (done: number, total: number) => void,
): Promise<TableSheet> {
  const t = words(locale);
  const rows: (string | null)[][] = [];
  const total = await db.assignment.count({ where: { campaignId: campaign.id } });
  for (let after = ""; ; ) {
    progress(rows.length, total);
    const batch = await batchAfter(db, campaign.id, after);
    for (const row of batch) {
      rows.push([
        row.code,
        named(row, locale),
        named({ nameEn: row.districtEn, nameZh: row.districtZh }, locale),
        t(`label.reportStatus.${row.status}`),
        ...cells.map(({ address }) => row.cells?.[address] || MISSING),
      ]);
    }
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) break;
    after = last.code;
  }
  return {
    name: t("reports.export.schools"),
    columns: [
      { header: t("reports.export.code"), kind: "text", width: 16 },
      { header: t("reports.export.school"), kind: "text", width: 32 },
      { header: t("reports.export.district"), kind: "text", width: 16 },
      { header: t("reports.export.status"), kind: "text", width: 14 },
      ...cells.map((cell) => ({ header: `${cell.address} ${cellTitle(cell, locale)}`, kind: "number" as const })),
    ],
    rows,
  };
}

function batchAfter(db: Db, campaignId: string, after: string): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    with asked as (
      select a.id, a.code, a."nameEn", a."nameZh", a."districtId", a.status::text, a.current from "Assignment" a
       where a."campaignId" = ${campaignId}::uuid and a.code > ${after} order by a.code limit ${BATCH})
    select a.code, a."nameEn", a."nameZh", d."nameEn" as "districtEn", d."nameZh" as "districtZh", a.status,
           (select jsonb_object_agg(v.cell, v.value) from "Submission" s
              join "CellValue" v on v."tenantId" = s."tenantId" and v."submissionId" = s.id and v.value <> ''
             where s."assignmentId" = a.id and s.number = a.current and a.status = any(${[...SENT]})) as cells
      from asked a join "District" d on d.id = a."districtId" order by a.code`;
}

/** The latest workbook of a collection that the actor had made, or is having made; none whose days are over. */
export async function latestExport(
  db: Db,
  campaignId: string,
  { personId }: Pick<Actor, "personId">,
): Promise<JobRow | null> {
  const job = await latestJobOf(db, "Campaign", campaignId, { kind: exportJob.kind, personId });
  return job?.finishedAt && job.finishedAt < fetchedSince() ? null : job;
}

const fetchedSince = (): Date => new Date(Date.now() - EXPORT_DAYS * 86_400_000);

/** A workbook that this person had made; null where it is somebody else's, not done, or fetched no more. */
export async function exportById(db: Db, id: string, personId: string): Promise<z.output<typeof Exported> | null> {
  const job = await db.job.findFirst({
    where: { id, personId, kind: exportJob.kind, status: "DONE", finishedAt: { gt: fetchedSince() } },
    select: { result: true },
  });
  return job ? Exported.parse((job.result as { values: unknown }).values) : null;
}
