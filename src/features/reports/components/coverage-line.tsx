import { useLocale, useTranslations } from "next-intl";
import { ReportStatus } from "#generated/prisma/enums.ts";
import { formatNumber } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import type { Covered } from "../coverage.ts";
import { COUNTED, type RollUpKind } from "../lifecycle.ts";

const NAMED = 12;

/** The board's rows that a roll-up does not count. */
export function uncounted(campaignId: string, kind: RollUpKind, district?: string): string {
  const counted: readonly ReportStatus[] = COUNTED[kind];
  const status = Object.values(ReportStatus).filter((one) => !counted.includes(one));
  return `${href(`/reports/campaigns/${campaignId}`, { status, district })}#rows`;
}

type Props = { covered: Covered; kind: RollUpKind; campaignId: string; district?: string | undefined };

/** What a roll-up rests on: how many schools it counts, and who is missing. */
export function CoverageLine({ covered, kind, campaignId, district }: Props) {
  const t = useTranslations("rollUp");
  const locale = useLocale();
  const { expected, reported, missing } = covered;
  const names = missing.slice(0, NAMED);
  const rest = missing.length - names.length;
  return (
    <Notice
      tone={missing.length === 0 ? "good" : "warn"}
      title={t("coverage", { reported: formatNumber(reported, locale), expected: formatNumber(expected, locale) })}
    >
      <p>{t(`kind.${kind}.means`)}</p>
      {missing.length > 0 && (
        <p>
          {t("missing")}
          {names.map((school, index) => (
            <span key={school.id}>
              {index > 0 && t("comma")}
              <TextLink href={`/reports/${school.id}`}>{named(school, locale)}</TextLink>
            </span>
          ))}
          {rest > 0 && (
            <>
              {t("comma")}
              <TextLink href={uncounted(campaignId, kind, district)}>{t("more", { count: rest })}</TextLink>
            </>
          )}
        </p>
      )}
    </Notice>
  );
}
