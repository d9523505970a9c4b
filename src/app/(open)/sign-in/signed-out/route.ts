/** Where signing out leads: has the browser forget the pages it kept, then shows the way in. */
export function GET(): Response {
  return new Response(null, {
    status: 303,
    headers: { location: "/sign-in", "clear-site-data": '"cache", "storage"', "cache-control": "no-store" },
  });
}
