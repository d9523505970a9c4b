import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { readCookie, setCookie } from "#server/cookies.ts";
import { env } from "#server/env.ts";
import { cookieName } from "#server/session.ts";

/** A browser and the last people whom it has signed in. */
type Device = { id: string; people: string[] };

const PEOPLE = 8;

function seal(text: string): string {
  return createHmac("sha256", env().AUTH_SECRET).update(`device:${text}`).digest("base64url");
}

function open(value: string | undefined): Device | null {
  const [body = "", signature = ""] = (value ?? "").split(".");
  const [given, expected] = [Buffer.from(signature), Buffer.from(seal(body))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Device;
}

/** The id of this browser, if it has signed this person in before; so strangers' attempts do not lock it out. */
export async function knownDevice(personId: string): Promise<string | null> {
  const device = open(await readCookie(cookieName("device")));
  return device?.people.includes(personId) ? device.id : null;
}

/** Remembers that this browser has signed this person in. */
export async function rememberDevice(personId: string): Promise<void> {
  const device = open(await readCookie(cookieName("device"))) ?? { id: randomUUID(), people: [] };
  const people = [personId, ...device.people.filter((id) => id !== personId)].slice(0, PEOPLE);
  const body = Buffer.from(JSON.stringify({ ...device, people })).toString("base64url");
  await setCookie(cookieName("device"), `${body}.${seal(body)}`);
}
