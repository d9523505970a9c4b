import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, type Db, type Pending, withPublic, withSession } from "./db.ts";
import { type Capability, can } from "./policy.ts";
import { sessionDigest } from "./session.ts";

/**
 * The door for pages: one transaction that sees what the reader may see. Whoever may not do this at all gets the page
 * of things that do not exist; whoever is signed out is asked to sign in.
 */
export async function read<T>(capability: Capability, work: (db: Db, actor: Actor) => Promise<T>): Promise<T> {
  const digest = await sessionDigest();
  const answer = digest && (await withSession(digest, (db, actor) => admit(db, actor, capability, work)));
  if (!answer) redirect("/sign-in");
  if ("go" in answer) redirect(answer.go);
  if ("absent" in answer) notFound();
  return answer.found;
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
  "no-membership": "/sign-in/no-membership",
};

/** Who is asking, once for a request; for the shell, which shows it. Rights are decided by `read` and `action`. */
export const currentActor = cache((): Promise<Actor> => read("account.view", async (_db, actor) => actor));

/** The door for pages that anybody may read. */
export async function readPublic<T>(slug: string, work: Parameters<typeof withPublic<T>>[1]): Promise<T> {
  const found = await withPublic(slug, async (db, tenant) => ({ value: await work(db, tenant) }));
  if (!found) notFound();
  return found.value;
}
