import { createHash } from "node:crypto";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ClientBase, escapeIdentifier } from "pg";
import { to as copyTo } from "pg-copy-streams";

/** What a part of the database holds: its rows, and the SHA-256 of their canonical text. */
export type Digest = { rows: number; sha256: string };

/** Some rows of a table, some of their columns. */
export type Part = {
  table: string;
  columns: readonly string[];
  order: string;
  /** SQL that says which rows; all that the owner sees where there is none. */
  where?: string;
};

export const list = (columns: readonly string[]): string => columns.map((name) => escapeIdentifier(name)).join(", ");

/** Values are written in one way, whatever the server, the login or the database is set to; no clock ends the work. */
export async function speakCanonically(client: ClientBase): Promise<void> {
  await client.query(
    `select set_config(name, value, false) from (values
       ('client_encoding', 'UTF8'), ('datestyle', 'ISO, MDY'), ('intervalstyle', 'postgres'), ('timezone', 'UTC'),
       ('extra_float_digits', '1'), ('bytea_output', 'hex'), ('statement_timeout', '0'),
       ('idle_in_transaction_session_timeout', '0')) as wanted (name, value)`,
  );
}

/** The rows as PostgreSQL's COPY writes them as text, in the order of their key: the same rows, the same bytes. */
export function contentOf(client: ClientBase, { table, columns, order, where }: Part, format = ""): CopyOut {
  const rows = `select ${list(columns)} from ${escapeIdentifier(table)}${where ? ` where ${where}` : ""} order by ${order}`;
  return client.query(copyTo(`copy (${rows}) to stdout${format}`));
}

type CopyOut = ReturnType<typeof copyTo>;

/** Hashes what goes through it. */
export function hashing(): { through: Transform; sha256: () => string } {
  const hash = createHash("sha256");
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, sha256: () => hash.digest("hex") };
}

export async function digestOf(client: ClientBase, part: Part): Promise<Digest> {
  const content = contentOf(client, part);
  const sha256 = await sha256Of(content);
  return { rows: content.rowCount, sha256 };
}

async function sha256Of(content: Readable): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(content, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
  return hash.digest("hex");
}
