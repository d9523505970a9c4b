import { toUtcMidnight } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";

/** What the form of a new campaign offers. */
export async function campaignChoices(db: Db) {
  const templates = await db.template.findMany({
    orderBy: { key: "asc" },
    select: {
      key: true,
      nameEn: true,
      nameZh: true,
      versions: { orderBy: { number: "desc" }, take: 1, select: { id: true, number: true, definition: true } },
    },
  });
  const schoolYears = await db.schoolYear.findMany({
    orderBy: { startsOn: "desc" },
    select: { id: true, nameEn: true, nameZh: true, startsOn: true, endsOn: true },
  });
  const districts = await listDistricts(db);
  const ownerships = await db.ownership.findMany({
    orderBy: [{ position: "asc" }, { code: "asc" }],
    select: { code: true, nameEn: true, nameZh: true },
  });
  return { templates, schoolYears, districts, ownerships };
}

export function listDistricts(db: Db) {
  return db.district.findMany({
    orderBy: [{ position: "asc" }, { code: "asc" }],
    select: { id: true, nameEn: true, nameZh: true },
  });
}

/** Campaigns of the same form for the same day: a second one asks schools twice. */
export function listTwins(db: Db, templateVersionId: string, refersTo: Parameters<typeof toUtcMidnight>[0]) {
  return db.campaign.findMany({
    where: {
      refersTo: toUtcMidnight(refersTo),
      templateVersion: { template: { versions: { some: { id: templateVersionId } } } },
    },
    select: { id: true, titleEn: true, titleZh: true },
  });
}
