import { Prisma } from "#generated/prisma/client.ts";
import { likeText } from "#lib/like-text.ts";
import { addDays } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { Db } from "#server/db.ts";
import type { AuditList } from "./schema.ts";

/** Schools that the search words name: by code or by a part of a name, as they are called or were. */
async function schoolsNamed(db: Db, q: string): Promise<string[]> {
  const found = await db.schoolFact.findMany({
    where: {
      OR: [
        { code: q },
        { nameZh: { contains: likeText(q) } },
        { nameEn: { contains: likeText(q), mode: "insensitive" } },
      ],
    },
    select: { schoolId: true },
    distinct: ["schoolId"],
    take: 100,
  });
  return found.map(({ schoolId }) => schoolId);
}

/** What people did, and what was done to them: to the person, or to a role of theirs that the reader may see. */
function concerning(people: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    "personId" = any (array(${people}))
    or "subjectType" = 'Person' and "subjectId" = any (array(select id::text from (${people}) people))
    or "subjectType" = 'Membership' and "subjectId" = any (array(
      select m.id::text from "Membership" m where m."personId" in (${people}))))`;
}

export async function conditions(db: Db, list: AuditList, timeZone: string): Promise<Prisma.Sql[]> {
  const { q, noun, person, school, subject, from, to } = list;
  const where = [Prisma.sql`true`];
  if (noun) where.push(Prisma.sql`starts_with(capability, ${`${noun}.`})`);
  if (person) {
    where.push(concerning(Prisma.sql`select ${person}::uuid as id`));
  }
  if (school) where.push(Prisma.sql`"schoolId" = ${school}::uuid`);
  if (subject) where.push(Prisma.sql`"subjectId" = ${subject}`);
  if (from) where.push(Prisma.sql`at >= ${instantAt(from, "00:00", timeZone)}`);
  if (to) where.push(Prisma.sql`at < ${instantAt(addDays(to, 1), "00:00", timeZone)}`);
  if (q) {
    const schools = await schoolsNamed(db, q);
    const people = concerning(Prisma.sql`select id from "Person" where strpos(lower(name), lower(${q})) > 0`);
    where.push(
      Prisma.sql`(strpos(lower("personName"), lower(${q})) > 0 or "schoolId" = any (${schools}::uuid[]) or ${people})`,
    );
  }
  return where;
}
