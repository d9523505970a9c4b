import { z } from "zod";
import type { Urls } from "./set-up.ts";

const address = z.url({ protocol: /^postgres(ql)?$/ });

/** The database addresses that the environment names; null where it names none. */
export function urlsOfEnvironment(): Urls | null {
  const { DATABASE_URL: app, MIGRATION_DATABASE_URL: migration } = process.env;
  if (!app && !migration) return null;
  for (const [name, value] of Object.entries({ DATABASE_URL: app, MIGRATION_DATABASE_URL: migration })) {
    if (!address.safeParse(value).success) {
      throw new Error(
        `${name} must be a PostgreSQL address: postgresql://login:password@host:5432/database. See .env.example.`,
      );
    }
  }
  return { app: app ?? "", migration: migration ?? "" };
}
