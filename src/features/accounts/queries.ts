import { type Db, onOwnAccount } from "#server/db.ts";
import { type OwnMembership, ownMemberships } from "./sessions.ts";

/** Name, address and language of whoever holds the session. */
export function ownPerson(db: Db): Promise<{ name: string; email: string; locale: string | null }> {
  return onOwnAccount(db, (id) =>
    db.person.findFirstOrThrow({ where: { id }, select: { name: true, email: true, locale: true } }),
  );
}

/** The short name of the city whose session waits, and what its holder may be in other cities. */
export function ownPlace(db: Db): Promise<{ city: string; elsewhere: OwnMembership[] }> {
  return onOwnAccount(db, async () => {
    const [here] = await db.$queryRaw<{ id: string; slug: string }[]>`
      select id, slug from "Tenant" where id = nullif(current_setting('app.tenant'), '')::uuid`;
    const memberships = await ownMemberships(db);
    return { city: here?.slug ?? "", elsewhere: memberships.filter(({ tenantId }) => tenantId !== here?.id) };
  });
}

/** Whether the city's sign-in provider opened the session, so that it never touches the account itself. */
export async function isBound(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ bound: boolean }[]>`select current_setting('app.bound', true) <> '' as bound`;
  return row?.bound ?? false;
}

export type OwnSession = {
  key: string;
  userAgent: string;
  createdAt: Date;
  seenAt: Date;
  present: boolean;
  /** Whether a city's sign-in provider opened it. */
  byProvider: boolean;
};

const IDLE_MS = 2 * 3_600_000;

/** What protects the account, and where it is signed in at this moment. */
export function ownSecurity(db: Db, digest: Uint8Array | null) {
  return onOwnAccount(db, async (personId) => {
    const now = Date.now();
    const credential = await db.credential.findFirst({
      where: { personId },
      select: { totpSince: true, recoveryCodes: true, changedAt: true },
    });
    const sessions = await db.session.findMany({
      where: { personId, expiresAt: { gt: new Date(now) }, seenAt: { gt: new Date(now - IDLE_MS) } },
      orderBy: { seenAt: "desc" },
      take: 50,
    });
    const here = digest && Buffer.from(digest).toString("hex");
    return {
      codeSince: credential?.totpSince ?? null,
      recoveryCodes: credential?.recoveryCodes.length ?? 0,
      passwordSince: credential?.changedAt ?? null,
      sessions: sessions.map(({ id, userAgent, createdAt, seenAt, boundTenantId }): OwnSession => {
        const hex = Buffer.from(id).toString("hex");
        return {
          key: hex.slice(0, 32),
          userAgent,
          createdAt,
          seenAt,
          present: hex === here,
          byProvider: boundTenantId !== null,
        };
      }),
    };
  });
}
