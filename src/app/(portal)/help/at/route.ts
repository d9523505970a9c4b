import { slugOf, topicsOf } from "#features/guide/guides.ts";
import { topicAt } from "#features/guide/places.ts";
import { download } from "#server/route.ts";

/** Leads from a page to its place in the guide of the role that the reader works in. */
export const GET = download("account.view", async (_db, { actor, request }) => {
  const from = new URL(request.url).searchParams.get("from") ?? "/";
  const topic = topicAt(from, topicsOf(actor.role));
  const location = `/help/${slugOf(actor.role)}${topic ? `#${topic}` : ""}`;
  return new Response(null, { status: 303, headers: { location } });
});
