import type { Prisma } from "#generated/prisma/client.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { likeText } from "#lib/like-text.ts";
import { cursorText, directionOf } from "#lib/list-params.ts";
import { fromUtcMidnight, type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
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
    memberships: row.memberships.map(({ id, role, district, school, districtId, schoolId, version, ...dates }) => {
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
        version,
        state: stateOf(today, { startsOn, endsOn, offered: dates.offeredAt !== null }),
      };
    }),
  };
}

function inState(state: MemberState | undefined, day: Date): Prisma.MembershipWhereInput {
  if (state === "ended") return { endsOn: { lte: day } };
  const lasting = { OR: [{ endsOn: null }, { endsOn: { gt: day } }] };
  if (state === "offered") return { offeredAt: { not: null }, ...lasting };
  if (state === "planned") return { startsOn: { gt: day }, offeredAt: null, ...lasting };
  return state ? { startsOn: { lte: day }, offeredAt: null, ...lasting } : {};
}

function filterOf({ q, role, state, district }: MemberList, today: string): Prisma.PersonWhereInput {
  const inDistrict = district && [
    { districtId: district },
    { school: { facts: { some: { ...holdsOn(today), districtId: district } } } },
  ];
  const some: Prisma.MembershipWhereInput = {
    AND: [
      inState(state, toUtcMidnight(today as PlainDate)),
      inDistrict ? { OR: inDistrict } : {},
      role ? { role } : {},
    ],
  };
  const words: Prisma.PersonWhereInput = q
    ? {
        OR: [
          { name: { contains: likeText(q), mode: "insensitive" } },
          { email: { contains: likeText(q), mode: "insensitive" } },
        ],
      }
    : {};
  return { AND: [{ memberships: { some } }, words] };
}

/** People with a membership that the reader may see, by name; a person stands once, whatever they are. */
export async function listMembers(db: Db, list: MemberList, today: string) {
  const where = filterOf(list, today);
  const cursor = memberList.cursorOf(list);
  const backwards = cursor?.backwards ?? false;
  const ascending = (directionOf(list.sort) === "asc") !== backwards;
  const [order, past] = ascending ? (["asc", "gt"] as const) : (["desc", "lt"] as const);
  const from: Prisma.PersonWhereInput = cursor
    ? { OR: [{ name: { [past]: String(cursor.value) } }, { name: String(cursor.value), id: { [past]: cursor.id } }] }
    : {};
  const found = await db.person.findMany({
    where: { AND: [where, from] },
    orderBy: [{ name: order }, { id: order }],
    take: list.size + 1,
    select: select(today),
  });
  const more = found.length > list.size;
  const rows = found.slice(0, list.size).map((row) => memberOf(row, today));
  if (backwards) rows.reverse();
  const count = (await db.person.findMany({ where, select: { id: true }, take: COUNTED + 1 })).length;
  const at = (row: Member | undefined) => row && cursorText({ value: row.name, id: row.id });
  return {
    rows,
    count,
    counted: count <= COUNTED,
    previous: (backwards ? more : cursor !== undefined) ? at(rows[0]) : undefined,
    next: (backwards ? true : more) ? at(rows.at(-1)) : undefined,
  };
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
