import { currentLocale } from "#server/session.ts";
import { wordsFor } from "#server/words.ts";

/**
 * Where signing out leads: has the browser forget the pages it kept, then shows the way in. It answers with a page and
 * not with a redirect, because the router would follow that one by itself and keep what it has.
 */
export async function GET(): Promise<Response> {
  const locale = await currentLocale();
  const link = wordsFor(locale, "signIn.title");
  const page = `<!doctype html><html lang="${locale}"><title>${link}</title><p><a href="/sign-in">${link}</a></p></html>`;
  return new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      refresh: "0; url=/sign-in",
      "clear-site-data": '"cache", "storage"',
      "cache-control": "no-store",
    },
  });
}
