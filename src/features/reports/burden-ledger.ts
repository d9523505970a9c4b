import type { CampaignStatus, PaceBasis } from "#generated/prisma/enums.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { definitionOf } from "./edition.ts";
import { secondsFor } from "./form/burden.ts";
import type { StageGroup } from "./form/shares.ts";
import type { Held } from "./held-elsewhere.ts";
import { measuredPaces } from "./pace.ts";

/** Cells asked and filled for so many reports; null where none of them was counted at its opening. */
export type Cost = { reports: number; asked: number | null; prefilled: number | null };

/** Seconds, and whether the reports themselves took them or they were reckoned before; null: not known. */
export type Time = { seconds: number; from: "measured" | "estimated" } | null;

export type Waived = { reason: string; grantedByName: string; grantedAt: Date; held: Held[] };

export type LedgerRow = Cost & {
  id: string;
  titleEn: string;
  titleZh: string;
  refersTo: PlainDate;
  period: "year" | "month";
  status: CampaignStatus;
  openedAt: Date;
  openedByName: string;
  form: { id: string; nameEn: string; nameZh: string };
  /** Milliseconds for each cell, as measured and as reckoned at the opening, with the reports they rest on. */
  measured: { paceMs: number; reports: number } | null;
  estimated: { paceMs: number; reports: number; basis: PaceBasis } | null;
  waiver: Waived | null;
  /** The same by the stages that its schools have; `several` for schools of more than one. */
  groups: (Cost & { group: StageGroup })[];
};

/** What so many cells of a campaign take: as it was measured, or else as it was reckoned before. */
export function timeOf({ measured, estimated }: Pick<LedgerRow, "measured" | "estimated">, asked: number | null): Time {
  const pace = measured ?? estimated;
  const seconds = asked === null ? null : secondsFor(asked, pace?.paceMs ?? null);
  return seconds === null ? null : { seconds, from: measured ? "measured" : "estimated" };
}

/**
 * What the schools in the reader's reach were asked in one school year, or in all of them, latest campaign first.
 * @param before only campaigns that were opened before this instant
 */
export async function listLedger(db: Db, schoolYearId: string | null, before?: Date): Promise<LedgerRow[]> {
  const campaigns = await db.campaign.findMany({
    where: {
      assignments: { some: {} },
      ...(schoolYearId && { schoolYearId }),
      ...(before && { openedAt: { lt: before } }),
    },
    orderBy: [{ openedAt: "desc" }, { id: "asc" }],
    take: 500,
    select: {
      ...{ id: true, titleEn: true, titleZh: true, refersTo: true, status: true, openedAt: true, openedByName: true },
      templateVersionId: true,
      templateVersion: { select: { template: { select: { id: true, nameEn: true, nameZh: true } } } },
      burden: { select: { paceMs: true, basis: true, reports: true } },
      waiver: { select: { reason: true, grantedByName: true, grantedAt: true, held: true } },
    },
  });
  const ids = campaigns.map(({ id }) => id);
  const groups = await costsOf(db, ids);
  const measured = await measuredPaces(db, ids);
  const rows = [];
  for (const { templateVersionId, templateVersion, burden, waiver, ...campaign } of campaigns) {
    const own = groups.filter(({ campaignId }) => campaignId === campaign.id);
    rows.push({
      ...campaign,
      ...addCosts(own),
      refersTo: fromUtcMidnight(campaign.refersTo),
      period: (await definitionOf(db, templateVersionId)).period,
      form: templateVersion.template,
      measured: measured.get(campaign.id) ?? null,
      estimated: estimateOf(burden),
      waiver: waiver && { ...waiver, held: waiver.held as Held[] },
      groups: own,
    });
  }
  return rows;
}

function estimateOf(
  entry: { paceMs: number | null; basis: PaceBasis | null; reports: number } | null,
): LedgerRow["estimated"] {
  if (!entry || entry.paceMs === null || entry.basis === null) return null;
  return { paceMs: entry.paceMs, basis: entry.basis, reports: entry.reports };
}

function costsOf(db: Db, campaignIds: string[]) {
  return db.$queryRaw<(Cost & { campaignId: string; group: StageGroup })[]>`
    select "campaignId", case when cardinality(stages) = 1 then lower(stages[1]::text) else 'several' end as "group",
           count(*)::int as reports, sum(asked)::int as asked, sum(prefilled)::int as prefilled
      from "Assignment" where "campaignId" = any(${campaignIds}::uuid[]) group by 1, 2`;
}

/** How many schools were asked anything by these campaigns, by the stages they have, and all of them. */
export async function countAsked(db: Db, campaignIds: readonly string[]): Promise<Map<StageGroup | "all", number>> {
  const rows = await db.$queryRaw<{ group: StageGroup | null; schools: number }[]>`
    select "group", count(distinct "schoolId")::int as schools
      from (select "schoolId", case when cardinality(stages) = 1 then lower(stages[1]::text) else 'several' end as "group"
              from "Assignment" where "campaignId" = any(${[...campaignIds]}::uuid[])) asked
     group by grouping sets (("group"), ())`;
  return new Map(rows.map(({ group, schools }) => [group ?? "all", schools]));
}

/** Costs together. What was not counted is left out; nothing is known where nothing was. */
export function addCosts(costs: readonly Cost[]): Cost {
  const sum = (of: (cost: Cost) => number | null) =>
    costs.reduce<number | null>((total, cost) => {
      const value = of(cost);
      return value === null ? total : (total ?? 0) + value;
    }, null);
  return {
    reports: costs.reduce((total, { reports }) => total + reports, 0),
    asked: sum(({ asked }) => asked),
    prefilled: sum(({ prefilled }) => prefilled),
  };
}

export type Total = Cost & {
  campaigns: number;
  /** Together over the campaigns whose time is known; null where it is of none. */
  seconds: number | null;
  /** Campaigns of which no time is known. */
  untimed: number;
};

/** Campaigns together, or of each the part that schools of one group have in it. */
export function totalOf(rows: readonly LedgerRow[], group?: StageGroup): Total {
  const parts = rows.flatMap((row) => {
    const cost = group ? row.groups.find((one) => one.group === group) : row;
    return cost ? [{ ...cost, time: timeOf(row, cost.asked) }] : [];
  });
  const times = parts.flatMap(({ time }) => (time ? [time.seconds] : []));
  return {
    ...addCosts(parts),
    campaigns: parts.length,
    seconds: times.length > 0 ? times.reduce((sum, seconds) => sum + seconds, 0) : null,
    untimed: parts.length - times.length,
  };
}

/** The forms that were asked, those that cost most first. */
export function totalsByForm(rows: readonly LedgerRow[]): (Total & { form: LedgerRow["form"] })[] {
  const forms = new Map(rows.map(({ form }) => [form.id, form]));
  return [...forms.values()]
    .map((form) => ({ form, ...totalOf(rows.filter((row) => row.form.id === form.id)) }))
    .sort((a, b) => (b.asked ?? -1) - (a.asked ?? -1));
}
