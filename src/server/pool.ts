import pLimit, { type LimitFunction } from "p-limit";
import pg from "pg";
import { watchPool } from "./metrics.ts";

/** Texts with a list in them are different for every length of it: `counted` are remembered, `most` prepared, none longer than `longest`. */
const BOUNDS = { recurrent: 3, most: 300, counted: 3000, longest: 8000 };

export type Pool = {
  pool: pg.Pool;
  /** What pg calls a statement that each connection prepares once; empty for one that is planned anew each time. */
  nameOf: (query: { sql: string }) => string;
  /**
   * One line to wait in, for as many at once as there are connections. It costs nothing to wait here; in the pool and in
   * Prisma it ends in an error after some seconds, and each error costs more than the work it stood for.
   */
  inTurn: LimitFunction;
};

/**
 * Connections to a database. Statements that recur are prepared, unless a pgbouncer stands in between: planning one under
 * row policies costs several times what it costs to run it.
 */
export function openPool(connectionString: string, max: number): Pool {
  let direct = false;
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    // The server tells a client which process serves it; a pgbouncer tells a number of its own.
    onConnect: async (client) => {
      const { rows } = await client.query<{ pid: number; version: number }>(
        "select pg_backend_pid() as pid, current_setting('server_version_num')::int as version",
      );
      const [server] = rows;
      const isServer = server?.pid === (client as unknown as { processID: number }).processID;
      direct = isServer && plansByRole(server.version);
    },
  });
  const names = namer(BOUNDS);
  const inTurn = pLimit(max);
  watchPool(pool, inTurn);
  return { pool, nameOf: ({ sql }) => (direct ? names(sql) : ""), inTurn };
}

/** One connection of its own, made again where it is lost: what it says does not wait for its turn among the others. */
export function openLine(connectionString: string): pg.Pool {
  const line = new pg.Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
    keepAlive: true,
  });
  return line.on("error", () => undefined); // what is said next tells
}

/**
 * Whether a server of this `server_version_num` plans a prepared statement anew for another role wherever a table under
 * row policies stands in it. Earlier ones forget it in subqueries and `with` (CVE-2024-10976).
 */
export function plansByRole(version: number): boolean {
  const mended = { 15: 150_009, 16: 160_005, 17: 170_001 }[Math.floor(version / 10_000)];
  return version >= (mended ?? 180_000);
}

/** Names the first `most` texts that come `recurrent` times; of more than `counted` others it begins to count anew. */
export function namer({ recurrent, most, counted, longest }: typeof BOUNDS): (sql: string) => string {
  const names = new Map<string, string>();
  const seen = new Map<string, number>();
  return (sql) => {
    const name = names.get(sql);
    if (name !== undefined || names.size >= most || sql.length > longest) return name ?? "";
    const times = (seen.get(sql) ?? 0) + 1;
    if (times < recurrent) {
      if (seen.size >= counted) seen.clear();
      seen.set(sql, times);
      return "";
    }
    seen.delete(sql);
    const made = `s${names.size + 1}`;
    names.set(sql, made);
    return made;
  };
}
