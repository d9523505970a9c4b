// Writes the SQL that leads from the committed schema to the one in the working tree into a new migration folder.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { removeCluster, startCluster } from "./database/cluster.ts";
import { schemaDifference, schemaFiles } from "./database/engine.ts";
import { end, guarded } from "./stopping.ts";

function committed(): { path: string; content: string }[] | null {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });
  const files = git("ls-tree", "--name-only", "HEAD", "prisma/schema/").split("\n").filter(Boolean);
  return files.length ? files.map((file) => ({ path: file, content: git("show", `HEAD:${file}`) })) : null;
}

await guarded(async () => {
  const [name = ""] = process.argv.slice(2);
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error("Usage: npm run migration -- name_in_words");
  const place = path.resolve(".data", `migration-${process.pid}`); // the engine wants a server to be connected to
  const cluster = await startCluster(place);
  const sql = await schemaDifference(cluster.superuserUrl(), committed(), schemaFiles()).finally(async () => {
    await cluster.stop();
    removeCluster(place);
  });
  if (!sql.trim() || /^-- This is an empty migration/.test(sql)) {
    console.log("The schema is as it was committed; there is nothing to migrate.");
    return end(0);
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = `prisma/migrations/${stamp}_${name}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/migration.sql`, `${sql.trim()}\n\nselect protect_tenant_tables();\n`);
  console.log(`${folder}/migration.sql`);
  await end(0);
});
