import { AsyncLocalStorage } from "node:async_hooks";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, type Db, type Pending, withPublic, withSession } from "./db.ts";
import { measured, type Outcome } from "./metrics.ts";
import { type Capability, can } from "./policy.ts";
import { sessionDigest } from "./session.ts";

/**
 * The door for pages: one transaction that sees what the reader may see. Whoever may not do this at all gets the page
 * of things that do not exist; whoever is signed out is asked to sign in.
 * @param work only reads, and opens no door of its own
 */
export async function read<T>(capability: Capability, work: (db: Db, actor: Actor) => Promise<T>): Promise<T> {
  const digest = await sessionDigest();
  const answer =
    digest &&
    (await measured(
      "read",
      capability,
      () => together(digest, (db, actor) => admit(db, actor, capability, work)),
      outcomeOf,
    ));
  if (!answer) redirect("/sign-in");
  if ("go" in answer) redirect(answer.go);
  if ("absent" in answer) notFound();
  return answer.found;
}

type Work<T> = (db: Db, actor: Actor | Pending | null) => Promise<T>;
type Waiting = { run: Work<void>; fail: (error: unknown) => void };

const waitingOf = cache((): { queue: Waiting[]; opened: boolean } => ({ queue: [], opened: false }));

const inRead = new AsyncLocalStorage<true>();

/** What a page, its title and its frame read at the same time is read in one transaction, one after the other. */
function together<T>(digest: Uint8Array, work: Work<T>): Promise<T> {
  if (inRead.getStore()) throw new Error("A read inside a read would wait for itself.");
  return new Promise((resolve, reject) => {
    const waiting = waitingOf();
    waiting.queue.push({ run: async (db, actor) => resolve(await work(db, actor)), fail: reject });
    if (!waiting.opened) void inTurn(digest, waiting);
  });
}

/**
 * Whoever fails takes the transaction along; the others go on in the next one. Where none can be opened, nobody waits
 * for another attempt.
 */
async function inTurn(digest: Uint8Array, waiting: ReturnType<typeof waitingOf>): Promise<void> {
  const { queue } = waiting;
  waiting.opened = true;
  while (queue.length > 0) {
    let begun = false;
    try {
      await withSession(digest, async (db, actor) => {
        begun = true;
        while (queue[0]) {
          const [{ run }] = queue as [Waiting];
          await inRead.run(true, () => run(db, actor));
          queue.shift();
        }
      });
    } catch (error) {
      for (const { fail } of queue.splice(0, begun ? 1 : queue.length)) fail(error);
    }
  }
  waiting.opened = false;
}

function outcomeOf(answer: Answer<unknown>): Outcome {
  if ("found" in answer) return "done";
  return "go" in answer ? "signedOut" : "notAllowed";
}

type Answer<T> = { found: T } | { go: string } | { absent: true };

async function admit<T>(
  db: Db,
  actor: Actor | Pending | null,
  capability: Capability,
  work: (db: Db, actor: Actor) => Promise<T>,
): Promise<Answer<T>> {
  if (actor === null) return { go: "/sign-in?ended" };
  if (typeof actor === "string") return { go: WAITING[actor] };
  if (!can(actor, capability)) return { absent: true };
  return { found: await work(db, actor) };
}

const WAITING: Record<Pending, string> = {
  code: "/sign-in/code",
  "set-up-code": "/sign-in/set-up-code",
  provider: "/sign-in/provider",
  "no-membership": "/sign-in/no-membership",
};

/** The door for pages that anybody may read. */
export async function readPublic<T>(slug: string, work: Parameters<typeof withPublic<T>>[1]): Promise<T> {
  const found = await measured(
    "public",
    "",
    () => withPublic(slug, async (db, tenant) => ({ value: await work(db, tenant) })),
    (answer) => (answer ? "done" : "absent"),
  );
  if (!found) notFound();
  return found.value;
}
