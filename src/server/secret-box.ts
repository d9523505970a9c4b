import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env.ts";

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

function keyOf(purpose: string): Buffer {
  const { SECRETS_KEY, AUTH_SECRET } = env();
  return Buffer.from(hkdfSync("sha256", SECRETS_KEY ?? AUTH_SECRET, "", `jijiao ${purpose}`, 32));
}

/** A secret of 256 bits that this install makes anew, always the same, from its key. */
export function secretFor(purpose: string): string {
  return keyOf(purpose).toString("base64url");
}

/**
 * Seals a secret with the install's key (AES-256-GCM): a version byte, the nonce, the tag, the sealed text.
 * @param purpose what it is and whose: sealed for one purpose it cannot be opened for another
 */
export function seal(text: string, purpose: string): Buffer<ArrayBuffer> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), iv);
  const sealed = [cipher.update(text, "utf8"), cipher.final()];
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), ...sealed]);
}

/** The secret again; null where it was sealed with another key or for another purpose, or is damaged. */
export function unseal(box: Uint8Array, purpose: string): string | null {
  const [iv, tag] = [box.subarray(1, 1 + IV_BYTES), box.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES)];
  if (box[0] !== VERSION || tag.length !== TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(purpose), iv);
    decipher.setAuthTag(tag);
    const text = [decipher.update(box.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(text).toString("utf8");
  } catch {
    return null;
  }
}
