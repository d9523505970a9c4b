import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "#server/refusal.ts";

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
const MAY_WAIT = 200;

/** Stands in for the hash of a person who is not there, so that the answer takes as long. */
const DECOY = "$argon2id$v=19$m=19456,t=2,p=1$O7YOCYXYQFy0lLca/vT0VA$U5iWxnvkigLZeW93G1GX0IGzXdhhNeL8UC3j6IfgHsE";

let running = 0;
const waiting: (() => void)[] = [];

/** Hashing takes a core: a rush at sign-in must not starve the work of those who are in. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAY_WAIT) throw new Refusal("signIn.busy");
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFC"), COST));
}

/** Whether the password fits the hash; without a hash it takes as long and is false. */
export function passwordFits(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  return inTurn(async () => (await verify(passwordHash ?? DECOY, password.normalize("NFC"))) && Boolean(passwordHash));
}
