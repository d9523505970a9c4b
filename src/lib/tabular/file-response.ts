import { contentDisposition } from "./content-disposition.ts";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

export type FileFormat = keyof typeof TYPES;

/** A table as a download: `name` without its ending. */
export function fileResponse(name: string, format: FileFormat, bytes: Uint8Array): Response {
  const headers = { "content-type": TYPES[format], "content-disposition": contentDisposition(`${name}.${format}`) };
  return new Response(new Uint8Array(bytes), { headers });
}
