import { useLocale, useTranslations } from "next-intl";
import { filterWords } from "#features/lists/list-words.ts";
import { JobStatus } from "#generated/prisma/enums.ts";
import { formatNumber } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { wordsFor } from "#server/words.ts";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { Form } from "#ui/form.tsx";
import { TextLink } from "#ui/link.tsx";
import { doAgain } from "../actions.ts";
import { mayBeDoneAgain } from "../lifecycle.ts";
import { isOpen, type JobList, type JobRow, jobList } from "../queries.ts";
import { kindKey, outcomeOf } from "../words.ts";
import { JobProgress, StopForm } from "./job-card.tsx";
import { JobStatusBadge } from "./job-status.tsx";

export const JOBS = "/jobs";

type Page = { rows: JobRow[]; before: string | undefined; after: string | undefined };
type Props = {
  list: JobList;
  page: Page;
  timeZone: string;
  /** Whose jobs the reader may stop and have done again: their own, or everybody's. */
  mayControl: (job: JobRow) => boolean;
};

/** What runs, waits and failed; the newest first. */
export function JobTable({ list, page, timeZone, mayControl }: Props) {
  const t = useTranslations("jobs");
  const s = useTranslations("list");
  const locale = useLocale();
  const address = (changes: Record<string, string | undefined>) => href(JOBS, list, changes, jobList.defaults);
  const stepOf = (job: JobRow) => {
    if (!mayControl(job)) return null;
    if (isOpen(job)) return job.cancelAskedAt ? null : <StopForm job={job} />;
    return mayBeDoneAgain(job) ? <AgainForm job={job} /> : null;
  };
  const columns: Column<JobRow>[] = [
    {
      id: "kind",
      header: t("what"),
      width: "36%",
      cell: (job) => (
        <>
          {wordsFor(locale, kindKey(job.kind))}
          <Outcome job={job} />
        </>
      ),
    },
    { id: "status", header: t("state"), cell: (job) => <JobStatusBadge status={job.status} /> },
    { id: "by", header: t("by"), cell: ({ personId, personName }) => (personId ? personName : t("byCity")) },
    {
      id: "asked",
      header: t("asked"),
      nowrap: true,
      cell: ({ createdAt }) => formatDateTime(createdAt, timeZone, locale),
    },
    { id: "took", header: t("took"), numeric: true, nowrap: true, cell: (job) => <Took job={job} /> },
    ...(page.rows.some((job) => stepOf(job) !== null) ? [{ id: "steps", header: t("steps"), cell: stepOf }] : []),
  ];
  return (
    <div className="space-y-4">
      <FilterBar
        action={JOBS}
        label={t("filter")}
        filters={[
          {
            kind: "select",
            name: "status",
            label: t("state"),
            any: t("any"),
            value: list.status,
            options: Object.values(JobStatus).map((value) => ({ value, label: t(`status.${value}`) })),
          },
        ]}
        keep={list.mine ? [["mine", list.mine]] : []}
        words={filterWords(locale)}
      />
      <DataTable<JobRow>
        caption={t("title")}
        columns={columns}
        rows={page.rows}
        rowKey={({ id }) => id}
        pager={{
          ...(page.before && { previous: address({ before: page.before }) }),
          ...(page.after && { next: address({ after: page.after }) }),
          words: { label: s("pages"), previous: s("previous"), next: s("next") },
        }}
        empty={
          list.status || list.mine ? (
            <Empty title={t("noneFound")} icon="search" action={<LinkButton href={JOBS}>{t("all")}</LinkButton>} />
          ) : (
            <Empty title={t("none")} icon="history">
              {t("noneHelp")}
            </Empty>
          )
        }
      />
    </div>
  );
}

function Outcome({ job }: { job: JobRow }) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  if (isOpen(job)) {
    return (
      <div className="mt-1 max-w-xs font-normal">
        <JobProgress job={job} />
      </div>
    );
  }
  const text = outcomeOf(job, locale);
  if (!text) return null;
  const { goTo } = job.result ?? {};
  return (
    <span className="mt-0.5 block text-xs font-normal text-muted">
      {text} {goTo && <TextLink href={goTo}>{t("open")}</TextLink>}
    </span>
  );
}

function AgainForm({ job }: { job: JobRow }) {
  const t = useTranslations("jobs");
  return <Form action={doAgain} fields={{ jobId: job.id }} submit={t("again")} submitVariant="secondary" saidByPage />;
}

function Took({ job: { startedAt, finishedAt, status } }: { job: JobRow }) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  if (!startedAt || !finishedAt || status === "CANCELLED") return "–";
  const seconds = Math.max(0, finishedAt.getTime() - startedAt.getTime()) / 1000;
  const digits = seconds < 10 ? 1 : 0;
  return t("seconds", { number: formatNumber(seconds, locale, digits) });
}
