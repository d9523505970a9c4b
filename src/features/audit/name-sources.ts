import { Prisma } from "#generated/prisma/client.ts";
import type { PortalRole } from "#server/policy.ts";

const asked = Prisma.sql`any ((select ids from asked)::uuid[])`;

/** The name that a school of the query goes by now, or went by last. */
const school = (id: Prisma.Sql) => Prisma.sql`
  left join lateral (select f."nameEn", f."nameZh" from "SchoolFact" f
    where f."schoolId" = ${id} and f."supersededAt" is null order by f."validFrom" desc limit 1) school on true`;

// Each gives: key, name in English, name in Chinese, message key of what it is, its place in English, its place in Chinese.
const OPEN_TO_ALL = [
  Prisma.sql`
    select s.id::text as key, school."nameEn", school."nameZh", null::text as label, null::text as "placeEn", null::text as "placeZh"
      from "School" s ${school(Prisma.sql`s.id`)} where s.id = ${asked} and school."nameZh" is not null`,
  Prisma.sql`
    select p.id::text, p.name, p.name, null, null, null
      from unnest((select ids from asked)::uuid[]) mentioned(id) join "Person" p on p.id = mentioned.id`,
  Prisma.sql`
    select m.id::text, p.name, p.name, 'label.role.' || m.role, coalesce(school."nameEn", d."nameEn"), coalesce(school."nameZh", d."nameZh")
      from "Membership" m join "Person" p on p.id = m."personId" left join "District" d on d.id = m."districtId"
      ${school(Prisma.sql`m."schoolId"`)} where m.id = ${asked}`,
  Prisma.sql`
    select c.id::text, c."nameEn", c."nameZh", null, school."nameEn", school."nameZh"
      from "Campus" c ${school(Prisma.sql`c."schoolId"`)} where c.id = ${asked}`,
  Prisma.sql`
    select t.id::text, t."nameEn", t."nameZh", null, y."nameEn", y."nameZh"
      from "Term" t join "SchoolYear" y on y.id = t."schoolYearId" where t.id = ${asked}`,
  Prisma.sql`
    select 'Ownership ' || code, "nameEn", "nameZh", null, null, null
      from "Ownership" where code = any ((select codes from asked)::text[])`,
  Prisma.sql`select id::text, "nameEn", "nameZh", null, null, null from "District" where id = ${asked}`,
  Prisma.sql`select id::text, "nameEn", "nameZh", null, null, null from "SchoolYear" where id = ${asked}`,
  Prisma.sql`select id::text, "nameEn", "nameZh", null, null, null from "Tenant" where id = ${asked}`,
  Prisma.sql`select id::text, name, name, null, null, null from "SavedView" where id = ${asked}`,
];

const OF_SCHOOLS = [
  Prisma.sql`select id::text, "titleEn", "titleZh", null, null, null from "Campaign" where id = ${asked}`,
  Prisma.sql`
    select a.id::text, a."nameEn", a."nameZh", null, c."titleEn", c."titleZh"
      from "Assignment" a join "Campaign" c on c.id = a."campaignId" where a.id = ${asked}`,
  Prisma.sql`
    select s.id::text, a."nameEn", a."nameZh", null, c."titleEn", c."titleZh"
      from "Submission" s join "Assignment" a on a.id = s."assignmentId" join "Campaign" c on c.id = a."campaignId" where s.id = ${asked}`,
  Prisma.sql`select id::text, "nameEn", "nameZh", null, null, null from "Template" where id = ${asked}`,
  Prisma.sql`
    select v.id::text, t."nameEn", t."nameZh", null, null, null
      from "TemplateVersion" v join "Template" t on t.id = v."templateId" where v.id = ${asked}`,
  Prisma.sql`
    select r.id::text, coalesce(school."nameEn", r.wanted ->> 'nameEn', ''), coalesce(school."nameZh", r.wanted ->> 'nameZh', ''),
           'label.changeKind.' || r.kind, null, null
      from "ChangeRequest" r ${school(Prisma.sql`r."schoolId"`)} where r.id = ${asked}`,
];

const OF_SECTION = [
  Prisma.sql`select id::text, "fileName", "fileName", null, null, null from "Import" where id = ${asked}`,
  Prisma.sql`select id::text, name, name, null, null, null from "ImportMapping" where id = ${asked}`,
];

/** Where names stand that this role may read at all; asking another table would be refused, not answered with nothing. */
export function nameSources(role: PortalRole): Prisma.Sql {
  const section = role === "SECTION_HEAD" || role === "SECTION_STAFF";
  const sources = [...OPEN_TO_ALL, ...(role === "SYSTEM_ADMIN" ? [] : OF_SCHOOLS), ...(section ? OF_SECTION : [])];
  return Prisma.join(sources, " union all ");
}
