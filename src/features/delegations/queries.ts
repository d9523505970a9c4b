import type { Role } from "#generated/prisma/enums.ts";
import { addDays, fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";

export type Delegation = {
  id: string;
  role: Role;
  placeNameEn: string;
  placeNameZh: string;
  giverName: string;
  colleagueName: string;
  colleagueEmail: string;
  /** Handed over by the reader; otherwise to the reader. */
  given: boolean;
  startsOn: PlainDate;
  /** The last day on which the colleague acts. */
  lastOn: PlainDate;
  version: number;
};

type Row = Omit<Delegation, "startsOn" | "lastOn"> & { startsOn: Date; endsOn: Date };

/** What the reader has handed over in this city and what has been handed over to them, unless it has ended. */
export async function ownDelegations(db: Db): Promise<Delegation[]> {
  const rows = await db.$queryRaw<Row[]>`select * from own_delegations()`;
  return rows.map(({ startsOn, endsOn, ...row }) => ({
    ...row,
    startsOn: fromUtcMidnight(startsOn),
    lastOn: addDays(fromUtcMidnight(endsOn), -1),
  }));
}

const MOST = 300;

/** Colleagues whom the reader can see, to be offered while an address is typed: the database asks no more than that they work here. */
export function colleagues(db: Db, actor: Actor): Promise<{ name: string; email: string }[]> {
  return db.person.findMany({
    where: { id: { not: actor.personId }, disabledAt: null, memberships: { some: { offeredAt: null, endsOn: null } } },
    select: { name: true, email: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST,
  });
}
