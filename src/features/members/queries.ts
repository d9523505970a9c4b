import { Prisma } from "#generated/prisma/client.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { likeText } from "#lib/like-text.ts";
import { cursorText, directionOf } from "#lib/list-params.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { holdsOn } from "./place.ts";
import { type MemberList, type MemberState, memberList } from "./schema.ts";

export type MembershipItem = {
  id: string;
  role: Role;
  /** The district or school it is held for; null for the whole city. */
  place: { nameEn: string; nameZh: string } | null;
  districtId: string | null;
  schoolId: string | null;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
  state: MemberState;
  /** Who is away and has handed it over; null: held in their own right. */
  forName: string | null;
  version: number;
};

export type Member = { id: string; name: string; email: string; memberships: MembershipItem[] };

type Dates = { startsOn: PlainDate; endsOn: PlainDate | null; offered: boolean };

const COUNTED = 10_000;

function select(today: string) {
  return {
    id: true,
    name: true,
    email: true,
    memberships: {
      orderBy: [{ startsOn: "desc" }, { id: "asc" }],
      include: {
        delegatedFrom: { select: { person: { select: { name: true } } } },
        district: { select: { nameEn: true, nameZh: true } },
        school: { select: { facts: { where: holdsOn(today), select: { nameEn: true, nameZh: true }, take: 1 } } },
      },
    },
  } satisfies Prisma.PersonSelect;
}

type Row = Prisma.PersonGetPayload<{ select: ReturnType<typeof select> }>;

function stateOf(today: string, { startsOn, endsOn, offered }: Dates): MemberState {
  if (endsOn !== null && endsOn <= today) return "ended";
  if (offered) return "offered";
  return startsOn > today ? "planned" : "present";
}

function memberOf(row: Row, today: string): Member {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    memberships: row.memberships.map(
      ({ id, role, district, school, districtId, schoolId, delegatedFrom, version, ...dates }) => {
        const startsOn = fromUtcMidnight(dates.startsOn);
        const endsOn = dates.endsOn && fromUtcMidnight(dates.endsOn);
        const place = district ?? school?.facts[0] ?? null;
        return {
          id,
          role,
          place,
          districtId,
          schoolId,
          startsOn,
          endsOn,
          forName: delegatedFrom?.person.name ?? null,
          version,
          state: stateOf(today, { startsOn, endsOn, offered: dates.offeredAt !== null }),
        };
      },
    ),
  };
}

function inState(state: MemberState | undefined, today: string): Prisma.Sql {
  const ended = Prisma.sql`(m."endsOn" is not null and m."endsOn" <= ${today}::date)`;
  if (state === "ended") return ended;
  if (state === "offered") return Prisma.sql`m."offeredAt" is not null and not ${ended}`;
  if (state === "planned") return Prisma.sql`m."startsOn" > ${today}::date and m."offeredAt" is null and not ${ended}`;
  return state
    ? Prisma.sql`m."startsOn" <= ${today}::date and m."offeredAt" is null and not ${ended}`
    : Prisma.sql`true`;
}

/** Memberships `m` that the list is about. */
function membershipsOf({ role, state, district }: MemberList, today: string): Prisma.Sql {
  const conditions = [
    inState(state, today),
    role && Prisma.sql`m.role = ${role}::"Role"`,
    district &&
      Prisma.sql`(m."districtId" = ${district}::uuid or exists (select from "SchoolFact" f
        where f."schoolId" = m."schoolId" and f."districtId" = ${district}::uuid and f."supersededAt" is null
          and f."validFrom" <= ${today}::date and (f."validTo" is null or f."validTo" > ${today}::date)))`,
  ].filter((condition) => condition !== undefined);
  return Prisma.join(conditions, " and ");
}

/**
 * People with a membership that the reader may see, by name; a person stands once, whatever they are. First who stands
 * on the page, from the memberships, then what each of these holds: an install has many more people than a city.
 */
export async function listMembers(db: Db, list: MemberList, today: string) {
  const cursor = memberList.cursorOf(list);
  const backwards = cursor?.backwards ?? false;
  const ascending = (directionOf(list.sort) === "asc") !== backwards;
  const [order, past] = ascending ? [Prisma.sql`asc`, Prisma.sql`>`] : [Prisma.sql`desc`, Prisma.sql`<`];
  const like = `%${likeText(list.q)}%`;
  const called = list.q ? Prisma.sql`(p.name ilike ${like} or p.email ilike ${like})` : Prisma.sql`true`;
  const from = cursor
    ? Prisma.sql`(p.name, p.id) ${past} (${String(cursor.value)}, ${cursor.id}::uuid)`
    : Prisma.sql`true`;
  const [answer] = await db.$queryRaw<{ ids: string[]; count: number }[]>`
    with members as materialized (
      select p.id, p.name
        from (select distinct m."personId" as id from "Membership" m where ${membershipsOf(list, today)}) held
        join "Person" p on p.id = held.id where ${called})
    select (select count(*)::int from (select 1 from members limit ${COUNTED + 1}) c) as count,
           (select coalesce(array_agg(page.id order by page.place), '{}') from (
              select p.id, row_number() over (order by p.name ${order}, p.id ${order}) as place from members p
               where ${from} order by p.name ${order}, p.id ${order} limit ${list.size + 1}) page) as ids`;
  const { ids = [], count = 0 } = answer ?? {};
  const more = ids.length > list.size;
  const shown = ids.slice(0, list.size);
  if (backwards) shown.reverse();
  const found = await db.person.findMany({ where: { id: { in: shown } }, select: select(today) });
  const byId = new Map(found.map((row) => [row.id, memberOf(row, today)]));
  const rows = shown.flatMap((id) => byId.get(id) ?? []);
  const at = (row: Member | undefined) => row && cursorText({ value: row.name, id: row.id });
  return {
    rows,
    count,
    counted: count <= COUNTED,
    previous: (backwards ? more : cursor !== undefined) ? at(rows[0]) : undefined,
    next: (backwards ? true : more) ? at(rows.at(-1)) : undefined,
  };
}

/** People by id, as far as the reader may see them, by name. */
export async function membersOf(db: Db, ids: string[], today: string): Promise<Member[]> {
  const rows = await db.person.findMany({
    where: { id: { in: ids } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: select(today),
  });
  return rows.map((row) => memberOf(row, today));
}

/** One person as far as the reader may see them; null where they are nobody here. */
export async function member(db: Db, id: string, today: string): Promise<Member | null> {
  const row = await db.person.findFirst({ where: { id }, select: select(today) });
  return row && memberOf(row, today);
}

/** Whether the reader may hand out a way into this account. */
export async function mayReset(db: Db, personId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ may: boolean }[]>`select may_reset(${personId}::uuid) as may`;
  return row?.may ?? false;
}
