import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#ui/notice.tsx";

/** Says which parts of an address ask for what is no more: they have been left out, and the rest is shown. */
export function LeftOut({ names }: { names: readonly string[] }) {
  const t = useTranslations("views");
  const locale = useLocale();
  const known = [...new Set(names)].map((name) =>
    t.has(`part.${name}` as "part.col") ? t(`part.${name}` as "part.col") : name,
  );
  if (known.length === 0) return null;
  return <Notice tone="warn">{t("leftOut", { parts: known.join(locale === "en" ? ", " : "、") })}</Notice>;
}
