import { getLocale } from "next-intl/server";
import { publicTable } from "#features/schools/export.ts";
import { publicList } from "#features/schools/list.ts";
import { allPublicSchools } from "#features/schools/public-queries.ts";
import { addressOf } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { readPublic } from "#server/read.ts";
import { words } from "#server/words.ts";

/** The public list as a file: what the page shows, all of it. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string }> }): Promise<Response> {
  const [locale, { tenant: slug }] = await Promise.all([getLocale(), params]);
  const list = publicList.parse(addressOf(new URL(request.url).searchParams));
  return readPublic(slug, async (db, tenant) => {
    const name = words(locale)("publicList.fileName", { city: named(tenant, locale), date: tenant.today });
    return publicTable(await allPublicSchools(db, list, tenant.today as PlainDate, locale), { name, locale });
  });
}
