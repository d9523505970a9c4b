import type { TokenPurpose } from "#generated/prisma/enums.ts";
import { atDoor, type Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { passwordProblem } from "./guessable.ts";
import { hashPassword } from "./password.ts";
import { endSessions, type OwnMembership, ownMemberships, recordEntry } from "./sessions.ts";

/** What an invitation offers. */
export type Offer = Omit<OwnMembership, "id" | "tenantId">;

/** What a link that still opens something leads to. */
export type OpenLink = {
  personId: string;
  name: string;
  email: string;
  purpose: TokenPurpose;
  /** null for a link that only resets a password. */
  offer: Offer | null;
  hasPassword: boolean;
  /** Whether the account is still nobody's, so that the link may set its first password. */
  unclaimed: boolean;
  hasCode: boolean;
  about: string[];
};

async function openLink(
  db: Db,
  show: (more: { personId: string }) => Promise<void>,
  digest: Buffer<ArrayBuffer>,
): Promise<OpenLink | null> {
  const token = await db.oneTimeToken.findFirst({ where: { digest, usedAt: null, expiresAt: { gt: new Date() } } });
  if (!token) return null;
  await show({ personId: token.personId });
  const person = await db.person.findFirst({ where: { id: token.personId, disabledAt: null } });
  const credential = await db.credential.findFirst({ where: { personId: token.personId } });
  const [offer] = await db.$queryRaw<Offer[]>`select * from offer_of(${digest}::bytea)`;
  if (!person || (token.purpose === "INVITATION" && !offer)) return null;
  const [claim] = await db.$queryRaw<
    { unclaimed: boolean }[]
  >`select is_unclaimed(${person?.id ?? null}::uuid) as unclaimed`;
  const places = offer ? [offer.tenantNameEn, offer.tenantNameZh, offer.placeNameEn, offer.placeNameZh] : [];
  return {
    personId: person.id,
    name: person.name,
    email: person.email,
    purpose: token.purpose,
    offer: offer ?? null,
    hasPassword: credential?.passwordHash != null,
    unclaimed: claim?.unclaimed ?? false,
    hasCode: credential?.totpSince != null,
    about: [...(await wordsAbout(db, person)), ...places],
  };
}

/** What people who know somebody would try as a password. */
export async function wordsAbout(db: Db, { name, email }: { name: string; email: string }): Promise<string[]> {
  const memberships = await ownMemberships(db);
  const places = memberships.flatMap((one) => [one.tenantNameEn, one.tenantNameZh, one.placeNameEn, one.placeNameZh]);
  return [name, ...email.split("@"), ...places];
}

/** Whom a link is for and what it opens; null where it is unknown, used, expired, or opens nothing any more. */
export function readLink(digest: Buffer<ArrayBuffer>): Promise<OpenLink | null> {
  return atDoor({ token: digest }, (db, show) => openLink(db, show, digest));
}

/** @throws Refusal where the password is too weak to be chosen */
export function mustBeStrong(password: string, about: { hasCode: boolean; about: readonly string[] }): void {
  const problem = passwordProblem(password, about);
  if (problem) throw new Refusal(problem.key, problem.values, "newPassword");
}

/**
 * Sets the password of whoever holds the link, takes up what it offers, spends it, and ends every session that was open.
 * A link to a role sets a first password and never another one.
 * @returns the person
 * @throws Refusal where the link opens nothing any more or the password is too weak
 */
export async function choosePassword(digest: Buffer<ArrayBuffer>, password: string): Promise<string> {
  const link = await readLink(digest);
  if (!link || (link.offer && !link.unclaimed)) throw new Refusal("signIn.linkDead");
  mustBeStrong(password, link);
  const { personId } = link;
  const passwordHash = await hashPassword(password);
  await atDoor({ token: digest, personId }, async (db) => {
    if (link.offer) await mustTakeUp(db, digest, { first: true });
    else await spend(db, digest, personId);
    await setPassword(db, personId, passwordHash);
    await endSessions(db, { personId });
    const [membership] = await ownMemberships(db);
    if (membership) await recordEntry(db, membership, "account.passwordByLink");
  });
  return personId;
}

async function spend(db: Db, digest: Buffer<ArrayBuffer>, personId: string): Promise<void> {
  const now = new Date();
  const spent = await db.oneTimeToken.updateMany({
    where: { digest, personId, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (spent.count === 0) throw new Refusal("signIn.linkDead");
}

/**
 * Takes up what a link offers to whoever stands at the door or holds the session; `first`: with the first password of
 * an account that is still nobody's, which is looked at again, because choosing a password takes its time.
 * @throws Refusal where the link is another person's or opens nothing any more
 */
export async function mustTakeUp(
  db: Db,
  digest: Buffer<ArrayBuffer>,
  { first }: { first: boolean },
): Promise<{ tenantId: string; membershipId: string }> {
  const [taken] = await db.$queryRaw<{ tenantId: string; membershipId: string }[]>`
    select * from take_up(${digest}::bytea, ${first})`;
  if (!taken) throw new Refusal("signIn.linkDead");
  return taken;
}

export async function setPassword(db: Db, personId: string, passwordHash: string): Promise<void> {
  const data = { passwordHash, changedAt: new Date() };
  const { count } = await db.credential.updateMany({ where: { personId }, data });
  if (count === 0) await db.credential.createMany({ data: { personId, ...data } });
}
