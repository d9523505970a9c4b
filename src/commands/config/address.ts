import { env } from "../../server/env.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Whether the portal answers at the address people open, and what the proxy in front of it lets through. */
export async function reachableFindings(appUrl = env().APP_URL): Promise<Finding[]> {
  let response: Response;
  try {
    response = await fetch(new URL("/api/health", appUrl), { redirect: "manual", signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    const cause = (error as { cause?: Error & { code?: string } }).cause;
    if (cause?.code?.includes("CERT") || /certificate/i.test(cause?.message ?? ""))
      return [fail(`The certificate at ${appUrl} is not good: ${cause?.message}.`)];
    return [warn(`Nothing answers at ${appUrl} yet (${cause?.code ?? (error as Error).message}).`)];
  }
  if (!response.headers.get("content-type")?.startsWith("application/json"))
    return [fail(`${appUrl} is answered by something else than this portal (${response.status} at /api/health).`)];
  const health = response.ok ? ok(`The portal answers at ${appUrl}.`) : fail(`The portal at ${appUrl} is unavailable.`);
  return [health, ...(await proxyFindings(appUrl))];
}

const NO_ACTION = "0".repeat(42);
const REFUSED_FOR_ITS_ORIGIN = 500;

/**
 * Sends a form that no page has, once as a browser would and once in the name of another host. Next refuses a form whose
 * origin is not the host it is told of (500) before it looks for the form (4xx).
 */
async function proxyFindings(appUrl: string): Promise<Finding[]> {
  const send = async (more: Record<string, string>) => {
    const headers = { origin: new URL(appUrl).origin, "next-action": NO_ACTION, "content-type": "text/plain", ...more };
    const url = new URL("/sign-in", appUrl);
    return (await fetch(url, { method: "POST", headers, body: "[]", redirect: "manual" })).status;
  };
  if ((await send({})) === REFUSED_FOR_ITS_ORIGIN)
    return [fail("Every form is refused: the proxy must pass on the host that people open, as Host.")];
  if ((await send({ "x-forwarded-host": "forged.invalid" })) === REFUSED_FOR_ITS_ORIGIN)
    return [warn("X-Forwarded-Host reaches the application as a sender writes it: a proxy must overwrite it.")];
  return [ok("The proxy passes on the host that people open, and no other that a sender makes up.")];
}
