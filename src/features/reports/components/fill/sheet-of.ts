import { cellsOf } from "#features/reports/form/cells.ts";
import { hintsOf } from "#features/reports/form/prefill.ts";
import type { ReportView } from "#features/reports/queries.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import type { Sheet } from "./fill-context.tsx";

/** Words that the page finds for facts of the register. */
export type FactWords = {
  stage(stage: ReportView["assignment"]["stages"][number]): string;
  settlement(settlement: NonNullable<ReportView["assignment"]["settlement"]>): string;
  yes: string;
  no: string;
};

const CARRIED = { REGISTER: "register", CARRIED: "last-month", TYPED: null, PASTED: null } as const;

/** What the page's parts in the browser share of one report. */
export function sheetOf(
  report: ReportView,
  locale: Locale,
  timeZone: string,
  words: FactWords & { role(role: ReportView["comments"][number]["authorRole"]): string },
): Omit<Sheet, "blocks"> {
  const { definition, context, cells } = report;
  const carried: Record<string, "register" | "last-month"> = {};
  for (const [address, { provenance, value }] of Object.entries(cells)) {
    const source = CARRIED[provenance];
    if (source && value !== "") carried[address] = source;
  }
  const time = (at: Date) => ({ text: formatDateTime(at, timeZone, locale), iso: at.toISOString() });
  return {
    locale,
    definition,
    context,
    facts: factsOf(report, locale, words),
    carried,
    hints: hintsOf(definition, context),
    hintName: definition.period === "month" ? "lastMonth" : "lastYear",
    comments: report.comments.map((comment) => ({
      id: comment.id,
      number: comment.number,
      cell: comment.cell,
      text: comment.text,
      by: `${comment.authorName}${locale === "en" ? ", " : "，"}${words.role(comment.authorRole)}`,
      at: time(comment.createdAt),
      answer: comment.answeredAt && { text: comment.answer, by: comment.answeredBy, at: time(comment.answeredAt) },
      resolved: comment.resolvedAt !== null,
    })),
  };
}

/** Cells whose value is the register's, in words. */
export function factsOf({ assignment, definition, context }: ReportView, locale: Locale, words: FactWords) {
  const { settlement, ownershipNameEn, ownershipNameZh, districtNameEn, districtNameZh } = assignment;
  const known: Record<string, string> = {
    name: named(assignment, locale),
    code: assignment.code,
    district: named({ nameEn: districtNameEn, nameZh: districtNameZh }, locale),
    ownership: named({ nameEn: ownershipNameEn, nameZh: ownershipNameZh }, locale),
    stages: assignment.stages.map(words.stage).join(locale === "en" ? ", " : "、"),
    stageCount: String(assignment.stages.length),
    ...(settlement ? { locale: words.settlement(settlement) } : {}),
    ...(typeof context.facts.boarding === "boolean" ? { boarding: context.facts.boarding ? words.yes : words.no } : {}),
    ...(typeof context.facts.pupils === "number" ? { pupils: String(context.facts.pupils) } : {}),
  };
  const facts: Record<string, string> = {};
  for (const { address, cell, typed } of cellsOf(definition, context)) {
    const word = cell.shown && known[cell.shown];
    if (!typed && word) facts[address] = word;
  }
  return facts;
}
