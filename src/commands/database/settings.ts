import { existsSync } from "node:fs";
import { isDatabaseAddress } from "../../server/env.ts";
import type { Urls } from "./set-up.ts";

/** Adds what a file `.env` names to the environment; what is set there already stays. */
export function loadSettings(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

/**
 * The database addresses that the environment names; null where it names none.
 * @throws Error with one sentence where one is missing or malformed
 */
export function urlsOfEnvironment(): Urls | null {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = process.env;
  if (!DATABASE_URL && !MIGRATION_DATABASE_URL) return null;
  const [app, migration] = Object.entries({ DATABASE_URL, MIGRATION_DATABASE_URL }).map(([name, value = ""]) => {
    if (isDatabaseAddress(value)) return value;
    const problem = value ? "is not one" : "is missing";
    throw new Error(
      `${name} ${problem}: it must be a PostgreSQL address, postgresql://login:password@host:5432/database. See .env.example.`,
    );
  });
  return { app: app ?? "", migration: migration ?? "" };
}

/**
 * The address of the login that may act as the owner of the tables, after the file `.env` has been read.
 * @throws Error with one sentence where it is missing or malformed
 */
export function ownersUrl(): string {
  return urls().migration;
}

/** Both addresses, after the file `.env` has been read. @throws Error with one sentence where one is missing */
export function urls(): Urls {
  loadSettings();
  const found = urlsOfEnvironment();
  if (!found) throw new Error("Set DATABASE_URL and MIGRATION_DATABASE_URL. See .env.example.");
  return found;
}
