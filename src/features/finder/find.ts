import { holding } from "#features/schools/register-sql.ts";
import { initialGramsIn, isNamed } from "#lib/initials.ts";
import { likeText } from "#lib/like-text.ts";
import { named } from "#lib/named.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { can } from "#server/policy.ts";
import type { Locale } from "#server/words.ts";

/** One thing that was found: how it is called, what tells it from its like, and its page. */
export type Found = { label: string; detail: string; href: string };

const MOST_SCHOOLS = 8;
const MOST_OTHERS = 6;

/**
 * Schools by a stretch of a name, present or former, by code, or by pinyin initials; one's own first, then those that
 * hold the very words.
 */
export async function findSchools(db: Db, actor: Actor, q: string, locale: Locale): Promise<Found[]> {
  if (!can(actor, "school.view")) return [];
  const filters = { q, district: [], stage: [], ownership: [], settlement: [], statuses: [] };
  const rows = await db.$queryRaw<
    { id: string; nameEn: string; nameZh: string; code: string; districtEn: string; districtZh: string }[]
  >`
    select f."schoolId" as id, f."nameEn", f."nameZh", f.code, d."nameEn" as "districtEn", d."nameZh" as "districtZh"
      from "SchoolFact" f join "District" d on d.id = f."districtId"
     where ${holding(actor.today as PlainDate, filters)}
     order by f."schoolId" = ${actor.schoolId}::uuid desc nulls last,
       strpos(lower(f."nameZh" || ' ' || f."nameEn" || ' ' || f.code), lower(${q})) = 0, f.code, f."schoolId"
     limit ${MOST_SCHOOLS}`;
  return rows.map(({ id, code, districtEn, districtZh, ...names }) => ({
    label: named(names, locale),
    detail: [code, named({ nameEn: districtEn, nameZh: districtZh }, locale)].join(" · "),
    href: `/schools/${id}`,
  }));
}

const READ_MOST = 300;

/** Collections for those who collect, a school's own reports for those who fill them in; the newest first. */
export async function findReports(db: Db, actor: Actor, q: string, locale: Locale): Promise<Found[]> {
  const titled = <Row extends { titleEn: string; titleZh: string }>(rows: readonly Row[]) =>
    rows.filter(({ titleEn, titleZh }) => isNamed([titleEn, titleZh], q)).slice(0, MOST_OTHERS);
  const title = ({ titleEn, titleZh }: { titleEn: string; titleZh: string }) =>
    named({ nameEn: titleEn, nameZh: titleZh }, locale);
  if (can(actor, "campaign.view")) {
    const campaigns = await db.campaign.findMany({
      where: { assignments: { some: {} } },
      orderBy: [{ dueAt: "desc" }, { id: "asc" }],
      take: READ_MOST,
      select: { id: true, titleEn: true, titleZh: true },
    });
    return titled(campaigns).map((one) => ({ label: title(one), detail: "", href: `/reports/campaigns/${one.id}` }));
  }
  if (!can(actor, "report.view")) return [];
  const reports = await db.assignment.findMany({
    orderBy: [{ campaign: { dueAt: "desc" } }, { id: "asc" }],
    take: READ_MOST,
    select: { id: true, nameEn: true, nameZh: true, campaign: { select: { titleEn: true, titleZh: true } } },
  });
  return titled(reports.map(({ campaign, ...report }) => ({ ...report, ...campaign }))).map((one) => ({
    label: title(one),
    detail: named(one, locale),
    href: `/reports/${one.id}`,
  }));
}

const INITIALS_OF_MOST = 5000;

/** People whom the reader manages, by a part of the name or e-mail address, then by the pinyin initials of the name. */
export async function findPeople(db: Db, actor: Actor, q: string): Promise<Found[]> {
  if (!can(actor, "member.view")) return [];
  const found = ({ id, name, email }: { id: string; name: string; email: string }): Found => ({
    label: name,
    detail: email,
    href: `/settings/people/${id}`,
  });
  const select = { id: true, name: true, email: true };
  const orderBy = [{ name: "asc" as const }, { id: "asc" as const }];
  const contains = { contains: likeText(q), mode: "insensitive" as const };
  const called = await db.person.findMany({
    where: { memberships: { some: {} }, OR: [{ name: contains }, { email: contains }] },
    select,
    orderBy,
    take: MOST_OTHERS,
  });
  if (called.length === MOST_OTHERS || initialGramsIn(q).length === 0) return called.map(found);
  const known = new Set(called.map(({ id }) => id));
  const all = await db.person.findMany({
    where: { memberships: { some: {} } },
    select,
    orderBy,
    take: INITIALS_OF_MOST,
  });
  const byInitials = all.filter(({ id, name }) => !known.has(id) && isNamed([name], q));
  return [...called, ...byInitials].slice(0, MOST_OTHERS).map(found);
}
