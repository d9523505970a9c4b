import { emblemOf } from "#features/tenants/queries.ts";
import { readPublic } from "#server/read.ts";
import { kept, keyOf } from "#server/store.ts";

type Asked = { params: Promise<{ tenant: string; id: string }> };

/** The picture that stands for a city, for anybody. Another picture has another address. */
export async function GET(_request: Request, { params }: Asked): Promise<Response> {
  const { tenant: slug, id } = await params;
  const city = await readPublic(slug, async (db, { id: tenantId }) => ({ tenantId, emblem: await emblemOf(db) }));
  const bytes = city.emblem === id ? await kept(keyOf(city.tenantId, "emblems", id)) : null;
  if (!bytes) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}
