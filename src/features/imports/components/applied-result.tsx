import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { LinkButton } from "#ui/button.tsx";
import { Stats } from "#ui/stat.tsx";
import type { Applied } from "../apply.ts";
import { rowsHref } from "../schema.ts";

/** What applying a list did; every count leads to the rows that it counts. */
export function AppliedResult({ applied, path }: { applied: Applied; path: string }) {
  const t = useTranslations("imports.result");
  const locale = useLocale();
  const entered = useTranslations("imports.apply");
  const lists = [
    applied.districts > 0 && entered("districts", { count: applied.districts }),
    applied.ownerships > 0 && entered("ownerships", { count: applied.ownerships }),
  ].filter((text) => text !== false);
  const at = (outcome: "NEW" | "CHANGED" | "SAME" | "BAD" | "GONE") => rowsHref(path, {}, { outcome });
  const item = (label: string, count: number, href?: string) => ({
    label,
    value: formatNumber(count, locale),
    ...(href && { href }),
  });
  return (
    <div className="mb-6 space-y-4">
      <Stats
        label={t("label")}
        items={[
          item(t("created"), applied.created, at("NEW")),
          item(t("changed"), applied.changed, at("CHANGED")),
          item(t("same"), applied.same, at("SAME")),
          item(t("leftOut"), applied.leftOut, at("BAD")),
          item(t("proposed"), applied.proposed, at("GONE")),
        ]}
      />
      {lists.length > 0 && <p className="text-muted">{lists.join(" · ")}</p>}
      <div className="flex flex-wrap gap-2 print:hidden">
        <LinkButton href="/schools" variant="primary" icon="school">
          {t("schools")}
        </LinkButton>
        {applied.proposed > 0 && <LinkButton href="/schools/changes">{t("changes")}</LinkButton>}
        <LinkButton href="/schools/imports/new">{t("next")}</LinkButton>
      </div>
    </div>
  );
}
