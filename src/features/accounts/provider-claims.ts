import { emailText } from "#lib/secure-text.ts";

type Claims = Readonly<Record<string, unknown>>;

/** The first address that one of these claims holds and that the provider vouches for; null: there is none. */
export function verifiedAddress(claims: Claims, names: readonly string[]): string | null {
  if (claims.email_verified !== true) return null;
  for (const name of names) {
    const read = emailText().safeParse(claims[name]);
    if (read.success) return read.data;
  }
  return null;
}

/** Methods that are a second factor by themselves or say that there was one. Source: RFC 8176. */
const SECOND = new Set(["mfa", "otp", "hwk", "sc"]);

/** Whether the provider says that it asked for more than a password. */
export function hadSecondFactor({ amr }: Claims): boolean {
  return Array.isArray(amr) && amr.some((method) => SECOND.has(method));
}
