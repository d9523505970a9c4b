import { useLocale, useTranslations } from "next-intl";
import type { RowOutcome } from "#generated/prisma/enums.ts";
import { formatNumber } from "#lib/decimal.ts";
import { Badge, type Tone } from "#ui/badge.tsx";
import type { Counts } from "../check.ts";

const SHOWN: readonly RowOutcome[] = ["NEW", "CHANGED", "SAME", "GONE", "BAD"];

const TONE: Record<RowOutcome, Tone> = { NEW: "good", CHANGED: "info", SAME: "neutral", GONE: "warn", BAD: "bad" };

export function OutcomeBadge({ outcome }: { outcome: RowOutcome }) {
  const t = useTranslations("imports");
  return <Badge tone={TONE[outcome]}>{t(`outcome.${outcome}`)}</Badge>;
}

/** Rows by outcome in one line; outcomes that no row has are left out. */
export function OutcomeCounts({ counts }: { counts: Counts }) {
  const t = useTranslations("imports");
  const locale = useLocale();
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {SHOWN.filter((outcome) => counts[outcome] > 0).map((outcome) => (
        <span key={outcome} className="whitespace-nowrap tabular-nums">
          {t(`outcome.${outcome}`)} {formatNumber(counts[outcome], locale)}
        </span>
      ))}
    </span>
  );
}
