import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { formatNumber } from "#lib/decimal.ts";
import { Card } from "#ui/section.tsx";
import { barsOf } from "../charts.ts";
import type { Grouping } from "../coverage.ts";
import { cellTitle, unitOf } from "../figure-words.ts";
import type { Summed } from "../figures.ts";
import type { RolledUp } from "../roll-up.ts";
import { placesBy } from "../roll-up-places.ts";
import type { Say } from "../type-words.ts";

/** Height of one group: its name and figure, its bar, and on how many schools it rests. */
const STEP = 60;

/**
 * One figure of a roll-up by group, the largest first, drawn on the server. Lengths are shares of the width, so that
 * text keeps its size on every screen. Nothing where no group, or only one, has the figure.
 */
export function BarChart({ rolledUp, cell, by }: { rolledUp: RolledUp; cell: Summed; by: Grouping }) {
  const t = useTranslations("rollUp.chart");
  const of = useTranslations("rollUp");
  const all = useTranslations();
  const locale = useLocale();
  const ids = useId();
  const say: Say = (key, values) => all(key as Parameters<typeof all>[0], values);
  const bars = barsOf(rolledUp, placesBy(rolledUp, by, say, locale), cell.address);
  const [first] = bars;
  if (bars.filter(({ value }) => value !== undefined).length < 2 || first?.value === undefined) return null;
  const unit = unitOf(cell, locale);
  const figure = (value: string) => `${formatNumber(value, locale)}${unit && ` ${unit}`}`;
  const title = t("title", {
    item: `${cell.code} ${cellTitle(cell, locale)}`,
    name: first.name,
    value: figure(first.value),
  });
  return (
    <Card title={title}>
      <svg width="100%" height={bars.length * STEP} role="img" aria-labelledby={`${ids}t ${ids}d`} className="block">
        <title id={`${ids}t`}>{title}</title>
        <desc id={`${ids}d`}>{t("desc")}</desc>
        {bars.map(({ key, name, covered, value, length }, index) => (
          <g key={key} transform={`translate(0 ${index * STEP})`}>
            <text y={16} className="fill-ink text-sm">
              {name}
            </text>
            <text x="100%" y={16} textAnchor="end" className="fill-ink text-sm font-semibold tabular-nums">
              {value === undefined ? "—" : figure(value)}
            </text>
            {value !== undefined && <rect y={23} width={`${length}%`} height={12} rx={2} className="fill-accent" />}
            <text y={50} className="fill-muted text-xs">
              {value === undefined
                ? of("noFigure")
                : t("counted", {
                    reported: formatNumber(covered?.reported ?? 0, locale),
                    expected: formatNumber(covered?.expected ?? 0, locale),
                  })}
            </text>
          </g>
        ))}
      </svg>
    </Card>
  );
}
