import { redirect } from "next/navigation";
import type { Actor, Db, Pending } from "#server/db.ts";
import { onOwnAccount, withSession } from "#server/db.ts";
import { sessionDigest } from "#server/session.ts";

/** Where a session stands: signed in, or what it waits for; null: there is none. */
export type Standing = "open" | Pending | null;

const PAGES: Record<"open" | Pending, string> = {
  open: "/",
  code: "/sign-in/code",
  "set-up-code": "/sign-in/set-up-code",
  provider: "/sign-in/provider",
  "no-membership": "/sign-in/no-membership",
};

function standingOf(actor: Actor | Pending | null): Standing {
  return actor !== null && typeof actor !== "string" ? "open" : actor;
}

/** Reads something for a session that waits for exactly this; every other session is led to where it belongs. */
export async function whileWaiting<T>(wanted: Pending, work: (db: Db) => Promise<T>): Promise<T> {
  const digest = await sessionDigest();
  if (!digest) redirect("/sign-in");
  const answer = await withSession(digest, async (db, actor) => {
    const standing = standingOf(actor);
    return standing === wanted ? { found: await work(db) } : { standing };
  });
  if ("found" in answer) return answer.found as T;
  redirect(answer.standing ? PAGES[answer.standing] : "/sign-in");
}

/** Who holds the session and where it stands; null where nobody is signed in. */
export async function whoIsHere(): Promise<{ personId: string; standing: Exclude<Standing, null> } | null> {
  const digest = await sessionDigest();
  if (!digest) return null;
  return withSession(digest, async (db, actor) => {
    const standing = standingOf(actor);
    return standing && { standing, personId: await onOwnAccount(db, async (id) => id) };
  });
}

/** The page that a session is led to from the sign-in page; null where nobody is signed in. */
export async function whereToGo(): Promise<string | null> {
  const digest = await sessionDigest();
  const standing = digest && (await withSession(digest, async (_db, actor) => standingOf(actor)));
  return standing ? PAGES[standing] : null;
}
