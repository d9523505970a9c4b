import * as oidc from "openid-client";
import { askOutside, mayBeAsked, NotOutside } from "#server/outside.ts";
import { unseal } from "#server/secret-box.ts";

/** What the door knows of a city's sign-in provider. */
export type Provider = {
  tenantId: string;
  nameEn: string;
  nameZh: string;
  issuer: string;
  clientId: string;
  clientSecret: Uint8Array;
  labelEn: string;
  labelZh: string;
  passwords: boolean;
  emailClaims: string[];
  version: number;
};

const TIMEOUT_SECONDS = 5;
/** Seconds that the provider's clock and this machine's may differ by. */
const CLOCK_TOLERANCE = 60;
const KEPT_MS = 600_000;
/** One that did not answer is asked again no sooner: whoever presses the button often shall not make us press on it. */
const FAILED_MS = 10_000;
const MOST_KEPT = 200;

/** What a client secret is sealed for. */
export const secretOf = (tenantId: string) => `client secret of ${tenantId}`;

const kept = new Map<string, { until: number; client: Promise<oidc.Configuration> }>();

const ask: oidc.CustomFetch = (url, { body, signal, ...options }) =>
  askOutside(url, {
    ...options,
    ...(body != null && { body: String(body) }),
    ...(signal && { signal }),
  });

/** As the provider says that it wants the secret: in the header unless it takes it in the body alone (RFC 8414). */
function authentication(secret: string): oidc.ClientAuth {
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const inHeader = methods.includes("client_secret_basic");
    (inHeader ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret))(server, ...rest);
  };
}

/**
 * Reads what a provider publishes of itself.
 * @throws where it does not answer in time, is not the issuer that it was named as, or would lead to another place than https
 */
export async function discover(issuer: string, clientId: string, secret: string): Promise<oidc.Configuration> {
  const server = new URL(issuer);
  if (!mayBeAsked(server)) throw new NotOutside("not https");
  const client = await oidc.discovery(
    server,
    clientId,
    { [oidc.clockTolerance]: CLOCK_TOLERANCE },
    authentication(secret),
    { [oidc.customFetch]: ask, timeout: TIMEOUT_SECONDS, execute: [oidc.allowInsecureRequests] },
  );
  oidc.enableNonRepudiationChecks(client);
  const { authorization_endpoint, token_endpoint, end_session_endpoint } = client.serverMetadata();
  for (const place of [authorization_endpoint ?? "", token_endpoint ?? "", end_session_endpoint ?? issuer])
    if (!URL.canParse(place) || !mayBeAsked(new URL(place))) throw new NotOutside("an endpoint that may not be used");
  return client;
}

/** The client of a city's provider; what the provider publishes is read anew every ten minutes. */
export function clientOf(provider: Provider): Promise<oidc.Configuration> {
  const key = `${provider.tenantId} ${provider.version} ${provider.issuer}`;
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.client;
  const made = { until: Date.now() + KEPT_MS, client: discovered(provider) };
  made.client.catch(() => {
    made.until = Date.now() + FAILED_MS;
  });
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, made);
  return made.client;
}

async function discovered({ tenantId, issuer, clientId, clientSecret }: Provider): Promise<oidc.Configuration> {
  const secret = unseal(clientSecret, secretOf(tenantId));
  if (secret === null) throw new Error("the client secret was sealed with another key");
  return discover(issuer, clientId, secret);
}
