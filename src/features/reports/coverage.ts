import type { ReportStatus, SettlementClass, Stage } from "#generated/prisma/enums.ts";

/** By what a roll-up divides a city. */
export const GROUPINGS = ["district", "stage", "settlement", "ownership"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Of schools whose settlement the register does not hold. */
export const NOT_STATED = "none";

/** Names one group of schools, or the whole: 'district:3f2a…', 'stage:primary', 'settlement:RURAL', 'all'. */
export const groupKey = (by: Grouping | "all", place?: string | null): string => (place ? `${by}:${place}` : by);

export type Grouped = {
  districtId: string;
  stages: Stage[];
  settlement: SettlementClass | null;
  ownership: string;
};

type School = Grouped & { id: string; schoolId: string; nameEn: string; nameZh: string; status: ReportStatus };
export type MissingSchool = Pick<School, "id" | "schoolId" | "nameEn" | "nameZh">;

/** How many of the schools asked are counted, and which are not. */
export type Covered = { expected: number; reported: number; missing: MissingSchool[] };
/** By `groupKey`. */
export type Coverage = ReadonlyMap<string, Covered>;

/**
 * The groups that a school belongs to, the whole first. It is counted once in each of its stages, and once more under
 * `several` where it has more than one.
 */
export function groupsOf({ districtId, stages, settlement, ownership }: Grouped): string[] {
  const ofStages = stages.map((stage) => stage.toLowerCase());
  if (ofStages.length > 1) ofStages.push("several");
  return [
    groupKey("all"),
    groupKey("district", districtId),
    ...ofStages.map((stage) => groupKey("stage", stage)),
    groupKey("settlement", settlement ?? NOT_STATED),
    groupKey("ownership", ownership),
  ];
}

export function coverageOf(schools: readonly School[], counted: readonly ReportStatus[]): Coverage {
  const coverage = new Map<string, Covered>([[groupKey("all"), { expected: 0, reported: 0, missing: [] }]]);
  for (const school of schools) {
    for (const key of groupsOf(school)) {
      const place = coverage.get(key) ?? { expected: 0, reported: 0, missing: [] };
      coverage.set(key, place);
      place.expected += 1;
      if (counted.includes(school.status)) place.reported += 1;
      else place.missing.push(school);
    }
  }
  return coverage;
}
