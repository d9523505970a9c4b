import type { WantedMerger, WantedSchool } from "#features/schools/proposals.ts";
import type { Contact } from "#features/schools/schema.ts";
import type { ChangeKind, Prisma } from "#generated/prisma/client.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
import type { History } from "./chronicle.ts";
import type { Institution } from "./institutions.ts";
import { factsOn } from "./register.ts";
import { at, inserts, type Script } from "./script.ts";
import type { Staff } from "./staff.ts";

type Proposal = {
  kind: ChangeKind;
  schoolId: string | null;
  districtId: string;
  before: Prisma.InputJsonObject;
  wanted: Prisma.InputJsonObject;
  reason: string;
};

/** What districts ask for that is more than a fact: a kindergarten for a new quarter, two small schools into one. */
export function writeProposals(history: History, staff: Staff, today: PlainDate, script: Script): void {
  const asked = [aKindergarten(history, today), aMerger(history, today)];
  for (const [index, proposal] of asked.entries()) {
    if (!proposal) continue;
    const asker = staff.officer(proposal.districtId);
    const id = idOf(proposal.districtId, "ChangeRequest", proposal.reason);
    const requestedAt = at(addDays(today, index - 2), "09:40");
    const row = {
      ...proposal,
      id,
      owner: "SECTION" as const,
      effectiveOn: addDays(today, 90),
      requestedAt,
      requestedBy: asker.id,
      requestedByName: asker.name,
    };
    const { schoolId, reason } = proposal;
    const about = { subject: ["ChangeRequest", id] as const, ...(schoolId && { schoolId }), reason };
    script.record({ at: requestedAt, by: asker, verb: "change.propose", ...about }, [inserts("ChangeRequest", [row])]);
  }
}

/** Schools of a kind that stand open and have no story of their own. */
function standing(history: History, kind: Institution["kind"], today: PlainDate) {
  return history.lives.flatMap((life) => {
    const facts = life.turns.length === 0 && life.school.kind === kind ? factsOn(life, today) : undefined;
    return facts?.status === "OPEN" ? [{ id: life.school.id, ...facts }] : [];
  });
}

function aKindergarten(history: History, today: PlainDate): Proposal | null {
  const model = standing(history, "kindergarten", today).find(({ ownership }) => ownership === "EDUCATION");
  if (!model) return null;
  const { districtId, ownership, settlement, stages } = model;
  const wanted: WantedSchool & Contact = {
    code: "",
    nameZh: "滨河新城幼儿园",
    nameEn: "Riverside New Town Kindergarten",
    districtId,
    ownership,
    settlement,
    stages,
    teachingPoint: false,
    boarding: false,
    capacity: 270,
    creditCode: null,
    addressZh: "滨河新城二期",
    addressEn: "",
    phone: "",
    email: "",
    website: "",
    longitude: null,
    latitude: null,
  };
  const reason = "小区配套幼儿园已移交，拟办公办园，九个班";
  return { kind: "CREATE", schoolId: null, districtId, before: {}, wanted, reason };
}

function aMerger(history: History, today: PlainDate): Proposal | null {
  const districts = Map.groupBy(standing(history, "primary", today), ({ districtId }) => districtId);
  const [into, gone] =
    [...districts.values()].map((schools) => schools.slice(-2)).find(({ length }) => length === 2) ?? [];
  if (!into || !gone) return null;
  const { id, code, nameZh, nameEn } = gone;
  const wanted: WantedMerger = { others: [{ id, code, nameZh, nameEn }], code: "" };
  const before = { code: into.code, stages: into.stages };
  const reason = "两校相距不足一公里，生源减少，拟合并办学";
  return { kind: "MERGE", schoolId: into.id, districtId: into.districtId, before, wanted, reason };
}
