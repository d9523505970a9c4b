import type { Db } from "#server/db.ts";
import type { Event } from "./event.ts";
import type { Notice } from "./tell.ts";

/** Whoever is offered a role is told, with the link by which they take it up. */
export async function noticesOfOffers(db: Db, { event, ids, byName }: Event, jobId: string): Promise<Notice[]> {
  const offers = await db.membership.findMany({
    where: { id: { in: ids }, offeredAt: { not: null } },
    select: {
      id: true,
      personId: true,
      role: true,
      schoolId: true,
      district: { select: { nameEn: true, nameZh: true } },
    },
  });
  const city = await db.tenant.findFirstOrThrow({ select: { nameEn: true, nameZh: true } });
  const facts = await db.schoolFact.findMany({
    where: { schoolId: { in: offers.flatMap(({ schoolId }) => schoolId ?? []) }, supersededAt: null },
    orderBy: { validFrom: "asc" },
    select: { schoolId: true, nameEn: true, nameZh: true },
  });
  const schools = new Map(facts.map((fact) => [fact.schoolId, fact]));
  return offers.map(({ id, personId, role, schoolId, district }) => {
    const place = (schoolId && schools.get(schoolId)) || district || city;
    return {
      personId,
      kind: "role.offered",
      values: { offer: id, role, placeEn: place.nameEn, placeZh: place.nameZh, by: byName },
      path: "/account",
      key: `${event} ${id} ${jobId}`,
    };
  });
}
