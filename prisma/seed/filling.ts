import { type Burden, burdenOf } from "#features/reports/form/burden.ts";
import type { Context } from "#features/reports/form/cells.ts";
import { LEAST_REPORTS, type Pace } from "#features/reports/pace.ts";
import { addYears } from "#lib/plain-date.ts";
import type { Campaign } from "./campaigns.ts";
import { chanceOf, normal } from "./chance.ts";
import type { Fate } from "./fates.ts";
import type { Asked } from "./figures.ts";

type Report = { campaign: Campaign; context: Context; asked: Asked; fate: Fate };

/** Seconds that a cell of a form takes a usual clerk. */
const USUAL: Record<string, number> = { "school-facts": 26, "monthly-return": 34, "digital-survey": 21 };
const SPREAD = 0.35;

export const costOf = ({ campaign, context }: Pick<Report, "campaign" | "context">): Burden =>
  burdenOf(campaign.definition, context);

/** How long one version of a report took: the whole form first, what was sent back after that. */
export function secondsOf(report: Pick<Report, "campaign" | "context" | "asked">, number: number): number {
  const { campaign, asked } = report;
  const chance = chanceOf(campaign.id, asked.school.id, "filling", String(number));
  const pace = (USUAL[campaign.definition.key] ?? 30) * Math.exp(SPREAD * normal(chance));
  return Math.round(number === 1 ? costOf(report).asked * pace : 2 * pace);
}

/** Milliseconds for each cell, by campaign, of the reports that were sent. */
export type Measured = Map<Campaign, number[]>;

export function measuredOf(reports: readonly Report[]): number[] {
  return reports.flatMap((report) => {
    if (report.fate.status === "ASSIGNED" || report.fate.status === "DRAFT" || report.fate.status === "SIGNED")
      return [];
    const again = report.fate.returned && report.fate.status !== "RETURNED";
    const seconds = secondsOf(report, 1) + (again ? secondsOf(report, 2) : 0);
    return [Math.round((seconds * 1000) / costOf(report).asked)];
  });
}

/** The pace that the product would have reckoned with when this campaign was opened. */
export function paceAt({ definition, openedOn }: Campaign, measured: Measured): Pace {
  const known = [...measured].filter(([{ openedOn: on, dueOn }]) => dueOn < openedOn && on > addYears(openedOn, -2));
  const own = known.filter(([campaign]) => campaign.definition.key === definition.key);
  for (const [basis, of] of [
    ["FORM", own],
    ["CITY", known],
  ] as const) {
    const paces = of.flatMap(([, each]) => each).sort((a, b) => a - b);
    const paceMs = paces[Math.ceil(paces.length / 2) - 1];
    if (paceMs !== undefined && paces.length >= LEAST_REPORTS) return { paceMs, basis, reports: paces.length };
  }
  return { paceMs: null, basis: null, reports: 0 };
}
