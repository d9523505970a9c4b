import { z } from "zod";

const FORMAT = 1;
const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);
const NAME = z.string().regex(/^\w+$/);

const ArchivePart = z.object({
  table: NAME,
  /** The city whose rows they are; null: the install's. */
  city: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable(),
  columns: z.array(z.string()),
  rows: z.number().int(),
  sha256: SHA256,
});

const ArchiveFile = z.object({
  city: z.string().regex(/^[a-z0-9-]{1,40}$/),
  shelf: z.enum(["attachments", "emblems"]),
  id: z.uuid(),
  sha256: SHA256,
});

/** What an archive says of itself: where it comes from, and of every part its rows and the SHA-256 of its content. */
export const Manifest = z.object({
  format: z.literal(FORMAT),
  product: z.string(),
  madeAt: z.iso.datetime(),
  whole: z.boolean(),
  server: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  cities: z.array(z.object({ id: z.uuid(), slug: z.string(), nameEn: z.string(), nameZh: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  parts: z.array(ArchivePart),
  /** Files of the cities; archives of before there were any say nothing of them. */
  files: z.array(ArchiveFile).default([]),
  /** How many files the rows speak of that the store did not have as they were added. */
  lost: z.int().default(0),
});

export type Manifest = z.output<typeof Manifest>;
export type ArchivePart = z.output<typeof ArchivePart>;
export type ArchiveFile = z.output<typeof ArchiveFile>;
