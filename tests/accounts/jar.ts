import { decode } from "next-auth/jwt";
import { digestOf } from "#lib/digest.ts";
import { cookieName } from "#server/session.ts";
import { browser } from "#support/actor.ts";

/** The cookies of the browser of the test. */
export const jar = new Map<string, string>();

/** Stands in for `#server/cookies.ts`, which needs a running request. */
export const fakeCookies = {
  readCookie: async (name: string) => jar.get(name),
  setCookie: async (name: string, value: string) => void jar.set(name, value),
  dropCookie: async (name: string) => void jar.delete(name),
};

/** The session that the jar's cookie carries becomes the one of the next requests. */
export async function followCookie(): Promise<Buffer<ArrayBuffer>> {
  const token = await decode({ token: jar.get(cookieName("session")) ?? "", secret: process.env.AUTH_SECRET ?? "" });
  if (typeof token?.sid !== "string") throw new Error("no session in the jar");
  browser.digest = digestOf(token.sid);
  return browser.digest;
}
