import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JobTable } from "#features/jobs/components/job-table.tsx";
import { isOpen, jobList, listJobs, SILENT_AFTER, workerSilence } from "#features/jobs/queries.ts";
import type { Address } from "#lib/list-params.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { KeepFresh } from "#ui/keep-fresh.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("jobs"))("title") };
}

/** What goes on behind the pages: a member's own jobs; for the section and administrators those of the whole city. */
export default async function JobsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const list = jobList.parse(await searchParams);
  const [t, { actor, page, silence }] = await Promise.all([
    getTranslations("jobs"),
    read("job.view", async (db, actor) => ({
      actor,
      page: await listJobs(db, list, actor),
      silence: await workerSilence(db),
    })),
  ]);
  return (
    <>
      <PageTitle title={t("title")} lead={t(can(actor, "tenant.edit") ? "leadCity" : "lead")} />
      {(silence === null || silence > SILENT_AFTER) && (
        <div className="mb-4">
          <Notice tone="warn" title={t("noWorker")}>
            {t("noWorkerText")}
          </Notice>
        </div>
      )}
      <JobTable
        list={list}
        page={page}
        timeZone={actor.tenant.timeZone}
        mayControl={({ personId }) => personId === actor.personId || actor.role === "SYSTEM_ADMIN"}
      />
      {page.rows.some(isOpen) && <KeepFresh />}
    </>
  );
}
