// Looks at the settings, the database and the address of an install, and says what is well, what is doubtful and what is
// wrong: `npm run check:config`. Ends with 1 where anything is wrong. Changes nothing but that
// it writes one file to the store and removes it again.
import { disconnect } from "../server/db.ts";
import { reachableFindings } from "./config/address.ts";
import { databaseFindings } from "./config/database.ts";
import { fileFindings } from "./config/files.ts";
import type { Finding } from "./config/finding.ts";
import { mailFindings } from "./config/mail.ts";
import { settingsFindings } from "./config/settings.ts";
import { loadSettings } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

await guarded(async () => {
  loadSettings();
  const findings: Finding[] = settingsFindings();
  const readable = findings.some(({ verdict }) => verdict === "ok");
  if (readable) {
    findings.push(...(await databaseFindings(process.env.MIGRATION_DATABASE_URL || undefined)));
    findings.push(...(await mailFindings()));
    findings.push(...(await fileFindings()));
    findings.push(...(await reachableFindings()));
    await disconnect();
  }
  for (const { verdict, text } of findings) console.log(`${verdict.padEnd(4)}  ${text}`);
  const count = (verdict: Finding["verdict"]) => findings.filter((one) => one.verdict === verdict).length;
  console.log(`\n${count("ok")} ok, ${count("warn")} warnings, ${count("fail")} failed`);
  await end(count("fail") ? 1 : 0);
});
