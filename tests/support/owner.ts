import pg from "pg";
import { asOwner } from "../../src/commands/database/set-up.ts";

let pool: pg.Pool | undefined;

/** A connection as the owner of the tables, for what no door of the application can do. */
export function owner(): pg.Pool {
  pool ??= new pg.Pool({ connectionString: asOwner(process.env.MIGRATION_DATABASE_URL ?? ""), max: 2 });
  return pool;
}

export async function disconnectOwner(): Promise<void> {
  await pool?.end();
  pool = undefined;
}
