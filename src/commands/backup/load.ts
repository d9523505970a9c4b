import { pipeline } from "node:stream/promises";
import { type ClientBase, escapeIdentifier } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type Archive, readPart } from "./archive.ts";
import { digestOf, list, type Part } from "./content.ts";
import type { ArchivePart } from "./manifest.ts";
import type { Table } from "./tables.ts";

/** Where a part waits before its rows go to their table: COPY cannot write through row policies, an insert can. */
export const staged = (table: string): string => escapeIdentifier(`staged ${table}`);

const NO_PRIVILEGE = "42501";

/** Reads a part into a temporary table, checking it against the manifest. */
export async function stage(client: ClientBase, archive: Archive, part: ArchivePart): Promise<void> {
  const columns = list(part.columns);
  await client
    .query(
      `create temporary table ${staged(part.table)} as select ${columns} from ${escapeIdentifier(part.table)} with no data`,
    )
    .catch((error: Error & { code?: string }) => {
      if (error.code !== NO_PRIVILEGE) throw error;
      throw new Error(
        "portal_owner may make no temporary tables: as an administrator, `grant temporary on database … to portal_owner`. Nothing was changed.",
      );
    });
  await readPart(archive, part, (content) =>
    pipeline(content, client.query(copyFrom(`copy ${staged(part.table)} (${columns}) from stdin`))),
  );
}

/** Writes what is staged to its table, under the row policies of the city that was entered. */
export async function settle(client: ClientBase, { table, columns }: ArchivePart): Promise<void> {
  const all = list(columns);
  await client.query(`insert into ${escapeIdentifier(table)} (${all}) select ${all} from ${staged(table)}`);
}

export async function unstage(client: ClientBase, table: string): Promise<void> {
  await client.query(`drop table ${staged(table)}`);
}

/**
 * Does work during which the tables' own triggers rest: what is brought back has been through them once, and the trail
 * of changes comes back as it was. Others go on reading these tables and wait with writing.
 */
export async function quietly<T>(client: ClientBase, tables: readonly Table[], work: () => Promise<T>): Promise<T> {
  const triggers = async (verb: "disable" | "enable") => {
    for (const { name } of tables) await client.query(`alter table ${escapeIdentifier(name)} ${verb} trigger user`);
  };
  await triggers("disable");
  const result = await work();
  await triggers("enable");
  return result;
}

/** A part of the archive beside what the database holds now. */
export type Comparison = { city: string; table: string; archived: number; restored: number; equal: boolean };

/** Compares what a database holds with the archive. */
export async function compared(client: ClientBase, part: ArchivePart, held: Part): Promise<Comparison> {
  const { rows, sha256 } = await digestOf(client, held);
  const equal = rows === part.rows && sha256 === part.sha256;
  return { city: part.city ?? "–", table: part.table, archived: part.rows, restored: rows, equal };
}

/** What was restored is not what was archived; nothing of it was kept. */
export class Differs extends Error {
  readonly comparisons: Comparison[];

  constructor(comparisons: Comparison[]) {
    const different = comparisons.filter(({ equal }) => !equal).map(({ city, table }) => `${table} (${city})`);
    super(`What was restored differs from the backup in ${different.join(", ")}. Nothing was changed.`);
    this.comparisons = comparisons;
  }
}

/** @throws {Differs} where one differs */
export function requireEqual(comparisons: Comparison[]): Comparison[] {
  if (comparisons.every(({ equal }) => equal)) return comparisons;
  throw new Differs(comparisons);
}
