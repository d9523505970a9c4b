import { createHash } from "node:crypto";
import type { Actor, Db } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { definitionOf } from "./edition.ts";
import type { RollUpKind } from "./lifecycle.ts";
import { type LiveRollUp, type RolledUp, rollUpOf } from "./roll-up.ts";
import type { PublishInput } from "./schema.ts";
import { contentOf, rolledUpIn, SnapshotDocument } from "./snapshot.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Names what would be published of these figures: they are published as they were seen, or not at all. */
export const seenIn = (rolledUp: LiveRollUp, kind: RollUpKind): string =>
  sha256(JSON.stringify(contentOf(rolledUp, kind)));

/**
 * Publishes a campaign's roll-up as its next snapshot.
 * @throws Stale where the figures are no longer those the page showed
 */
export async function publishHeld(
  db: Db,
  actor: Actor,
  input: PublishInput,
): Promise<{ number: number; reported: number; expected: number }> {
  const { campaignId, kind, titleEn, titleZh, seen } = input;
  await db.$queryRaw`select 1 from "Campaign" where id = ${campaignId}::uuid for update`;
  const rolledUp = await rollUpOf(db, campaignId, { kind });
  const covered = rolledUp?.coverage.get("all");
  if (!rolledUp || !covered) throw new Refusal("error.notFound");
  if (covered.reported === 0) throw new Refusal("rollUp.refused.nothingCounted");
  const content = contentOf(rolledUp, kind);
  if (sha256(JSON.stringify(content)) !== seen) throw new Stale("rollUp.refused.changed");
  const number = (await db.snapshot.count({ where: { campaignId } })) + 1;
  const head = { number, titleEn, titleZh, publishedByName: actor.name, publishedAt: new Date() };
  const { reported, expected } = covered;
  await db.snapshot.createMany({ data: snapshotRow(content, head, { reported, expected }) });
  return { number, reported, expected };
}

type Head = Pick<SnapshotDocument, "number" | "titleEn" | "titleZh" | "publishedByName"> & { publishedAt: Date };

/** A snapshot as it is kept. */
export function snapshotRow(
  content: ReturnType<typeof contentOf>,
  head: Head,
  covered: { reported: number; expected: number },
) {
  const document: SnapshotDocument = {
    ...{ format: 1, ...head, publishedAt: head.publishedAt.toISOString() },
    ...content,
  };
  return {
    ...{ campaignId: content.campaign.id, kind: content.kind, ...head, ...covered },
    document: JSON.stringify(document),
  };
}

const listed = {
  number: true,
  kind: true,
  titleEn: true,
  titleZh: true,
  reported: true,
  expected: true,
  sha256: true,
  publishedByName: true,
  publishedAt: true,
} as const;

/** What has been published of a campaign, latest first. */
export async function listSnapshots(db: Db, campaignId: string) {
  const rows = await db.snapshot.findMany({ where: { campaignId }, orderBy: { number: "desc" }, select: listed });
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as RollUpKind }));
}
export type SnapshotRow = Awaited<ReturnType<typeof listSnapshots>>[number];

export type Published = { row: SnapshotRow; document: SnapshotDocument; rolledUp: RolledUp; whole: boolean };

/** One snapshot with its figures; `whole`: its text still has the checksum it was published with. Null where there is none. */
export async function findSnapshot(db: Db, campaignId: string, number: number): Promise<Published | null> {
  const found = await db.snapshot.findFirst({ where: { campaignId, number }, select: { ...listed, document: true } });
  if (!found) return null;
  const { document: text, kind, ...row } = found;
  const document = SnapshotDocument.parse(JSON.parse(text));
  const definition = await definitionOf(db, document.form.templateVersionId);
  return {
    row: { ...row, kind: kind as RollUpKind },
    document,
    rolledUp: rolledUpIn(document, definition),
    whole: sha256(text) === row.sha256,
  };
}
