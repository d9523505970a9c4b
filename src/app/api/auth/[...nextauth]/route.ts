import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { passwordSignIn } from "#features/accounts/password-sign-in.ts";
import { SignIn } from "#features/accounts/schema.ts";
import { endBySid } from "#features/accounts/sessions.ts";
import { authOptions } from "#server/sign-in.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function authorize(email: string, password: string): Promise<string | null> {
  const given = SignIn.safeParse({ email, password });
  const outcome = given.success ? await passwordSignIn(given.data.email, given.data.password) : "wrong";
  return outcome !== "wrong" && "sid" in outcome ? outcome.sid : null;
}

function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  return NextAuth(request, context, authOptions(authorize, endBySid));
}

export { handle as GET, handle as POST };
