import type { NextAuthOptions } from "next-auth";
import { encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { setCookie } from "./cookies.ts";
import { env } from "./env.ts";
import { cookieName, cookieOptions, sessionHours } from "./session.ts";

const SECONDS = sessionHours * 3600;

/** Hands the browser a session: a sealed cookie that says nothing but the session's id. */
export async function carrySession(sid: string): Promise<void> {
  const token = await encode({ token: { sid }, secret: env().AUTH_SECRET, maxAge: SECONDS });
  await setCookie(cookieName("session"), token, SECONDS);
}

/**
 * next-auth behind our own session rows, for passwords; a city's own provider ends in the same rows (decision 019).
 * @param authorize checks address and password and opens a session row: its id, or null
 * @param end ends the row when somebody signs out through next-auth
 */
export function authOptions(
  authorize: (email: string, password: string) => Promise<string | null>,
  end: (sid: string) => Promise<void>,
): NextAuthOptions {
  // next-auth reads its own address from here and from nowhere else.
  process.env.NEXTAUTH_URL ??= env().APP_URL;
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: SECONDS },
    cookies: { sessionToken: { name: cookieName("session"), options: cookieOptions(SECONDS) } },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (given) => {
          const sid = await authorize(String(given?.email ?? ""), String(given?.password ?? ""));
          return sid === null ? null : { id: sid };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await end(token.sid);
      },
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}
