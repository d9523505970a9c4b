import { getLocale } from "next-intl/server";
import { named } from "#lib/named.ts";

/** Leads to a city's sign-in provider. A plain link: what it leads to is another site. */
export async function ProviderButton({
  city,
  provider,
}: {
  city: string;
  provider: { labelEn: string; labelZh: string };
}) {
  const locale = await getLocale();
  return (
    <a href={`/sign-in/with/${city}`} className="btn btn-primary w-full justify-center">
      {named({ nameEn: provider.labelEn, nameZh: provider.labelZh }, locale)}
    </a>
  );
}
