// Brings the database of DATABASE_URL and MIGRATION_DATABASE_URL to this build: roles, migrations, rights.
import { setUpDatabase } from "./database/set-up.ts";
import { urlsOfEnvironment } from "./database/settings.ts";

try {
  const urls = urlsOfEnvironment();
  if (!urls) throw new Error("Set DATABASE_URL and MIGRATION_DATABASE_URL. See .env.example.");
  const applied = await setUpDatabase(urls);
  console.log(applied.length ? `Applied: ${applied.join(", ")}.` : "The database is up to date.");
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
