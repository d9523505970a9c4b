import { useLocale } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { TextLink } from "#ui/link.tsx";

/** A count that opens exactly what it counts; nought opens nothing. */
export function CountLink({ count, href, name }: { count: number; href: string; name: string }) {
  const locale = useLocale();
  if (count === 0) return <span className="text-muted">0</span>;
  const text = formatNumber(count, locale);
  return (
    <TextLink href={href} aria-label={`${name}: ${text}`}>
      {text}
    </TextLink>
  );
}
