import { existsSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { env } from "../../server/env.ts";
import { backupKey } from "../backup/seal.ts";
import { backupFolder } from "../backup/shelf.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const FEW_CHARACTERS = 12;

/** What the settings say, without asking anybody. */
export function settingsFindings(): Finding[] {
  try {
    env();
  } catch (error) {
    return [fail((error as Error).message)];
  }
  return [
    ok("The settings are complete and well-formed."),
    ...addressFindings(new URL(env().APP_URL)),
    ...secretFindings(env().AUTH_SECRET),
    ...fileFindings(),
    ...backupFindings(),
  ];
}

const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function addressFindings({ protocol, hostname, pathname, href }: URL): Finding[] {
  const findings: Finding[] = [];
  if (protocol === "https:")
    findings.push(ok("APP_URL is https: cookies are bound to this host, and browsers are told to insist on https."));
  else if (LOCAL.has(hostname))
    findings.push(
      warn("APP_URL is http on this machine: good for a trial; cookies are neither secure nor bound to the host."),
    );
  else
    findings.push(
      fail(`APP_URL is ${href}: over http, passwords and sessions can be read on the way. Put it behind https.`),
    );
  if (pathname !== "/") findings.push(fail("APP_URL has a path: the portal answers at the root of a host of its own."));
  return findings;
}

export function secretFindings(secret: string): Finding[] {
  if (new Set(secret).size >= FEW_CHARACTERS) return [ok("AUTH_SECRET looks random.")];
  return [fail("AUTH_SECRET repeats a few characters: `openssl rand -base64 48` makes one that cannot be guessed.")];
}

function fileFindings(): Finding[] {
  const findings: Finding[] = [];
  if (existsSync(".env") && process.platform !== "win32" && statSync(".env").mode & 0o007)
    findings.push(warn("Everybody on this machine may read .env, which holds passwords: `chmod o-rwx .env`."));
  if (existsSync(".next/BUILD_ID")) findings.push(ok("There is a build."));
  else findings.push(warn("There is no build yet: `npm run build`."));
  return findings;
}

function backupFindings(): Finding[] {
  let key: Buffer | null;
  try {
    key = backupKey();
  } catch (error) {
    return [fail((error as Error).message)];
  }
  const sealed = key
    ? ok("Backups are encrypted.")
    : warn("BACKUP_KEY is not set: backups hold personal data of minors and are not encrypted by the portal.");
  return [sealed, ...spaceFindings("the backups", backupFolder())];
}

const LITTLE = 0.15;
const TOO_LITTLE = 0.05;
const GIB = 2 ** 30;

/** How much room is left where a folder lies, or will lie. */
export function spaceFindings(what: string, folder: string, space = spaceAt): Finding[] {
  const found = space(existing(folder));
  if (!found) return [];
  const share = found.free / found.total;
  const text = `${(found.free / GIB).toFixed(1)} GiB (${Math.round(share * 100)} %) are free for ${what} in ${folder}.`;
  if (share < TOO_LITTLE) return [fail(text)];
  return [share < LITTLE ? warn(text) : ok(text)];
}

function spaceAt(folder: string): { free: number; total: number } | null {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return blocks > 0 ? { free: bavail * bsize, total: blocks * bsize } : null;
  } catch {
    return null; // not ours to look at
  }
}

function existing(folder: string): string {
  let place = path.resolve(folder);
  while (!existsSync(place) && place !== path.dirname(place)) place = path.dirname(place);
  return place;
}
