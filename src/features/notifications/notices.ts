import type { Role } from "#generated/prisma/enums.ts";
import { named } from "#lib/named.ts";
import { formatDeadline } from "#lib/zoned-time.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import type { Group } from "./choices.ts";

/** Every notice there is, and what it is about; null: an e-mail of it is sent at once, whatever anybody has chosen. */
export const NOTICES = {
  "campaign.opened": "reports",
  "campaign.extended": "deadlines",
  "report.returned": "reports",
  "report.reopened": "reports",
  "report.commented": "reports",
  "report.accepted": "reports",
  "deadline.soon": "deadlines",
  "deadline.overdue": "deadlines",
  "deadline.missing": "deadlines",
  "deadline.asked": "deadlines",
  "extension.asked": "deadlines",
  "extension.granted": "deadlines",
  "extension.refused": "deadlines",
  "signer.missing": "deadlines",
  "request.filed": "requests",
  "request.approved": "requests",
  "request.rejected": "requests",
  "calendar.missing": "requests",
  "job.done": "jobs",
  "job.failed": "jobs",
  "role.offered": null,
} as const satisfies Record<string, Group | null>;
export type NoticeKind = keyof typeof NOTICES;

/**
 * What a notice's sentence is made of. `…En` and `…Zh` belong together; `dueAt` is an instant in ISO 8601; `work`,
 * `outcome` are message keys, the latter with its own values.
 */
export type NoticeValues = {
  schoolEn?: string;
  schoolZh?: string;
  campaignEn?: string;
  campaignZh?: string;
  dueAt?: string;
  days?: number;
  count?: number;
  year?: number;
  by?: string;
  note?: string;
  work?: string;
  outcome?: { message: string; values?: Record<string, string | number> };
  /** The membership that is offered. */
  offer?: string;
  role?: Role;
  placeEn?: string;
  placeZh?: string;
};

/** A notice in words; a kind that this version does not know says that much. */
export function noticeText(
  { kind, values }: { kind: string; values: unknown },
  locale: Locale,
  timeZone: string,
): string {
  const { schoolEn = "", schoolZh = "", campaignEn = "", campaignZh = "", ...held } = (values ?? {}) as NoticeValues;
  const { dueAt, work, outcome, role, placeEn = "", placeZh = "" } = held;
  const { by = "", note = "", days = 0, count = 0, year = 0 } = held;
  return wordsFor(locale, `notices.kind.${kind.replace(".", "_")}`, {
    school: named({ nameEn: schoolEn, nameZh: schoolZh }, locale),
    campaign: named({ nameEn: campaignEn, nameZh: campaignZh }, locale),
    due: dueAt ? formatDeadline(new Date(dueAt), timeZone, locale) : "",
    work: work ? wordsFor(locale, work) : "",
    outcome: outcome ? wordsFor(locale, outcome.message, outcome.values) : "",
    role: role ? wordsFor(locale, `label.role.${role}`) : "",
    place: named({ nameEn: placeEn, nameZh: placeZh }, locale),
    noted: note ? "yes" : "no",
    year: String(year),
    ...{ by, note, days, count },
  });
}
