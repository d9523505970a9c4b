import { readCookie, setCookie } from "#server/cookies.ts";
import { atDoor } from "#server/db.ts";
import { origin } from "#server/session.ts";
import { countSignIn, forgetSignIns } from "./attempts.ts";
import { knownDevice, rememberDevice } from "./known-device.ts";
import { passwordFits } from "./password.ts";
import { openSession } from "./sessions.ts";

/** A browser that nobody has chosen a language in takes up that of the account. */
export async function followLanguage(locale: string | null): Promise<void> {
  if (locale && !(await readCookie("locale"))) await setCookie("locale", locale);
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

export type SignInOutcome = { sid: string } | { wait: number } | "wrong";

/**
 * Checks an address and its password and opens a session. Nothing in the answer, nor in the work done for it, tells an
 * unknown address, a disabled account and a wrong password apart.
 * @throws Refusal `signIn.busy` where too many wait to be checked
 */
export async function passwordSignIn(email: string, password: string): Promise<SignInOutcome> {
  const { network } = await origin();
  const found = await atDoor({ email }, async (db, show) => {
    const person = await db.person.findFirst({
      where: { email },
      select: { id: true, disabledAt: true, locale: true },
    });
    const device = await knownDevice(person?.id ?? NOBODY);
    const wait = await countSignIn(db, email, { device, network });
    await show({ personId: person?.id ?? NOBODY });
    const credential = await db.credential.findFirst({
      where: { personId: person?.id ?? NOBODY },
      select: { passwordHash: true },
    });
    return { person, device, wait, passwordHash: credential?.passwordHash };
  });
  if (found.wait > 0) return { wait: found.wait };
  const fits = await passwordFits(found.passwordHash, password);
  const { person, device } = found;
  if (!fits || !person || person.disabledAt) return "wrong";
  await atDoor({ email }, (db) => forgetSignIns(db, email, { device, network }));
  const { sid, stage } = await openSession(person.id);
  if (stage === "OPEN") await rememberDevice(person.id);
  await followLanguage(person.locale);
  return { sid };
}
