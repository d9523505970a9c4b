import pg from "pg";
import { asOwner, unreachable } from "../database/set-up.ts";
import { speakCanonically } from "./content.ts";

const NOT_MIGRATED = new Set(["22023", "42501", "42704"]);

/**
 * A connection as the owner of the tables, on which no clock runs.
 * @param url of MIGRATION_DATABASE_URL
 * @throws Error with one sentence where it cannot be had
 */
export async function connectedOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: asOwner(url) });
  try {
    await client.connect();
    await speakCanonically(client);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code, message } = error as Error & { code?: string };
    if (code && NOT_MIGRATED.has(code)) {
      throw new Error(
        `The login of MIGRATION_DATABASE_URL may not act as portal_owner (${message}): run \`npm run migrate\` first, which says what it lacks.`,
      );
    }
    throw new Error(unreachable(error as Error));
  }
}

/** Does work as the owner and lets go of the connection. */
export async function asTheOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectedOwner(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One transaction, undone where `work` throws. */
export async function transaction<T>(client: pg.Client, mode: string, work: () => Promise<T>): Promise<T> {
  await client.query(`begin ${mode}`);
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => undefined); // a connection that is gone has rolled back
    throw error;
  }
}
