"use server";

import { digestOf } from "#lib/digest.ts";
import { dropCookie, readCookie, setCookie } from "#server/cookies.ts";
import { type Db, onOwnAccount, type Pending, withSession } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { sessionDigest } from "#server/session.ts";
import { carrySession } from "#server/sign-in.ts";
import { countSecret, forgetSecrets } from "./attempts.ts";
import { choosePassword, mustTakeUp, readLink } from "./choose-password.ts";
import { rememberDevice } from "./known-device.ts";
import { spendCode, turnOnCode } from "./one-time-code.ts";
import { openAction, tooMany } from "./open-action.ts";
import { passwordSignIn } from "./password-sign-in.ts";
import { isBound } from "./queries.ts";
import { ChoosePassword, OfLink, OfMembership, OneTimeCode, SetUpCode, SignIn, SignInForOffer } from "./schema.ts";
import { newSid, openSession, ownMemberships, recordEntry } from "./sessions.ts";

/** The invitation that somebody signs in for; kept while they give their one-time code. */
const OFFER = "jijiao-offer";
const OFFER_SECONDS = 900;

/** Signs in with address and password; the page it leads to asks for whatever is still missing. */
export const signIn = openAction(SignIn, async ({ email, password }) => {
  const outcome = await passwordSignIn(email, password);
  if (outcome === "wrong") throw new Refusal("signIn.wrong");
  if ("wait" in outcome) throw tooMany(outcome.wait);
  await carrySession(outcome.sid);
  await dropCookie(OFFER); // somebody else's, who gave it up at this browser
  return { goTo: "/" };
});

/** Works on the account of a session that waits for exactly this. */
async function asWaiting<T>(
  wanted: Pending | readonly Pending[],
  work: (db: Db, personId: string, digest: Buffer<ArrayBuffer>) => Promise<T>,
): Promise<T> {
  const digest = await sessionDigest();
  if (!digest) throw new Refusal("error.signedOut");
  return withSession(digest, async (db, actor) => {
    if (!(typeof actor === "string" && [wanted].flat().includes(actor))) throw new Refusal("error.signedOut");
    return onOwnAccount(db, (personId) => work(db, personId, digest));
  });
}

/** Signs in the person whom an invitation is for, and comes back to it. */
export const signInForOffer = openAction(SignInForOffer, async ({ token, password }) => {
  const link = await readLink(digestOf(token));
  if (!link) throw new Refusal("signIn.linkDead");
  const outcome = await passwordSignIn(link.email, password);
  if (outcome === "wrong") throw new Refusal("signIn.wrong");
  if ("wait" in outcome) throw tooMany(outcome.wait);
  await carrySession(outcome.sid);
  await setCookie(OFFER, token, OFFER_SECONDS);
  return { goTo: `/welcome/${token}` };
});

/** Takes up what an invitation offers to whoever is signed in, and goes on as that. */
export const takeUpOffer = openAction(OfLink, async ({ token }) => {
  const digest = await sessionDigest();
  if (!digest) throw new Refusal("error.signedOut");
  const sid = newSid();
  await withSession(digest, async (db, actor) => {
    if (actor === null || actor === "code" || actor === "set-up-code") throw new Refusal("error.signedOut");
    await onOwnAccount(db, async (personId) => {
      const taken = await mustTakeUp(db, digestOf(token), { first: false });
      await db.session.updateMany({
        where: { id: digest, personId },
        data: { id: digestOf(sid), ...taken, schoolYearId: null },
      });
    });
  });
  await carrySession(sid);
  await dropCookie(OFFER);
  return { goTo: "/" };
});

type Outcome<Good> = { wait: number } | "wrong" | Good;

/** The second step: a code of the authenticator, or a recovery code. The session gets a new id with it. */
export const giveCode = openAction(OneTimeCode, async ({ oneTimeCode }) => {
  const sid = newSid();
  const outcome = await asWaiting<Outcome<{ personId: string }>>("code", async (db, personId, digest) => {
    const wait = await countSecret(db, "code", personId);
    if (wait > 0) return { wait };
    if (!(await spendCode(db, personId, oneTimeCode))) return "wrong";
    await forgetSecrets(db, "code", personId);
    const where = { id: digest, personId };
    const session = await db.session.findFirst({ where, select: { tenantId: true, membershipId: true } });
    if (session?.tenantId && session.membershipId)
      await recordEntry(db, { tenantId: session.tenantId, id: session.membershipId }, "account.signIn");
    await db.session.updateMany({ where, data: { id: digestOf(sid), stage: "OPEN" } });
    return { personId };
  });
  if (outcome === "wrong") throw new Refusal("signIn.codeWrong", {}, "oneTimeCode");
  if ("wait" in outcome) throw tooMany(outcome.wait);
  await carrySession(sid);
  await rememberDevice(outcome.personId);
  const token = await readCookie(OFFER);
  return { goTo: token ? `/welcome/${token}` : "/" };
});

/** Sets up the one-time code that the city asks of this role. The message is the recovery codes, shown this once. */
export const setUpCode = openAction(SetUpCode, async ({ key, oneTimeCode }) => {
  const outcome = await asWaiting<Outcome<{ codes: string[] }>>("set-up-code", async (db, personId) => {
    if (await isBound(db)) throw new Refusal("account.bound");
    const wait = await countSecret(db, "code", personId);
    if (wait > 0) return { wait };
    const codes = await turnOnCode(db, personId, key, oneTimeCode);
    if (!codes) return "wrong";
    await forgetSecrets(db, "code", personId);
    return { codes };
  });
  if (outcome === "wrong") throw new Refusal("signIn.codeWrong", {}, "oneTimeCode");
  if ("wait" in outcome) throw tooMany(outcome.wait);
  return { message: outcome.codes.join(" ") };
});

/** Takes up another membership where the one this session had has ended, or may not be opened with a password. */
export const takeUpMembership = openAction(OfMembership, async ({ membershipId }) => {
  await asWaiting(["no-membership", "provider"], async (db, personId, digest) => {
    const membership = (await ownMemberships(db)).find(({ id }) => id === membershipId);
    if (!membership) throw new Stale();
    await db.session.updateMany({
      where: { id: digest, personId },
      data: { tenantId: membership.tenantId, membershipId, schoolYearId: null },
    });
  });
  return { goTo: "/" };
});

/** A first or a forgotten password, by the link that was handed over; signs in with it. */
export const choosePasswordByLink = openAction(ChoosePassword, async ({ token, newPassword }) => {
  const personId = await choosePassword(digestOf(token), newPassword);
  const { sid, stage } = await openSession(personId);
  await carrySession(sid);
  if (stage === "OPEN") await rememberDevice(personId);
  return { goTo: "/" };
});
