import { useLocale } from "next-intl";
import { named } from "#lib/named.ts";

/** The name in the reader's language, the other one below it, and the earlier one that a search found. */
export function SchoolName({ school, note }: { school: { nameEn: string; nameZh: string }; note?: string | null }) {
  const locale = useLocale();
  const name = named(school, locale);
  const other = locale === "en" ? school.nameZh : school.nameEn;
  return (
    <>
      {name}
      {other && other !== name && <span className="block text-xs font-normal text-muted">{other}</span>}
      {note && <span className="block text-xs font-normal text-muted">{note}</span>}
    </>
  );
}
