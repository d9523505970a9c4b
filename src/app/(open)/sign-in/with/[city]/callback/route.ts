import { followLanguage } from "#features/accounts/password-sign-in.ts";
import { finishWithProvider } from "#features/accounts/provider-sign-in.ts";
import { setCookie } from "#server/cookies.ts";
import { cookieName } from "#server/session.ts";
import { carrySession } from "#server/sign-in.ts";
import { goOn, signInPage } from "../../go-on.ts";

/** Where the city's sign-in provider sends people back to. */
export async function GET(request: Request, { params }: { params: Promise<{ city: string }> }): Promise<Response> {
  const { city } = await params;
  const done = await finishWithProvider(city, new URL(request.url).search);
  if ("problem" in done) return goOn(signInPage(city, done.problem));
  await carrySession(done.sid);
  await setCookie(cookieName("city"), city);
  await followLanguage(done.locale);
  return goOn("/");
}
