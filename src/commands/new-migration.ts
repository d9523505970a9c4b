// Writes the SQL that leads from the committed schema to the one in the working tree into a new migration folder.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { schemaDifference, schemaFiles } from "./database/engine.ts";

const [name] = process.argv.slice(2);
const url = process.env.MIGRATION_DATABASE_URL;
if (!name || !/^[a-z0-9_]+$/.test(name) || !url) {
  console.error("Usage: MIGRATION_DATABASE_URL=… npm run migration -- name_in_words");
  process.exit(1);
}

function committed(): { path: string; content: string }[] | null {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });
  const files = git("ls-tree", "--name-only", "HEAD", "prisma/schema/").split("\n").filter(Boolean);
  return files.length ? files.map((path) => ({ path, content: git("show", `HEAD:${path}`) })) : null;
}

const sql = await schemaDifference(url, committed(), schemaFiles());
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const folder = `prisma/migrations/${stamp}_${name}`;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/migration.sql`, `${sql.trim()}\n\nselect protect_tenant_tables();\n`);
console.log(`${folder}/migration.sql`);
