import { SchoolInput } from "#features/schools/schema.ts";

let serial = 100_000;

/** Text of a school to be entered, as a form sends it: an open primary school since 2010. */
export function schoolText(districtId: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  const code = `2199${++serial}`;
  return {
    code,
    nameZh: `清河第${serial}小学`,
    nameEn: `Qinghe No. ${serial} Primary School`,
    districtId,
    ownership: "PUBLIC",
    stages: ["PRIMARY"],
    settlement: "URBAN",
    status: "OPEN",
    openedOn: "2010-09-01",
    ...over,
  };
}

export function aNewSchool(districtId: string, over: Record<string, unknown> = {}): SchoolInput {
  return SchoolInput.parse(schoolText(districtId, over));
}
