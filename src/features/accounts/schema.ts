import { z } from "zod";
import { choice, emailText, line, uuid } from "#lib/secure-text.ts";

export const PASSWORD_MAX = 128;
/** Fewest characters, alone and beside a one-time code. Source: NIST SP 800-63B-4. */
export const PASSWORD_MIN = { alone: 15, withCode: 8 } as const;

/** As it was typed: any characters, nothing cut. What makes it strong is decided where it is chosen. */
const password = () =>
  z.string({ error: "error.required" }).min(1, "error.required").max(PASSWORD_MAX, "error.tooLong");

export const SignIn = z.object({ email: emailText(), password: password() });

/** Six digits of an authenticator, or a recovery code such as 'K7QM-2XHT-9RWD'. */
export const oneTimeCode = () =>
  z
    .string({ error: "error.required" })
    .transform((value) => value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase())
    .pipe(z.string().min(1, "error.required").max(40, "error.tooLong"));

export const OneTimeCode = z.object({ oneTimeCode: oneTimeCode() });

export const SetUpCode = z.object({
  key: z.string().regex(/^[A-Z2-7]{32,64}$/, "error.invalid"),
  oneTimeCode: oneTimeCode(),
});

const token = z.string().regex(/^[\w-]{1,100}$/, "signIn.linkDead");
export const OfLink = z.object({ token });
export const SignInForOffer = z.object({ token, password: password() });
export const ChoosePassword = z.object({ token, newPassword: password() });

export const ChangePassword = z.object({ currentPassword: password(), newPassword: password() });

export const CurrentPassword = z.object({ currentPassword: password() });

export const Person = z.object({ name: line(80), locale: choice(["zh-CN", "en"]) });

export const OfMembership = z.object({ membershipId: uuid() });

export const OfSchoolYear = z.object({ schoolYearId: uuid() });

/** The start of a session's digest in hexadecimal digits: names one of a person's own sessions, opens none. */
export const OfSession = z.object({ session: z.string().regex(/^[0-9a-f]{32}$/, "error.id") });
