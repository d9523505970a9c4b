import { randomUUID } from "node:crypto";
import { oneId } from "#lib/list-params.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { keyOf } from "#server/store.ts";
import { FILE_KINDS, type FileKind, keepUpload, readUpload } from "#server/uploads.ts";
import type { HeldReport } from "./lock-report.ts";
import { changedBeside, holdToWrite } from "./save-cells.ts";

/** Files that one version of a report may have. */
export const MOST_FILES = 20;

/** What the files of all reports of a city may come to together. */
const CITY_BYTES = 50 * 1024 ** 3;

export type AttachmentItem = {
  id: string;
  name: string;
  /** What it is, in the words of whoever added it; mostly empty. */
  caption: string;
  kind: FileKind;
  bytes: number;
  addedByName: string;
  addedAt: Date;
  /** Number of the version in which it was added. */
  number: number;
};

/** Files of one version of a report: what was added up to it and not taken out up to it, in the order of adding. */
export async function attachmentsOf(db: Db, assignmentId: string, number: number): Promise<AttachmentItem[]> {
  const rows = await db.attachment.findMany({
    where: {
      submission: { assignmentId, number: { lte: number } },
      OR: [{ removedIn: null }, { removedIn: { gt: number } }],
    },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      caption: true,
      kind: true,
      bytes: true,
      addedByName: true,
      addedAt: true,
      submission: { select: { number: true } },
    },
  });
  return rows.map(({ submission, kind, ...row }) => ({ ...row, kind: kindOf(kind), number: submission.number }));
}

function kindOf(text: string): FileKind {
  if (text in FILE_KINDS) return text as FileKind;
  throw new Error(`a file of the unknown kind ${text}`);
}

type Changed = { report: HeldReport; file: string; unsigned: boolean };

/**
 * Adds a file to a report that its school may still write in. What a head has signed was without it: the signature goes.
 * @throws Refusal beside `file`
 */
export async function attach(
  db: Db,
  actor: Actor,
  input: { assignmentId: string; number: number; caption: string | null },
  given: FormDataEntryValue | null,
): Promise<Changed> {
  const upload = await readUpload(given, "file");
  const report = await holdToWrite(db, input);
  const held = await attachmentsOf(db, report.id, report.current);
  if (held.length >= MOST_FILES) throw new Refusal("files.refused.most", { max: MOST_FILES }, "file");
  await mustHaveRoom(db, upload.bytes.length);
  const id = randomUUID();
  // Before the row, so that no row is without its file; what is left of a change that is undone, a nightly check removes.
  await keepUpload(keyOf(actor.tenant.id, "attachments", id), upload.bytes, "file");
  const { name, kind, bytes, sha256 } = upload;
  await db.attachment.createMany({
    data: {
      id,
      submissionId: report.submissionId,
      schoolId: report.schoolId,
      ...{ name, kind, bytes: bytes.length, sha256, caption: input.caption ?? "" },
      addedByName: actor.name,
    },
  });
  return { report, file: name, unsigned: await changedBeside(db, report) };
}

/** @throws Refusal beside `file` where the city's files would come to more than it may have */
async function mustHaveRoom(db: Db, bytes: number): Promise<void> {
  const [row] = await db.$queryRaw<{ bytes: bigint }[]>`select attachment_bytes() as bytes`;
  if (Number(row?.bytes ?? 0) + bytes > CITY_BYTES) throw new Refusal("files.refused.city", {}, "file");
}

/** Takes a file out of a report that its school may still write in. Versions that were sent keep it. */
export async function takeOut(
  db: Db,
  input: { assignmentId: string; number: number; attachmentId: string },
): Promise<Changed> {
  const report = await holdToWrite(db, input);
  const held = await attachmentsOf(db, report.id, report.current);
  const file = held.find(({ id }) => id === input.attachmentId);
  if (!file) throw new Stale();
  await db.attachment.updateMany({
    where: { id: file.id },
    data: { removedIn: report.current, removedAt: new Date() },
  });
  return { report, file: file.name, unsigned: await changedBeside(db, report) };
}

/** A file by its id, for whoever may read its report; one that was taken out before it was ever sent is gone. */
export async function attachmentById(
  db: Db,
  { tenant }: Pick<Actor, "tenant">,
  asked: string | undefined,
): Promise<{ key: string; name: string; kind: FileKind; sha256: string } | null> {
  const id = oneId().parse(asked);
  if (!id) return null;
  const found = await db.attachment.findFirst({
    where: { id },
    select: { name: true, kind: true, sha256: true, removedIn: true, submission: { select: { number: true } } },
  });
  if (!found || (found.removedIn !== null && found.removedIn <= found.submission.number)) return null;
  const { name, kind, sha256 } = found;
  return { key: keyOf(tenant.id, "attachments", id), name, kind: kindOf(kind), sha256 };
}
