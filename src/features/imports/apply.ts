import { isDeepStrictEqual } from "node:util";
import type { Import } from "#generated/prisma/client.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { type Checked, compareNow, mappingOf } from "./check.ts";
import type { ComparedRow } from "./compare.ts";
import { proposeClosures } from "./propose-closures.ts";
import type { StoredRow } from "./rows.ts";
import { changeSchools, type DistrictIds, enterSchools } from "./write-schools.ts";

export type Applied = {
  /** Who applied it. */
  by: string;
  created: number;
  changed: number;
  same: number;
  leftOut: number;
  proposed: number;
  districts: number;
  ownerships: number;
};

export type ApplyOptions = {
  mode: "all" | "good";
  closures: readonly string[];
  reason: string;
  /** Told how many rows have been applied, of how many. */
  progress?: (done: number, total: number) => void;
};

/** @throws Refusal where a row of the list is bad and every row was to be applied or none */
export function mustBeGood({ counts }: Pick<Import, "counts">, mode: ApplyOptions["mode"]): void {
  const { BAD = 0 } = counts as { BAD?: number };
  if (BAD > 0 && mode === "all") throw new Refusal("imports.apply.bad", { count: BAD });
}

/** Rows that are written between two words about how far it is. */
const PART = 200;

/**
 * Applies a checked list in the transaction of the caller: everything or nothing. Schools that the list no longer holds
 * are never closed; their closure is proposed where that is asked for.
 * @throws Refusal where the register has changed since the check, or a row is bad and `all` was asked for
 */
export async function applyList(db: Db, found: Import, actor: Actor, options: ApplyOptions): Promise<Applied> {
  // One import of a city at a time; the schools that change are locked by the verbs that change them.
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended('import ' || tenant_id(), 0))`;
  const today = actor.today as PlainDate;
  const checked = await compareNow(db, found, today);
  mustStandAsChecked(checked);
  const by = Map.groupBy(checked.rows, ({ outcome }) => outcome);
  const bad = by.get("BAD")?.length ?? 0;
  mustBeGood({ counts: { BAD: bad } }, options.mode);
  const [fresh, changed] = [by.get("NEW") ?? [], by.get("CHANGED") ?? []];
  const lists = await enterLists(db, checked, found, [...fresh, ...changed]);
  const effectiveOn = found.effectiveOn ? fromUtcMidnight(found.effectiveOn) : today;
  const dated = { effectiveOn, reason: options.reason };
  const total = fresh.length + changed.length;
  let done = 0;
  const inParts = async (rows: ComparedRow[], write: (part: ComparedRow[]) => Promise<void>) => {
    for (let from = 0; from < rows.length; from += PART) {
      options.progress?.(done, total);
      const part = rows.slice(from, from + PART);
      await write(part);
      done += part.length;
    }
  };
  await inParts(fresh, (part) => enterSchools(db, found.id, part, lists.districtIds, dated));
  await inParts(changed, (part) => changeSchools(db, part, lists.districtIds, dated));
  options.progress?.(done, total);
  const { closures, reason } = options;
  const gone = (by.get("GONE") ?? []).filter(
    ({ schoolId }) => closures.includes("ALL") || (schoolId !== null && closures.includes(schoolId)),
  );
  const proposed = gone.length > 0 ? await proposeClosures(db, found, gone, actor, { effectiveOn, reason }) : 0;
  return {
    by: actor.name,
    created: fresh.length,
    changed: changed.length,
    same: by.get("SAME")?.length ?? 0,
    leftOut: bad,
    proposed,
    districts: lists.districts,
    ownerships: lists.ownerships,
  };
}

/** @throws Refusal naming the first rows that no longer come out as they were shown */
function mustStandAsChecked({ stored, rows, reading: { lastLine } }: Checked): void {
  // Rows of the file go by their line, schools gone from it by themselves.
  const keyOf = ({ line, schoolId }: { line: number; schoolId: string | null }) => (line > lastLine ? schoolId : line);
  const before = new Map(stored.map((row) => [keyOf(row), row]));
  const now = new Set(rows.map(keyOf));
  const differing = [
    ...rows.filter((row) => !standsAs(before.get(keyOf(row)), row)),
    ...stored.filter((row) => !now.has(keyOf(row))),
  ];
  if (differing.length === 0) return;
  const names = differing
    .slice(0, 5)
    .map(({ record, line }) => record?.nameZh || record?.nameEn || record?.code || String(line));
  throw new Refusal("imports.apply.registerChanged", { count: differing.length, names: names.join("; ") });
}

function standsAs(before: StoredRow | undefined, now: ComparedRow): boolean {
  if (!before || before.outcome !== now.outcome || before.schoolId !== now.schoolId) return false;
  return isDeepStrictEqual(before.changes ?? null, JSON.parse(JSON.stringify(now.changes)));
}

type Lists = { districtIds: DistrictIds; districts: number; ownerships: number };

/** Enters the districts and kinds of ownership that the rows use and the city does not have. */
async function enterLists(db: Db, { city }: Checked, found: Import, rows: readonly ComparedRow[]): Promise<Lists> {
  const mapping = mappingOf(found);
  const used = {
    districts: new Set(rows.map(({ record }) => record.district)),
    ownerships: new Set(rows.map(({ record }) => record.ownership)),
  };
  const have = {
    districts: new Set(city.districts.map(({ code }) => code)),
    ownerships: new Set(city.ownerships.map(({ code }) => code)),
  };
  const districts = mapping.newDistricts.filter(({ code }) => used.districts.has(code) && !have.districts.has(code));
  const ownerships = mapping.newOwnerships.filter(
    ({ code }) => used.ownerships.has(code) && !have.ownerships.has(code),
  );
  const [from, next] = [city.districts.length + 1, city.ownerships.length + 1];
  await db.district.createMany({ data: districts.map((one, index) => ({ ...one, position: from + index })) });
  await db.ownership.createMany({ data: ownerships.map((one, index) => ({ ...one, position: next + index })) });
  const all = await db.district.findMany({ select: { id: true, code: true } });
  return {
    districtIds: new Map(all.map(({ code, id }) => [code, id])),
    districts: districts.length,
    ownerships: ownerships.length,
  };
}
