import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { formatNumber } from "#lib/decimal.ts";
import { formatDate } from "#lib/plain-date.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Card } from "#ui/section.tsx";
import type { ArrivedBy, Course } from "../course.ts";

const HEIGHT = 200;
/** Above the drawing, for what stands over its top line. */
const TOP = 18;

type Props = { course: Course; expected: number; deadline: string };

/**
 * How a collection has come in against its deadline, drawn on the server: all that had arrived by each day, and of them
 * those on time. Both axes are shares of the picture; text keeps its size on every screen.
 */
export function ArrivalChart({ course, expected, deadline }: Props) {
  const t = useTranslations("campaigns.course");
  const locale = useLocale();
  const ids = useId();
  const { points, due, end } = course;
  const now = points.at(-1);
  if (!now) return null;
  const title = t("title", {
    ...{ arrived: formatNumber(now.onTime + now.late, locale), expected: formatNumber(expected, locale) },
    late: now.late,
  });
  const x = (at: number) => (at / end) * 100;
  const line = (count: (point: ArrivedBy) => number) =>
    [`0,100`, ...points.map((point) => `${x(point.at)},${100 - (count(point) / expected) * 100}`)].join(" ");
  const dueLabelEnds = x(due) > 50;
  return (
    <Card title={title}>
      <svg width="100%" height={HEIGHT + TOP + 22} role="img" aria-labelledby={`${ids}t ${ids}d`} className="block">
        <title id={`${ids}t`}>{title}</title>
        <desc id={`${ids}d`}>{t("desc", { deadline })}</desc>
        <text y={12} className="fill-muted text-xs tabular-nums">
          {t("all", { expected: formatNumber(expected, locale) })}
        </text>
        <svg y={TOP} width="100%" height={HEIGHT} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {[0, 50, 100].map((y) => (
            <line key={y} x1={0} x2={100} y1={y} y2={y} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          <line
            {...{ x1: x(due), x2: x(due), y1: 0, y2: 100 }}
            className="stroke-ink"
            strokeDasharray="4 4"
            vectorEffect="non-scaling-stroke"
          />
          {now.late > 0 && (
            <polyline
              points={line(({ onTime, late }) => onTime + late)}
              className="fill-none stroke-warn"
              strokeWidth={2}
              strokeDasharray="6 3"
              vectorEffect="non-scaling-stroke"
            />
          )}
          <polyline
            points={line(({ onTime }) => onTime)}
            className="fill-none stroke-accent"
            strokeWidth={3}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <text x="0" y={HEIGHT + TOP + 16} className="fill-muted text-xs">
          {points[0] && formatDate(points[0].day, locale)}
        </text>
        <text
          x={`${x(due)}%`}
          dx={dueLabelEnds ? -6 : 6}
          y={HEIGHT + TOP - 8}
          textAnchor={dueLabelEnds ? "end" : "start"}
          className="fill-ink text-xs"
        >
          {t("due", { deadline })}
        </text>
      </svg>
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-muted">
        <Key look="stroke-accent" width={3}>
          {t("onTime", { count: now.onTime })}
        </Key>
        {now.late > 0 && (
          <Key look="stroke-warn" width={2} dashes="6 3">
            {t("withLate", { count: now.onTime + now.late, late: now.late })}
          </Key>
        )}
      </p>
      <details className="mt-3">
        <summary className="link w-fit">{t("table")}</summary>
        <div className="mt-3">
          <DataTable
            caption={t("table")}
            rows={points.toReversed()}
            rowKey={({ day }) => day}
            empty={null}
            columns={[
              { id: "day", header: t("day"), nowrap: true, cell: ({ day }) => formatDate(day, locale) },
              {
                id: "onTime",
                header: t("onTimeHead"),
                numeric: true,
                cell: ({ onTime }) => formatNumber(onTime, locale),
              },
              { id: "late", header: t("lateHead"), numeric: true, cell: ({ late }) => formatNumber(late, locale) },
              {
                id: "all",
                header: t("allHead"),
                numeric: true,
                cell: ({ onTime, late }) => formatNumber(onTime + late, locale),
              },
            ]}
          />
        </div>
      </details>
    </Card>
  );
}

type KeyProps = { look: string; width: number; dashes?: string; children: string };

function Key({ look, width, dashes, children }: KeyProps) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg width={28} height={8} aria-hidden="true">
        <line x1={0} x2={28} y1={4} y2={4} className={look} strokeWidth={width} strokeDasharray={dashes} />
      </svg>
      {children}
    </span>
  );
}
