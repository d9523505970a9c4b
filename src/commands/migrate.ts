// Brings the database of DATABASE_URL and MIGRATION_DATABASE_URL to this build: roles, migrations, rights.
import { disconnect } from "../server/db.ts";
import { indexAnew } from "./database/index-anew.ts";
import { setUpDatabase } from "./database/set-up.ts";
import { loadSettings, urlsOfEnvironment } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

await guarded(async () => {
  loadSettings();
  const urls = urlsOfEnvironment();
  if (!urls) throw new Error("Set DATABASE_URL and MIGRATION_DATABASE_URL. See .env.example.");
  const applied = await setUpDatabase(urls);
  const indexed = await indexAnew(urls.migration);
  await disconnect();
  console.log(applied.length ? `Applied: ${applied.join(", ")}.` : "The database is up to date.");
  if (indexed > 0) console.log(`Indexed anew for searches by pinyin initials: ${indexed} schools.`);
  await end(0); // the engine would keep the process for ten seconds more, with a timer for its lock
});
