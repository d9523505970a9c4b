import { indexSchools } from "#features/schools/record.ts";
import type { Db } from "#server/db.ts";
import { idOf } from "./chance.ts";
import { districtId, type Institution } from "./institutions.ts";
import type { CityPlan } from "./city-plan.ts";
import { insert } from "./insert.ts";

export async function insertRegister(db: Db, city: CityPlan, schools: readonly Institution[]): Promise<void> {
  await insert(db, "School", schools.map(({ id, code, address, phone }) => ({ id, addressZh: address.zh, addressEn: address.en, phone, email: `office.${code}@example.test` })));
  await insert(
    db,
    "SchoolFact",
    schools.map((school) => ({
      id: idOf(school.id, "SchoolFact", "0"),
      schoolId: school.id,
      validFrom: school.openedOn,
      code: school.code,
      nameEn: school.name.en,
      nameZh: school.name.zh,
      districtId: districtId(city, school.district),
      ownership: school.ownership,
      stages: school.stages,
      settlement: school.settlement,
      status: "OPEN" as const,
      teachingPoint: school.kind === "point",
      boarding: school.boarding,
      creditCode: school.creditCode,
    })),
  );
  await insert(db, "SchoolCode", schools.map(({ id, code, openedOn }) => ({ code, schoolId: id, issuedOn: openedOn })));
  await indexSchools(db, schools.map(({ id }) => id));
}
