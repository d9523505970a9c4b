import * as oidc from "openid-client";
import { dropCookie, readCookie, setCookie } from "#server/cookies.ts";
import { env } from "#server/env.ts";
import { seal, unseal } from "#server/secret-box.ts";
import { cookieName } from "#server/session.ts";
import { clientOf, type Provider } from "./provider-client.ts";

/** What the browser keeps while its person is at the provider. */
type Flow = { city: string; state: string; nonce: string; verifier: string; at: number };

const MINUTES = 10;
const PURPOSE = "sign-in through a provider";

/** Where a provider sends people back to: an address for each city, so that no provider can answer for another's. */
export function callbackAddress(city: string): string {
  return new URL(`/sign-in/with/${city}/callback`, env().APP_URL).href;
}

/** Where a provider sends people once they have signed out there. */
export function signedOutAddress(): string {
  return new URL("/sign-in", env().APP_URL).href;
}

/** The address at the provider that asks who somebody is; the browser keeps what the answer has to fit. */
export async function askProvider(city: string, provider: Provider): Promise<URL> {
  const client = await clientOf(provider);
  const flow: Flow = {
    city,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    at: Date.now(),
  };
  const others = provider.emailClaims.some((claim) => claim !== "email");
  const address = oidc.buildAuthorizationUrl(client, {
    redirect_uri: callbackAddress(city),
    scope: others ? "openid email profile" : "openid email",
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: "S256",
  });
  const sealed = seal(JSON.stringify(flow), PURPOSE).toString("base64url");
  await setCookie(cookieName("provider"), sealed, MINUTES * 60);
  return address;
}

/** The flow that this browser began for the city; it is good for one answer. */
async function takeFlow(city: string): Promise<Flow | null> {
  const cookie = await readCookie(cookieName("provider"));
  await dropCookie(cookieName("provider"));
  const text = cookie && unseal(Buffer.from(cookie, "base64url"), PURPOSE);
  const flow = text ? (JSON.parse(text) as Flow) : null;
  return flow?.city === city && flow.at > Date.now() - MINUTES * 60_000 ? flow : null;
}

export type Answered = { claims: Record<string, unknown> & { sub: string }; logoutUrl: string | null };

/**
 * What the provider says of whoever comes back from it: its claims, checked against what was asked.
 * @param query of the request that the browser came back with
 * @returns null where this browser has asked nothing, or too long ago
 */
export async function readAnswer(city: string, provider: Provider, query: string): Promise<Answered | null> {
  const flow = await takeFlow(city);
  if (!flow) return null;
  const client = await clientOf(provider);
  // The address as it is known here: what the request calls its host is the sender's to say.
  const tokens = await oidc.authorizationCodeGrant(client, new URL(`${callbackAddress(city)}${query}`), {
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    pkceCodeVerifier: flow.verifier,
    idTokenExpected: true,
  });
  const own = tokens.claims();
  if (!own) throw new Error("no id token");
  const { userinfo_endpoint, end_session_endpoint } = client.serverMetadata();
  const more =
    own.email_verified === undefined && userinfo_endpoint
      ? await oidc.fetchUserInfo(client, tokens.access_token, own.sub)
      : {};
  const logout = { client_id: provider.clientId, post_logout_redirect_uri: signedOutAddress() };
  return {
    claims: { ...more, ...own },
    logoutUrl: end_session_endpoint ? oidc.buildEndSessionUrl(client, logout).href : null,
  };
}
