import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type AdapterConstructor } from "oidc-provider";
// @ts-expect-error -- it has no types
import MemoryAdapter from "oidc-provider/lib/adapters/memory_adapter.js";

export const CLIENT = { clientId: "portal", clientSecret: "a secret of the portal's own at the provider" };

/** Keeps everything in memory, as a test may: the provider warns of its own adapter that does. */
class Forgetting extends MemoryAdapter {}

type Claims = Record<string, unknown>;

export type IdentityProvider = {
  issuer: string;
  /** What the provider says of the people it knows, by their subject there. */
  people: Map<string, Claims>;
  /** Changes what an id token says, or the key it is signed with, before it is handed out; null: as it is. */
  twist: ((claims: Claims) => { claims?: Claims; key?: KeyObject }) | null;
  close: () => Promise<void>;
};

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signed(header: string, claims: Claims, key: KeyObject): string {
  const text = `${header}.${base64(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
}

/** A certified OpenID provider, started in this process on a free port; its sign-in page asks only who one is. */
export async function startProvider({
  redirectUris,
  afterSignOut = [],
}: {
  redirectUris: string[];
  afterSignOut?: string[];
}): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const server = createServer();
  const issuer = `http://localhost:${await listening(server)}`;
  const people = new Map<string, Claims>();
  const provider = new Provider(issuer, {
    adapter: Forgetting as unknown as AdapterConstructor,
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: afterSignOut,
      },
    ],
    cookies: { keys: ["for tests"] },
    claims: {
      amr: null,
      openid: ["sub", "amr"],
      email: ["email", "email_verified"],
      profile: ["name", "preferred_username", "upn"],
    },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/who/${uid}` },
    findAccount: (_ctx, sub) =>
      people.has(sub) ? { accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) } : undefined,
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const started: IdentityProvider = {
    issuer,
    people,
    twist: null,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/who/")) {
      await next();
      const body = ctx.body as { id_token?: string } | undefined;
      if (ctx.path !== "/token" || !started.twist || !body?.id_token) return;
      const [header = "", claims = ""] = body.id_token.split(".");
      const own = JSON.parse(Buffer.from(claims, "base64url").toString());
      const twisted = started.twist(own);
      body.id_token = signed(header, twisted.claims ?? own, twisted.key ?? privateKey);
      return;
    }
    const { searchParams } = new URL(ctx.url, issuer);
    const login = searchParams.get("login");
    if (login === null) {
      ctx.type = "html";
      ctx.body = `<!doctype html><html lang="en"><title>Provider</title><main><h1>Provider</h1><form><label>Account <input name="login"></label><button>Go on</button></form></main></html>`;
      return;
    }
    const amr = searchParams.get("amr")?.split(" ") ?? ["pwd"];
    const result = login ? { login: { accountId: login, amr } } : { error: "access_denied" };
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  });
  server.on("request", provider.callback());
  return started;
}

/**
 * Follows the provider's redirects as a browser does, saying there who one is, until they lead elsewhere.
 * @param login the subject; empty: turned back
 * @returns the address that the provider leads to
 */
export async function passThrough(
  { issuer }: IdentityProvider,
  address: string | URL,
  { login, amr }: { login: string; amr?: string },
): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(address);
  for (let steps = 0; at.href.startsWith(issuer) && steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location) at = new URL(location, at);
    else if (at.pathname.startsWith("/who/")) at.search = `?${new URLSearchParams({ login, ...(amr && { amr }) })}`;
    else throw new Error(`The provider answers ${answer.status}: ${await answer.text()}`);
  }
  return at;
}
