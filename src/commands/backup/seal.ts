import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Transform } from "node:stream";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * The key that archives are encrypted with; null where `BACKUP_KEY` is not set.
 * @throws Error with one sentence where it is not 32 bytes in base64
 */
export function backupKey(): Buffer | null {
  const text = process.env.BACKUP_KEY ?? "";
  if (!text) return null;
  const key = Buffer.from(text, "base64");
  if (key.length === KEY_BYTES) return key;
  throw new Error("BACKUP_KEY must be 32 bytes in base64: `openssl rand -base64 32` makes one.");
}

/** Encrypts a stream with AES-256-GCM: nonce, ciphertext, tag. `name` is authenticated: files cannot be exchanged. */
export function sealing(key: Buffer, name: string): Transform {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(name));
  const seal = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, cipher.update(chunk));
    },
    flush(done) {
      this.push(cipher.final());
      done(null, cipher.getAuthTag());
    },
  });
  seal.push(nonce);
  return seal;
}

/** Decrypts what `sealing` made; ends in an error where a byte, the name or the key is another. */
export function unsealing(key: Buffer, name: string): Transform {
  let held = Buffer.alloc(0);
  let decipher: ReturnType<typeof decipherOf> | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      if (!decipher && held.length >= NONCE_BYTES) {
        decipher = decipherOf(key, held.subarray(0, NONCE_BYTES), name);
        held = held.subarray(NONCE_BYTES);
      }
      if (!decipher || held.length <= TAG_BYTES) return done();
      const ready = held.subarray(0, held.length - TAG_BYTES);
      held = held.subarray(ready.length);
      done(null, decipher.update(ready));
    },
    flush(done) {
      try {
        if (!decipher || held.length !== TAG_BYTES) throw new Error("cut off");
        decipher.setAuthTag(held);
        done(null, decipher.final());
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function decipherOf(key: Buffer, nonce: Buffer, name: string) {
  return createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name));
}
