import { cookies, headers } from "next/headers";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { digestOf } from "#lib/digest.ts";
import { env } from "./env.ts";
import { isLocale, type Locale } from "./words.ts";

const DEVICE_DAYS = 180;
const SESSION_HOURS = 12;

export const sessionHours = SESSION_HOURS;

/** `__Host-` binds a cookie to this host and https; plain http, as in a demo, cannot carry that prefix. */
export function cookieName(name: "session" | "device" | "said" | "provider" | "leaving" | "city"): string {
  return env().APP_URL.startsWith("https:") ? `__Host-jijiao-${name}` : `jijiao-${name}`;
}

export function cookieOptions(maxAgeSeconds = DEVICE_DAYS * 86_400) {
  const secure = env().APP_URL.startsWith("https:");
  return { httpOnly: true, sameSite: "lax" as const, path: "/", secure, maxAge: maxAgeSeconds };
}

/** Leaves a sentence for the page that is gone to next, which shows it once. It is no secret: a script takes it away. */
export async function sayNext(sentence: string): Promise<void> {
  (await cookies()).set(cookieName("said"), sentence, { ...cookieOptions(30), httpOnly: false });
}

/** Digest of the session id that the request's cookie carries, read once a page; null where it carries none of ours. */
export const sessionDigest = cache(async (): Promise<Buffer<ArrayBuffer> | null> => {
  const cookie = (await cookies()).get(cookieName("session"))?.value;
  if (!cookie) return null;
  try {
    const token = await decode({ token: cookie, secret: env().AUTH_SECRET });
    return typeof token?.sid === "string" ? digestOf(token.sid) : null;
  } catch {
    return null; // forged, cut off, or made with a secret that is no longer in use
  }
});

/** The reader's language: chosen once by the switch, else what the browser asks for, else Chinese. */
export async function currentLocale(): Promise<Locale> {
  const chosen = (await cookies()).get("locale")?.value;
  if (isLocale(chosen)) return chosen;
  const wanted = (await headers()).get("accept-language") ?? "";
  const first = wanted.split(",").find((part) => /^(zh|en)\b/i.test(part.trim()));
  return first?.trim().toLowerCase().startsWith("en") ? "en" : "zh-CN";
}

/**
 * Whether a browser says that a page of another site sends this request, a sibling host included. `X-Forwarded-Host` is
 * not believed: what Next compares the origin with, a sender may make up.
 */
export function isCrossSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") return true;
  const from = headers.get("origin");
  if (from === null) return false;
  const own = [new URL(env().APP_URL).host, headers.get("host")];
  return !URL.canParse(from) || !own.includes(new URL(from).host);
}

/** Where an attempt comes from, as far as it can be known: the address's network, and what the browser calls itself. */
export async function origin(): Promise<{ network: string; userAgent: string; crossSite: boolean }> {
  const all = await headers();
  const address = (all.get("x-forwarded-for") ?? "").split(",").at(-1)?.trim() ?? "";
  const network = address.includes(":")
    ? address.split(":").slice(0, 4).join(":")
    : address.split(".").slice(0, 3).join(".");
  return {
    network: network || "unknown",
    userAgent: (all.get("user-agent") ?? "").slice(0, 300),
    crossSite: isCrossSite(all),
  };
}
