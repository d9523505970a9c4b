import path from "node:path";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import { filesEnv } from "./env.ts";

let disk: { made: string; of: Promise<Disk> } | undefined;

/** The folder of FILES_DIR or, where S3_BUCKET is set, that bucket. */
function store(): Promise<Disk> {
  const { FILES_DIR, S3_BUCKET, S3_ENDPOINT, S3_PATH_STYLE } = filesEnv();
  const made = [FILES_DIR, S3_BUCKET, S3_ENDPOINT, S3_PATH_STYLE].join(" ");
  if (disk?.made !== made) disk = { made, of: S3_BUCKET ? bucket() : folder() };
  return disk.of;
}

async function folder(): Promise<Disk> {
  return new Disk(
    new FSDriver({ location: path.resolve(/* turbopackIgnore: true */ filesEnv().FILES_DIR), visibility: "private" }),
  );
}

/** A person waits for what is asked of a bucket: what does not come is said to be away, within the time of a change. */
const PATIENCE = { connectionTimeout: 3000, socketTimeout: 7000 };

/** Loaded on use: most installs never need it. */
async function bucket(): Promise<Disk> {
  const { S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_PATH_STYLE, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = filesEnv();
  const { S3Driver } = await import("flydrive/drivers/s3");
  return new Disk(
    new S3Driver({
      bucket: S3_BUCKET,
      region: S3_REGION,
      visibility: "private",
      supportsACL: false,
      maxAttempts: 2,
      requestHandler: PATIENCE,
      // Not everything that speaks like S3 knows its newer checksums; rows hold a SHA-256 of their own.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      ...(S3_ENDPOINT && { endpoint: S3_ENDPOINT, forcePathStyle: S3_PATH_STYLE === "yes" }),
      ...(S3_ACCESS_KEY_ID &&
        S3_SECRET_ACCESS_KEY && {
          credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
        }),
    }),
  );
}

/** What the store keeps of a city. */
export const SHELVES = ["attachments", "emblems", "exports"] as const;
export type Shelf = (typeof SHELVES)[number];

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names in the store are made of ids alone: nothing that anybody typed becomes part of a path. */
export function keyOf(tenantId: string, shelf: Shelf, id: string): string {
  if (!ID.test(tenantId) || !ID.test(id)) throw new Error("not an id");
  return `${tenantId}/${shelf}/${id}`;
}

/** Keeps bytes under this name; what was there before is replaced. @throws Error where they cannot be kept */
export async function keep(key: string, bytes: Uint8Array): Promise<void> {
  await (await store()).put(key, bytes, { contentType: "application/octet-stream" });
}

/** What is kept under this name; null where there is nothing. @throws Error where the store cannot be read */
export async function kept(key: string): Promise<Buffer | null> {
  const at = await store();
  try {
    return Buffer.from(await at.getBytes(key));
  } catch (error) {
    if (!(await at.exists(key))) return null;
    throw error;
  }
}

/** Forgets what is kept under this name, if anything is. */
export async function forget(key: string): Promise<void> {
  await (await store()).delete(key);
}

/** Something that the store keeps of a city. */
export type Stored = {
  key: string;
  shelf: Shelf;
  id: string;
  /** Since when; of a bucket that is a request of its own. */
  since(): Promise<Date>;
};

/** All that the store keeps of a city. */
export async function* storedOf(tenantId: string): AsyncGenerator<Stored> {
  const at = await store();
  const named = new RegExp(`^${tenantId}/(${SHELVES.join("|")})/([0-9a-f-]{36})$`);
  let page: string | undefined;
  do {
    const listed = await at
      .listAll(tenantId, { recursive: true, ...(page && { paginationToken: page }) })
      .catch((error: Error) => {
        if (/ENOENT/.test(String(error.cause ?? error))) return null; // a folder that nothing was ever put into
        throw error;
      });
    if (!listed) return;
    for (const one of listed.objects) {
      const [, shelf, id] = (one.isFile && named.exec(one.key)) || [];
      if (!one.isFile || !shelf || !id) continue;
      yield {
        key: one.key,
        shelf: shelf as Shelf,
        id,
        since: async () => (await one.getMetaData()).lastModified,
      };
    }
    page = listed.paginationToken;
  } while (page);
}

/** Why the store cannot be used, in its own words; null where it can. Leaves nothing behind. */
export async function storeProblem(): Promise<string | null> {
  const key = `check/${process.pid}-${Date.now()}`;
  try {
    await keep(key, Buffer.from("check"));
    if ((await kept(key))?.toString() !== "check") return "what was written does not come back";
    await forget(key);
    return null;
  } catch (error) {
    const { message, cause } = error as Error;
    return String((cause as Error | undefined)?.message ?? message).replace(/\.$/, "");
  }
}
