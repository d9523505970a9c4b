import { createHash } from "node:crypto";

/** SHA-256 of a secret of which the database keeps only this. */
export function digestOf(secret: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(secret).digest());
}
