// Everything of one city for the city itself, as CSV files: `npm run tenant:export -- <slug> [--to <folder>]`.
import path from "node:path";
import { parseArgs } from "node:util";
import { exportCity } from "./backup/export-city.ts";
import { asTheOwner } from "./backup/owner.ts";
import { ownersUrl } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

function optionsOf(args: string[]): { slug: string; to: string } {
  const known = { to: { type: "string", default: ".data/exports" } } as const;
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: known });
    const [slug, ...more] = positionals;
    if (slug && more.length === 0) return { slug, to: path.resolve(values.to) };
  } catch {
    // said below
  }
  throw new Error("Usage: npm run tenant:export -- <slug> [--to <folder>]");
}

await guarded(async () => {
  const { slug, to } = optionsOf(process.argv.slice(2));
  const { folder, tables, files, lost } = await asTheOwner(ownersUrl(), (client) => exportCity(client, slug, to));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `${folder}: ${rows} rows of ${tables.length} tables, ${files} files. It holds personal data: hand it over encrypted.`,
  );
  if (lost) console.error(`${lost} files are not in it: the store does not have them as they were added.`);
  await end(0);
});
