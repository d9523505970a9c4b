import { dropCookie, readCookie } from "#server/cookies.ts";
import { cookieName, currentLocale } from "#server/session.ts";
import { wordsFor } from "#server/words.ts";

/**
 * Where signing out leads: has the browser forget the pages it kept, then shows the way in, or goes by the provider that
 * opened the session, so that the person is signed out there too. It answers with a page and
 * not with a redirect, because the router would follow that one by itself and keep what it has.
 */
export async function GET(): Promise<Response> {
  const locale = await currentLocale();
  const leaving = await readCookie(cookieName("leaving"));
  if (leaving) await dropCookie(cookieName("leaving"));
  const next = leaving && /^https?:/.test(leaving) && URL.canParse(leaving) ? new URL(leaving).href : "/sign-in";
  const link = wordsFor(locale, "signIn.title");
  const page = `<!doctype html><html lang="${locale}"><title>${link}</title><p><a href="/sign-in">${link}</a></p></html>`;
  return new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      refresh: `0; url=${next}`,
      "clear-site-data": '"cache", "storage"',
      "cache-control": "no-store",
    },
  });
}
