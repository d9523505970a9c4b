// Fills the database of DATABASE_URL and MIGRATION_DATABASE_URL with the demo cities. Running it again changes nothing.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { seedCities } from "#seed/seed.ts";
import { disconnect } from "#server/db.ts";
import { indexAnew } from "./database/index-anew.ts";
import { urlsOfEnvironment } from "./database/settings.ts";

const { values: options } = parseArgs({
  options: { city: { type: "string" }, "sign-ins": { type: "string", default: ".data/sign-ins.json" } },
});

try {
  if (options.city !== undefined && options.city !== "prefecture")
    throw new Error("--city knows one further city: prefecture.");
  const urls = urlsOfEnvironment();
  if (!urls) throw new Error("Set DATABASE_URL and MIGRATION_DATABASE_URL. See .env.example.");
  process.env.AUTH_SECRET ??= "no session is opened while seeding"; // the settings are checked whole
  const signIns = await seedCities(urls.migration, console.log, { prefecture: options.city !== undefined });
  await indexAnew(urls.migration);
  const file = options["sign-ins"];
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(signIns, null, 2)}\n`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await disconnect();
}
