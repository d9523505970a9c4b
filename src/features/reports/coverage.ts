import type { ReportStatus, Stage } from "#generated/prisma/enums.ts";

type School = {
  id: string;
  schoolId: string;
  nameEn: string;
  nameZh: string;
  districtId: string;
  stages: Stage[];
  status: ReportStatus;
};
export type MissingSchool = Pick<School, "id" | "schoolId" | "nameEn" | "nameZh">;

/** How many of the schools asked are counted, and which are not. */
export type Covered = { expected: number; reported: number; missing: MissingSchool[] };
export type Coverage = { all: Covered; districts: Map<string, Covered>; stages: Map<string, Covered> };

/** An institution is counted once in each of its stages, and once more under `several` where it has more than one. */
export function coverageOf(schools: readonly School[], counted: readonly ReportStatus[]): Coverage {
  const coverage: Coverage = { all: none(), districts: new Map(), stages: new Map() };
  for (const school of schools) {
    const groups = school.stages.map((stage) => stage.toLowerCase());
    if (groups.length > 1) groups.push("several");
    const places = [
      coverage.all,
      at(coverage.districts, school.districtId),
      ...groups.map((group) => at(coverage.stages, group)),
    ];
    for (const place of places) {
      place.expected += 1;
      if (counted.includes(school.status)) place.reported += 1;
      else place.missing.push(school);
    }
  }
  return coverage;
}

const none = (): Covered => ({ expected: 0, reported: 0, missing: [] });

function at(places: Map<string, Covered>, key: string): Covered {
  const known = places.get(key) ?? none();
  places.set(key, known);
  return known;
}
