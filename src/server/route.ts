import type { z } from "zod";
import { type Actor, type Db, withSession } from "./db.ts";
import { type ActionOptions, type Done, perform, type Work } from "./perform.ts";
import { type Capability, can } from "./policy.ts";
import { explain } from "./refusal.ts";
import { currentLocale, origin, sessionDigest } from "./session.ts";
import { type Locale, wordsFor } from "./words.ts";

const PRIVATE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

type RouteContext = { params: Promise<Record<string, string>> };

/**
 * The door for downloads: like `read`, answering with a response of its own. What is not there and what is out of reach
 * both answer 404.
 */
export function download(
  capability: Capability,
  work: (
    db: Db,
    asked: { actor: Actor; request: Request; params: Record<string, string>; locale: Locale },
  ) => Promise<Response | null>,
) {
  async function GET(request: Request, { params }: RouteContext): Promise<Response> {
    const digest = await sessionDigest();
    if (!digest) return new Response(null, { status: 401, headers: PRIVATE });
    const locale = await currentLocale();
    const asked = { request, params: await params, locale };
    const response = await withSession(digest, async (db, actor) => {
      if (actor === null || typeof actor === "string") return new Response(null, { status: 401 });
      return can(actor, capability) ? work(db, { ...asked, actor }) : null;
    });
    const answer = response ?? new Response(wordsFor(locale, "error.notFound"), { status: 404 });
    for (const [name, value] of Object.entries(PRIVATE)) answer.headers.set(name, value);
    return answer;
  }
  return Object.assign(GET, { capability });
}

/** The door for changes sent as JSON by a page that saves as people type. Answers `{ done }` or a `FormState` with 4xx. */
export function post<Input extends z.ZodType>(
  capability: Capability,
  input: Input,
  run: Work<Input>,
  options: ActionOptions = {},
) {
  async function POST(request: Request): Promise<Response> {
    const locale = await currentLocale();
    const digest = await sessionDigest();
    if (!digest)
      return Response.json({ message: wordsFor(locale, "error.signedOut") }, { status: 401, headers: PRIVATE });
    const sameSite =
      new Set(["same-origin", null]).has(request.headers.get("sec-fetch-site")) && !(await origin()).crossSite;
    const isJson = request.headers.get("content-type")?.startsWith("application/json");
    if (!sameSite || !isJson) return new Response(null, { status: 403, headers: PRIVATE });
    try {
      const raw: unknown = await request.json().catch(() => ({}));
      const body = raw !== null && typeof raw === "object" && !Array.isArray(raw) ? raw : {};
      const done: Done = await perform(
        digest,
        capability,
        input,
        body as Record<string, unknown>,
        new FormData(),
        run,
        options,
      );
      return Response.json({ done: done.answer ?? done.detail ?? {} }, { headers: PRIVATE });
    } catch (error) {
      return Response.json(explain(error, locale), { status: 409, headers: PRIVATE });
    }
  }
  return Object.assign(POST, { capability, input });
}
