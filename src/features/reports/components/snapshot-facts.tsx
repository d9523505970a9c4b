import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { Facts } from "#ui/facts.tsx";
import { Notice } from "#ui/notice.tsx";
import type { Published } from "../publish.ts";

/** What a snapshot is and rests on: who published it when, of which form, how many schools it counts and which are missing. */
export function SnapshotFacts({ published, timeZone }: { published: Published; timeZone: string }) {
  const t = useTranslations("rollUp");
  const locale = useLocale();
  const { row, document, rolledUp, whole } = published;
  const missing = rolledUp.coverage.get("all")?.missing ?? [];
  const counts = { reported: formatNumber(row.reported, locale), expected: formatNumber(row.expected, locale) };
  return (
    <div className="mb-8 space-y-4">
      {!whole && <Notice tone="bad" title={t("snapshots.broken")} />}
      <div className="card p-4">
        <Facts
          columns={3}
          items={[
            { label: t("snapshots.numberLabel"), value: t("snapshots.number", { number: row.number }) },
            { label: t("snapshots.by"), value: row.publishedByName },
            { label: t("snapshots.at"), value: formatDateTime(row.publishedAt, timeZone, locale) },
            {
              label: t("snapshots.form"),
              value: t("snapshots.edition", { name: named(document.form, locale), number: document.form.edition }),
            },
            { label: t("reports"), value: t(`kind.${row.kind}.note`) },
            {
              label: t("snapshots.checksum"),
              value: <code className="text-xs break-all">{row.sha256}</code>,
            },
          ]}
        />
      </div>
      <Notice tone={missing.length === 0 ? "good" : "warn"} title={t("coverage", counts)}>
        {missing.length > 0 && (
          <details>
            <summary className="link w-fit">{t("snapshots.missing", { count: missing.length })}</summary>
            <p>{missing.map((school) => named(school, locale)).join(t("comma"))}</p>
          </details>
        )}
      </Notice>
    </div>
  );
}
