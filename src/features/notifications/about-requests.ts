import type { ChangeRequest } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";
import type { Event } from "./event.ts";
import type { NoticeKind } from "./notices.ts";
import { AT_SECTION, holders } from "./recipients.ts";
import type { Notice } from "./tell.ts";

/** A request is told to those who decide on it, the decision to whoever asked. */
export async function noticesOfRequest(db: Db, event: Event, jobId: string): Promise<Notice[]> {
  const requests = await db.changeRequest.findMany({ where: { id: { in: event.ids } } });
  const names = await namesOf(db, requests);
  const told = event.event === "request.decided" ? askers : await deciders(db);
  return requests.flatMap((request) => {
    const { nameEn, nameZh } = names(request);
    return told(request).map(({ personId, kind }) => ({
      personId,
      kind,
      values: { schoolEn: nameEn, schoolZh: nameZh, by: event.byName, ...(event.note && { note: event.note }) },
      path: `/schools/changes/${request.id}`,
      key: `${event.event} ${request.id} ${jobId}`,
    }));
  });
}

type Told = { personId: string; kind: NoticeKind };

function askers({ status, requestedBy }: ChangeRequest): Told[] {
  if (status === "APPROVED") return [{ personId: requestedBy, kind: "request.approved" }];
  return status === "REJECTED" ? [{ personId: requestedBy, kind: "request.rejected" }] : [];
}

/** Of a request that waits: the officers of its district, or the section. */
async function deciders(db: Db): Promise<(request: ChangeRequest) => Told[]> {
  const [officers, section] = [await holders(db, ["DISTRICT_OFFICER"]), await holders(db, AT_SECTION)];
  return ({ status, owner, districtId }) => {
    if (status !== "PENDING") return [];
    const deciding = owner === "DISTRICT" ? officers.filter((one) => one.districtId === districtId) : section;
    return deciding.map(({ personId }) => ({ personId, kind: "request.filed" }));
  };
}

/** The name a school goes by, or, where there is none yet, that it is to have. */
async function namesOf(db: Db, requests: readonly ChangeRequest[]): Promise<(request: ChangeRequest) => Names> {
  const facts = await db.schoolFact.findMany({
    where: { schoolId: { in: requests.flatMap(({ schoolId }) => schoolId ?? []) }, supersededAt: null },
    orderBy: { validFrom: "asc" },
    select: { schoolId: true, nameEn: true, nameZh: true },
  });
  const known = new Map(facts.map((fact) => [fact.schoolId, fact]));
  return ({ schoolId, wanted }) => {
    const { nameEn = "", nameZh = "" } = (schoolId ? known.get(schoolId) : (wanted as Partial<Names>)) ?? {};
    return { nameEn, nameZh };
  };
}

type Names = { nameEn: string; nameZh: string };
