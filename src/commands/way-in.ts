// A way back in for the only administrator of a city: `npm run way-in -- <city> <address>` prints a link for a new
// password. Who may run it holds the server anyway; that it was run stands in the city's trail.
import pg from "pg";
import { resetLink } from "./database/reset-link.ts";
import { asOwner } from "./database/set-up.ts";
import { loadSettings, urlsOfEnvironment } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

await guarded(async () => {
  const [city = "", email = ""] = process.argv.slice(2);
  if (!city || !email) throw new Error("Usage: npm run way-in -- <city as in its address> <e-mail address>");
  loadSettings();
  const urls = urlsOfEnvironment();
  if (!urls) throw new Error("Set DATABASE_URL and MIGRATION_DATABASE_URL. See .env.example.");
  const owner = new pg.Client({ connectionString: asOwner(urls.migration) });
  await owner.connect();
  try {
    console.log(await resetLink(owner, city, email, process.env.APP_URL ?? "http://localhost:3000"));
  } finally {
    await owner.end();
  }
  await end(0);
});
