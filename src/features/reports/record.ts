import type { CampaignStatus } from "#generated/prisma/enums.ts";
import { later } from "#lib/later.ts";

/** How a school kept its deadlines in one school year; every report asked of it is in exactly one of the first four. */
export type YearRecord = {
  id: string;
  nameEn: string;
  nameZh: string;
  onTime: number;
  late: number;
  /** Never arrived, and the school's deadline or the collection is over. */
  missing: number;
  /** Not arrived, and there is still time. */
  open: number;
  /** Of those that arrived: sent back at least once. */
  sentBack: number;
};

type Asked = {
  submittedAt: Date | null;
  late: boolean;
  /** Number of the version that is written or judged. */
  current: number;
  extendedTo: Date | null;
  campaign: { schoolYearId: string; dueAt: Date; status: CampaignStatus };
};

/** A school's record by school year, in the order of the years; a year in which nothing was asked is left out. */
export function recordOf(
  reports: readonly Asked[],
  years: readonly { id: string; nameEn: string; nameZh: string }[],
  now: Date,
): YearRecord[] {
  const byYear = Map.groupBy(reports, ({ campaign }) => campaign.schoolYearId);
  return years.flatMap(({ id, nameEn, nameZh }) => {
    const asked = byYear.get(id);
    if (!asked) return [];
    const count = (test: (report: Asked) => boolean) => asked.filter(test).length;
    const over = ({ campaign, extendedTo }: Asked) =>
      campaign.status === "CLOSED" || later(campaign.dueAt, extendedTo) <= now;
    return [
      {
        ...{ id, nameEn, nameZh },
        onTime: count(({ submittedAt, late }) => submittedAt !== null && !late),
        late: count(({ submittedAt, late }) => submittedAt !== null && late),
        missing: count((report) => report.submittedAt === null && over(report)),
        open: count((report) => report.submittedAt === null && !over(report)),
        sentBack: count(({ submittedAt, current }) => submittedAt !== null && current > 1),
      },
    ];
  });
}
