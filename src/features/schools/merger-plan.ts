import type { Address } from "#lib/list-params.ts";
import { normaliseSchoolCode } from "#lib/school-code.ts";
import type { Actor, Db } from "#server/db.ts";
import type { Locale } from "#server/words.ts";
import { fieldWords } from "./display.ts";
import { findSchoolTask } from "./find-school-task.ts";
import { type Facts, OPEN_STATUSES } from "./schema.ts";

export type MergingSchool = {
  id: string;
  code: string;
  nameEn: string;
  nameZh: string;
  districtId: string;
  ownership: string;
  stages: Facts["stages"];
  /** What is still under way there: change requests that wait, reports that are not accepted yet, people in office. */
  requests: number;
  reports: number;
  people: number;
};

export type MergerPlan = {
  into: MergingSchool;
  others: MergingSchool[];
  /** What was typed and names no open school, or more than one. */
  unknown: string[];
  ambiguous: string[];
};

const MOST = 20;

/** What the address names in its first step. */
export function namedIn({ others }: Address): string {
  const text = Array.isArray(others) ? others[0] : others;
  return text?.isWellFormed() ? text.replaceAll("\u0000", "").slice(0, 4000) : "";
}

/** A school with the merger that was typed; null where it is not there, not open or out of reach. */
export async function findMergerTask(
  db: Db,
  actor: Actor,
  { id, named, locale }: { id: string; named: string; locale: Locale },
) {
  const task = await findSchoolTask(db, actor, id);
  const plan = task && (await mergerPlan(db, id, schoolsNamed(named)));
  if (!plan) return null;
  const { school, today } = task;
  return { school, plan, typed: named, today, version: school.version, words: await fieldWords(db, locale) };
}

/** Codes and full names in one text: names stand on lines of their own or between commas, codes may share a line. */
function schoolsNamed(text: string): string[] {
  const parts = text
    .normalize("NFC")
    .split(/[\n\r,;，；、]+/u)
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap((part) => (/^[\d\s]+$/u.test(part) ? part.split(/\s+/u) : [part]));
  return [...new Set(parts)].slice(0, MOST);
}

/**
 * The schools that a merger would bring together, as they stand, with what is still under way in each.
 * @returns null where the school that would go on is not open
 */
async function mergerPlan(db: Db, id: string, named: readonly string[]): Promise<MergerPlan | null> {
  const codes = named.map(normaliseSchoolCode);
  const rows = await db.$queryRaw<(MergingSchool & { into: boolean })[]>`
    select f."schoolId" as id, f.code, f."nameEn", f."nameZh", f."districtId", f.ownership, f.stages::text[] as stages,
      f."schoolId" = ${id}::uuid as into,
      (select count(*)::int from "ChangeRequest" r where r."schoolId" = f."schoolId" and r.status = 'PENDING') as requests,
      (select count(*)::int from "Assignment" a where a."schoolId" = f."schoolId" and a.status not in ('ACCEPTED', 'LOCKED')) as reports,
      (select count(*)::int from "Membership" m where m."schoolId" = f."schoolId" and m."offeredAt" is null and (m."endsOn" is null or m."endsOn" > tenant_today())) as people
    from "SchoolFact" f
    where f."supersededAt" is null and f."validTo" is null and f.status::text = any(${[...OPEN_STATUSES]}::text[])
      and (f."schoolId" = ${id}::uuid or f.code = any(${codes}::text[]) or f."nameZh" = any(${[...named]}::text[]) or f."nameEn" = any(${[...named]}::text[]))
    order by f.code`;
  const into = rows.find((row) => row.into);
  if (!into) return null;
  const found = (name: string) =>
    rows.filter((row) => [row.nameEn, row.nameZh].includes(name) || row.code === normaliseSchoolCode(name));
  const others = new Map(
    named.flatMap((name) => (found(name).length === 1 ? found(name) : [])).map((row) => [row.id, row]),
  );
  others.delete(id);
  return {
    into,
    others: [...others.values()],
    unknown: named.filter((name) => found(name).length === 0),
    ambiguous: named.filter((name) => found(name).length > 1),
  };
}
