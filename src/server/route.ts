import type { z } from "zod";
import { Gate } from "#lib/gate.ts";
import { type Actor, type Db, type Pending, withSession } from "./db.ts";
import { measured } from "./metrics.ts";
import { type ActionOptions, type Done, perform, type Work } from "./perform.ts";
import { type Capability, can } from "./policy.ts";
import { explain } from "./refusal.ts";
import { currentLocale, origin, sessionDigest } from "./session.ts";
import { type Locale, wordsFor } from "./words.ts";

const PRIVATE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** What a download answers with; a function is called once the transaction has ended, for what waits on the store. */
type Answer = Response | null | (() => Promise<Response | null>);

type RouteContext = { params: Promise<Record<string, string>> };

type Asked = { actor: Actor; request: Request; params: Record<string, string>; locale: Locale };
type Question = (db: Db, asked: Asked) => Promise<Answer>;

async function answerTo(capability: Capability, work: Question, request: Request, context: RouteContext) {
  const digest = await sessionDigest();
  if (!digest) return new Response(null, { status: 401, headers: PRIVATE });
  const locale = await currentLocale();
  const asked = { request, params: await context.params, locale };
  const answered = async (db: Db, actor: Actor | Pending | null): Promise<Answer> => {
    if (actor === null || typeof actor === "string") return new Response(null, { status: 401 });
    return can(actor, capability) ? work(db, { ...asked, actor }) : null;
  };
  const response = await measured(
    "download",
    capability,
    async () => {
      const found = await withSession(digest, answered);
      return typeof found === "function" ? found() : found;
    },
    (found) => (found?.status === 401 ? "signedOut" : found ? "done" : "absent"),
  );
  const answer = response ?? new Response(wordsFor(locale, "error.notFound"), { status: 404 });
  for (const [name, value] of Object.entries(PRIVATE)) answer.headers.set(name, value);
  return answer;
}

/**
 * The door for downloads: like `read`, answering with a response of its own. What is not there and what is out of reach
 * both answer 404.
 */
export function download(capability: Capability, work: Question) {
  const GET = (request: Request, context: RouteContext) => answerTo(capability, work, request, context);
  return Object.assign(GET, { capability });
}

// Kept beside the module: each route is bundled with a copy of its own, and all of them read in one process.
const GATE = Symbol.for("jijiao.inspect");
const kept = globalThis as { [GATE]?: Gate };

/** Files that are looked into at once by the process, and by one person. */
function gate(): Gate {
  kept[GATE] ??= new Gate({ most: 16, mostOfOne: 2 });
  return kept[GATE];
}

const RETRY_AFTER = "5";

function tooMany(locale: Locale): Response {
  const headers = { "retry-after": RETRY_AFTER };
  return Response.json({ message: wordsFor(locale, "error.tooManyFiles") }, { status: 429, headers });
}

/**
 * The door for a file that is looked into and changes nothing, sent as the body of a request of the portal's own pages.
 * Answers JSON; a refusal is a `FormState` with 409, or 429 where too many files are being looked into: then nothing of
 * this one has been read.
 */
export function inspect(
  capability: Capability,
  most: number,
  work: (db: Db, asked: Asked) => Promise<((bytes: Uint8Array) => Promise<object>) | null>,
) {
  async function POST(request: Request, context: RouteContext): Promise<Response> {
    if ((await origin()).crossSite) return new Response(null, { status: 403, headers: PRIVATE });
    const prepared: Question = async (db, asked) => {
      const look = await work(db, asked);
      if (!look) return null;
      const { actor, locale } = asked;
      return async () =>
        (await gate().through(actor.personId, () => lookedInto(request, most, locale, look))) ?? tooMany(locale);
    };
    const answer = await answerTo(capability, prepared, request, context);
    if (answer.status !== 401) return answer;
    return Response.json(
      { message: wordsFor(await currentLocale(), "error.signedOut") },
      { status: 401, headers: PRIVATE },
    );
  }
  return Object.assign(POST, { capability });
}

async function lookedInto(
  request: Request,
  most: number,
  locale: Locale,
  look: (bytes: Uint8Array) => Promise<object>,
): Promise<Response> {
  const bytes = await bytesWithin(request, most);
  if (bytes === null) {
    const limit = Math.floor(most / 1024 / 1024);
    return Response.json({ message: wordsFor(locale, "imports.refusal.too-large", { limit }) }, { status: 413 });
  }
  try {
    return Response.json(await look(bytes));
  } catch (error) {
    return Response.json(explain(error, locale), { status: 409 });
  }
}

const JSON_BYTES = 1_000_000;

/** A request's body; null where it has more bytes than allowed, of which the rest is not read. */
async function bytesWithin(request: Request, bytes: number): Promise<Buffer | null> {
  const reader = request.body?.getReader();
  const parts: Uint8Array[] = [];
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > bytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}

/** The object that a JSON text is; an empty one where it is none, which its schema then refuses. */
function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
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
    const isJson = request.headers.get("content-type")?.startsWith("application/json");
    if ((await origin()).crossSite || !isJson) return new Response(null, { status: 403, headers: PRIVATE });
    try {
      const text = await bytesWithin(request, JSON_BYTES);
      if (text === null) return new Response(null, { status: 413, headers: PRIVATE });
      const body = objectIn(text.toString("utf8"));
      const done: Done = await perform(digest, capability, input, body, new FormData(), run, options);
      return Response.json({ done: done.answer ?? done.detail ?? {} }, { headers: PRIVATE });
    } catch (error) {
      return Response.json(explain(error, locale), { status: 409, headers: PRIVATE });
    }
  }
  return Object.assign(POST, { capability, input });
}
