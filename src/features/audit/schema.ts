import { listParams, oneDate, oneId, oneOf } from "#lib/list-params.ts";
import { POLICY } from "#server/policy.ts";

type NounOf<Name> = Name extends `${infer Noun}.${string}` ? Noun : never;
const SEEN_ONLY = ["home", "audit", "rollUp"] as const;
export type Noun = Exclude<NounOf<keyof typeof POLICY>, (typeof SEEN_ONLY)[number]>;

/** What changes can be about, in the order of the rights. */
export const NOUNS = [...new Set(Object.keys(POLICY).map((name) => name.slice(0, name.indexOf("."))))].filter(
  (noun) => !SEEN_ONLY.some((one) => one === noun),
) as [Noun, ...Noun[]];

const USUAL = ["what", "subject", "who", "reason", "at"] as const;
/** Columns of the trail, the usual ones first. */
export const AUDIT_COLUMNS = [...USUAL, "particular", "role", "school"] as const;

export const auditList = listParams({
  sorts: { at: "instant" },
  sort: "-at",
  columns: AUDIT_COLUMNS,
  shown: USUAL,
  filters: { noun: oneOf(NOUNS), person: oneId(), school: oneId(), subject: oneId(), from: oneDate(), to: oneDate() },
});
export type AuditList = ReturnType<typeof auditList.parse>;

/** Whether the first day asked for lies after the last: no event can. */
export function runsBackwards({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return from !== undefined && to !== undefined && from > to;
}
