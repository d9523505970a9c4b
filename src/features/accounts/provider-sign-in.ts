import * as oidc from "openid-client";
import { digestOf } from "#lib/digest.ts";
import { atDoor, type Db } from "#server/db.ts";
import { log } from "#server/log.ts";
import { origin, sessionHours } from "#server/session.ts";
import { countProvider, forgetProvider } from "./attempts.ts";
import { hadSecondFactor, verifiedAddress } from "./provider-claims.ts";
import type { Provider } from "./provider-client.ts";
import { type Answered, askProvider, readAnswer } from "./provider-flow.ts";
import { newSid } from "./sessions.ts";

/** Why nobody is signed in, as the sign-in page says it. */
export const PROBLEMS = [
  ...(["none", "unavailable", "cancelled", "expired", "refused", "clock"] as const),
  ...(["unverified", "unknown", "otherwise", "wait"] as const),
];
export type Problem = (typeof PROBLEMS)[number];
type Outcome = Extract<Problem, "unverified" | "unknown" | "otherwise">;

const SLUG = /^[a-z0-9-]{1,40}$/;

/** A city's sign-in provider; null where there is no such city, or it has none. */
export async function providerOf(city: string): Promise<Provider | null> {
  if (!SLUG.test(city)) return null;
  const [found] = await atDoor({}, (db) => db.$queryRaw<Provider[]>`select * from provider_of(${city})`);
  return found ?? null;
}

const OFFLINE = /^E(CONN|NOTFOUND|AI_|HOST|NET|PIPE|PROTO|TIMEDOUT)|CERT|TLS|SSL|^OAUTH_TIMEOUT$|^ABORT_ERR$/;

/** What went wrong, in the words of the log and of the page; nothing of it names a person. */
function problemOf(error: unknown): { problem: Problem; reason: string } {
  const {
    code,
    cause,
    error: said,
    name,
  } = error as { code?: unknown; cause?: unknown; error?: string; name?: string };
  if (error instanceof oidc.AuthorizationResponseError) {
    const reason = String(said);
    if (reason === "access_denied" || reason === "login_required") return { problem: "cancelled", reason };
    return { problem: /temporarily|server_error/.test(reason) ? "unavailable" : "refused", reason };
  }
  const codes = [code, (cause as { code?: unknown } | undefined)?.code, (cause as Error | undefined)?.name, name];
  const reason = codes.filter((one) => typeof one === "string").join(" ") || "Error";
  if (codes.some((one) => one === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED")) return { problem: "clock", reason };
  const unreachable = codes.some(
    (one) => typeof one === "string" && (OFFLINE.test(one) || /TimeoutError|AbortError/.test(one)),
  );
  const known = error instanceof oidc.ClientError || error instanceof oidc.ResponseBodyError;
  return { problem: known && !unreachable ? "refused" : "unavailable", reason };
}

function failed(city: string, error: unknown): Problem {
  const { problem, reason } = problemOf(error);
  log().warn({ city, problem, reason }, "a sign-in through a provider failed");
  return problem;
}

/** Leads to the provider of a city, or says why not. */
export async function beginWithProvider(city: string): Promise<{ url: URL } | { problem: Problem }> {
  const provider = await providerOf(city);
  if (!provider) return { problem: "none" };
  try {
    return { url: await askProvider(city, provider) };
  } catch (error) {
    return { problem: failed(city, error) };
  }
}

/** Signs in whoever comes back from the provider of a city, or says why not. */
export async function finishWithProvider(
  city: string,
  query: string,
): Promise<{ sid: string; locale: string | null } | { problem: Problem }> {
  const provider = await providerOf(city);
  if (!provider) return { problem: "none" };
  const { network } = await origin();
  const wait = await atDoor({}, (db) => countProvider(db, city, network));
  if (wait > 0) return { problem: "wait" };
  let answer: Answered | null;
  try {
    answer = await readAnswer(city, provider, query);
  } catch (error) {
    return { problem: failed(city, error) };
  }
  if (!answer) return { problem: "expired" };
  return open(city, provider, answer, network);
}

async function open(city: string, provider: Provider, { claims, logoutUrl }: Answered, network: string) {
  const sid = newSid();
  const { userAgent } = await origin();
  const address = verifiedAddress(claims, provider.emailClaims);
  const found = await atDoor({}, async (db: Db) => {
    const [row] = await db.$queryRaw<{ outcome: "opened" | Outcome; locale: string | null }[]>`
      select * from sign_in_by_provider(${provider.tenantId}::uuid, ${provider.issuer}, ${claims.sub}, ${address},
        ${digestOf(sid)}::bytea, ${userAgent}, ${hadSecondFactor(claims)}, ${logoutUrl}, ${sessionHours}::int)`;
    if (row?.outcome === "opened") await forgetProvider(db, city, network);
    return row;
  });
  if (found?.outcome === "opened") return { sid, locale: found.locale };
  const problem = found?.outcome ?? "unknown";
  log().warn({ city, problem }, "a sign-in through a provider found nobody");
  return { problem };
}
