import type { ClientBase } from "pg";
import type { Archive } from "./archive.ts";
import { migrationsOf } from "./tables.ts";

/**
 * Makes sure that a database has had exactly the migrations that an archive was made with.
 * @throws Error with one sentence that says what to do
 */
export async function requireSameMigrations(client: ClientBase, { manifest }: Archive): Promise<void> {
  const held = (await migrationsOf(client)) ?? [];
  const key = ({ name, checksum }: { name: string; checksum: string }) => `${name} ${checksum}`;
  const [here, there] = [held.map(key), manifest.migrations.map(key)];
  if (here.join() === there.join()) return;
  const lacking = manifest.migrations.filter((one) => !here.includes(key(one))).map(({ name }) => name);
  const beyond = held.filter((one) => !there.includes(key(one))).map(({ name }) => name);
  const parts = [
    lacking.length ? `lacks ${lacking.join(", ")}` : "",
    beyond.length ? `has had ${beyond.join(", ")} besides` : "",
  ].filter(Boolean);
  throw new Error(
    `The backup was made by version ${manifest.product} with other migrations: this database ${parts.join(" and ")}. ` +
      "Restore it into an empty database, which is brought to the backup's migrations, and run `npm run migrate` afterwards. Nothing was changed.",
  );
}
