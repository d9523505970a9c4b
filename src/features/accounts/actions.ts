"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { digestOf } from "#lib/digest.ts";
import { action } from "#server/action.ts";
import { dropCookie, setCookie } from "#server/cookies.ts";
import { atDoor, type Db, onOwnAccount, withSession } from "#server/db.ts";
import type { Context } from "#server/perform.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { cookieName, origin, sessionDigest } from "#server/session.ts";
import { carrySession } from "#server/sign-in.ts";
import { countSecret, forgetSecrets } from "./attempts.ts";
import { mustBeStrong, setPassword, wordsAbout } from "./choose-password.ts";
import { newRecoveryCodes, turnOnCode } from "./one-time-code.ts";
import { tooMany } from "./open-action.ts";
import { hashPassword, passwordFits } from "./password.ts";
import {
  ChangePassword,
  CurrentPassword,
  OfMembership,
  OfSchoolYear,
  OfSession,
  PASSWORD_MIN,
  Person,
  SetUpCode,
} from "./schema.ts";
import { endSessions, newSid, ownMemberships } from "./sessions.ts";

const LEAVING_SECONDS = 60;

/** Ends the session; where its provider is told of that, or null. */
async function endOwn(db: Db, personId: string, id: Buffer<ArrayBuffer>): Promise<string | null> {
  const session = await db.session.findFirst({ where: { id, personId }, select: { logoutUrl: true } });
  await endSessions(db, { personId, id });
  return session?.logoutUrl ?? null;
}

/** What a provider opened does not change the account that it opened: that is the person's own. */
function mustBeOwn({ actor }: Context): void {
  if (actor.bound) throw new Refusal("account.bound");
}

async function ownDigest(): Promise<Buffer<ArrayBuffer>> {
  const digest = await sessionDigest();
  if (!digest) throw new Refusal("error.signedOut");
  return digest;
}

/** Name and language. */
export const editAccount = action("account.edit", Person, async (data, context) => {
  const { db, actor } = context;
  if (data.name !== actor.name) mustBeOwn(context);
  await onOwnAccount(db, (id) => db.person.updateMany({ where: { id }, data }));
  await setCookie("locale", data.locale);
  const before = { name: actor.name, locale: actor.locale };
  return { subject: ["Person", actor.personId], detail: { changed: "profile", before, after: data } };
});

/** Whoever sits down at an open session does not know the password: it is asked again, and not too often. */
async function mustKnowPassword(context: Context, password: string): Promise<void> {
  mustBeOwn(context);
  const { db, actor } = context;
  const { personId } = actor;
  // A transaction of its own: the count must stay although the refusal undoes everything else.
  const wait = await atDoor({ personId }, (door) => countSecret(door, "password", personId));
  if (wait > 0) throw tooMany(wait);
  const credential = await onOwnAccount(db, () =>
    db.credential.findFirst({ where: { personId }, select: { passwordHash: true } }),
  );
  if (!(await passwordFits(credential?.passwordHash, password)))
    throw new Refusal("account.passwordWrong", {}, "currentPassword");
  await onOwnAccount(db, () => forgetSecrets(db, "password", personId));
}

/** A new password ends every other session. */
export const changePassword = action(
  "account.edit",
  ChangePassword,
  async ({ currentPassword, newPassword }, context) => {
    const { db, actor } = context;
    await mustKnowPassword(context, currentPassword);
    if (currentPassword === newPassword) throw new Refusal("account.passwordSame", {}, "newPassword");
    const id = await ownDigest();
    await onOwnAccount(db, async (personId) => {
      const credential = await db.credential.findFirst({ where: { personId }, select: { totpSince: true } });
      mustBeStrong(newPassword, { hasCode: credential?.totpSince != null, about: await wordsAbout(db, actor) });
      await setPassword(db, personId, await hashPassword(newPassword));
      await endSessions(db, { personId, id: { not: id } });
    });
    return { subject: ["Person", actor.personId], detail: { changed: "password" }, message: "account.passwordChanged" };
  },
);

/** Turns the one-time code on. The message is the recovery codes, shown this once. */
export const addCode = action("account.edit", SetUpCode.extend(CurrentPassword.shape), async (input, context) => {
  const { db, actor } = context;
  await mustKnowPassword(context, input.currentPassword);
  const codes = await onOwnAccount(db, (personId) => turnOnCode(db, personId, input.key, input.oneTimeCode));
  if (!codes) throw new Refusal("signIn.codeWrong", {}, "oneTimeCode");
  return { subject: ["Person", actor.personId], detail: { changed: "codeOn" }, message: codes.join(" ") };
});

/** Turns it off again, where the city does not ask for it and the password can stand alone. */
export const removeCode = action("account.edit", CurrentPassword, async ({ currentPassword }, context) => {
  const { db, actor } = context;
  await mustKnowPassword(context, currentPassword);
  const tenant = actor.tenant.id
    ? await db.tenant.findFirst({ where: { id: actor.tenant.id }, select: { totpRoles: true } })
    : null;
  if (tenant?.totpRoles.some((role) => role === actor.role)) throw new Refusal("account.codeRequired");
  mustBeLongEnough(currentPassword);
  await onOwnAccount(db, (personId) =>
    db.credential.updateMany({
      where: { personId },
      data: { totpSecret: null, totpSince: null, totpLastStep: null, recoveryCodes: [] },
    }),
  );
  return { subject: ["Person", actor.personId], detail: { changed: "codeOff" }, message: "account.codeOff" };
});

function mustBeLongEnough(password: string): void {
  if ([...password.normalize("NFC")].length >= PASSWORD_MIN.alone) return;
  throw new Refusal("account.passwordTooShortAlone", { min: PASSWORD_MIN.alone });
}

/** Ten new recovery codes; the old ones open nothing any more. The message is the codes, shown this once. */
export const renewRecoveryCodes = action("account.edit", CurrentPassword, async ({ currentPassword }, context) => {
  const { db, actor } = context;
  await mustKnowPassword(context, currentPassword);
  const { codes, digests } = newRecoveryCodes();
  await onOwnAccount(db, async (personId) => {
    const { count } = await db.credential.updateMany({
      where: { personId, totpSince: { not: null } },
      data: { recoveryCodes: digests },
    });
    if (count === 0) throw new Stale();
  });
  return { subject: ["Person", actor.personId], detail: { changed: "recoveryCodes" }, message: codes.join(" ") };
});

/** Ends one of one's own sessions elsewhere. */
export const endSession = action("account.edit", OfSession, async ({ session }, { db, actor }) => {
  await onOwnAccount(db, async (personId) => {
    const open = await db.session.findMany({
      where: { personId, expiresAt: { gt: new Date() } },
      select: { id: true },
    });
    const meant = open.find(({ id }) => Buffer.from(id).toString("hex").startsWith(session));
    if (!meant) throw new Stale();
    await endSessions(db, { personId, id: meant.id });
  });
  return { subject: ["Person", actor.personId], detail: { changed: "sessionEnded" }, message: "account.sessionEnded" };
});

/** Ends every session of one's own but this one. */
export const endOtherSessions = action("account.edit", z.object({}), async (_input, { db, actor }) => {
  const id = await ownDigest();
  const ended = await onOwnAccount(db, (personId) => endSessions(db, { personId, id: { not: id } }));
  if (ended === 0) throw new Stale();
  const detail = { changed: "sessionsEnded", sessions: ended };
  return { subject: ["Person", actor.personId], detail, message: "account.othersEnded" };
});

/** Acts from now on as another of one's own memberships, under a new session id. */
export const switchMembership = action("account.edit", OfMembership, async ({ membershipId }, context) => {
  await becomeMember(membershipId, context);
  const detail = { changed: "membership" };
  return { subject: ["Membership", membershipId], detail, goTo: "/", message: "account.switched" };
});

async function becomeMember(membershipId: string, { db }: Pick<Context, "db">): Promise<void> {
  const id = await ownDigest();
  const sid = newSid();
  await onOwnAccount(db, async (personId) => {
    const membership = (await ownMemberships(db)).find((one) => one.id === membershipId);
    if (!membership) throw new Stale();
    await db.session.updateMany({
      where: { id, personId },
      data: { id: digestOf(sid), tenantId: membership.tenantId, membershipId, schoolYearId: null },
    });
  });
  await carrySession(sid);
}

/** Reads pages from now on for another school year. */
export const switchSchoolYear = action("account.edit", OfSchoolYear, async ({ schoolYearId }, { db }) => {
  const year = await db.schoolYear.findFirst({ where: { id: schoolYearId }, select: { id: true } });
  if (!year) throw new Stale();
  const id = await ownDigest();
  await onOwnAccount(db, (personId) => db.session.updateMany({ where: { id, personId }, data: { schoolYearId } }));
  return { subject: ["SchoolYear", schoolYearId], detail: { changed: "schoolYear" } };
});

/** `switchSchoolYear` for a form without room for an answer, such as the shell's. */
export async function chooseSchoolYear(form: FormData): Promise<void> {
  await switchSchoolYear({}, form);
}

/**
 * Signs out: the session's row ends, so a copied cookie opens nothing either. Where a provider opened it, the page after
 * this one leads there, so that the person is signed out there too.
 */
export async function leave(): Promise<void> {
  const digest = await sessionDigest();
  if ((await origin()).crossSite) return;
  const logoutUrl =
    digest &&
    (await withSession(digest, (db, actor) =>
      actor ? onOwnAccount(db, (id) => endOwn(db, id, digest)) : Promise.resolve(null),
    ));
  await dropCookie(cookieName("session"));
  if (logoutUrl) await setCookie(cookieName("leaving"), logoutUrl, LEAVING_SECONDS);
  redirect("/sign-in/signed-out");
}
