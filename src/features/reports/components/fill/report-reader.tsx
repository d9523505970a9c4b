"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Finding } from "#features/reports/form/evaluate.ts";
import type { FormAction } from "#lib/form.ts";
import { problemsOf, sorted } from "./check.ts";
import { CommentsPanel } from "./comments-panel.tsx";
import { FillProvider, type Sheet } from "./fill-context.tsx";
import { blocksOf, withoutBlankRows } from "./layout.ts";
import { ProblemsPanel, type Reasons } from "./problems-panel.tsx";
import { type Compared, ReadingProvider } from "./reading-context.tsx";
import { ReportSheet } from "./report-sheet.tsx";
import "./fill.css";

/** One version of a report as it is read and judged: nothing in it can be typed, cells can be remarked on. */
export function ReportReader({
  values,
  compared,
  findings,
  reasons,
  commenting,
  ...props
}: {
  sheet: Omit<Sheet, "blocks">;
  values: Readonly<Record<string, string>>;
  compared: Compared | null;
  findings: readonly Finding[];
  reasons: Reasons;
  commenting: { assignmentId: string; add: FormAction; resolve: FormAction } | null;
}) {
  const t = useTranslations("fill");
  const [cell, setCell] = useState<string | null>(null);
  const sheet = useMemo(
    () => ({
      ...props.sheet,
      blocks: withoutBlankRows(
        blocksOf(props.sheet.definition, props.sheet.context.facts),
        values,
        ...(compared ? [compared.values] : []),
      ),
    }),
    [props.sheet, values, compared],
  );
  const checked = useMemo(() => sorted(findings), [findings]);
  const reading = useMemo(() => {
    const onCell = (address: string) => {
      setCell(address);
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#comment-form textarea")?.focus());
    };
    return { values, compared, findings: checked.at, ...(commenting ? { onCell } : {}) };
  }, [values, compared, checked, commenting]);
  return (
    <FillProvider sheet={sheet}>
      <ReadingProvider value={reading}>
        <div className="fill-page">
          <div className="min-w-0">
            <ReportSheet mode="read" />
          </div>
          <aside className="fill-side" aria-label={t("side")}>
            <CommentsPanel {...(commenting ? { commenting: { ...commenting, cell } } : {})} />
            <ProblemsPanel problems={problemsOf(checked, new Set(Object.keys(reasons)))} reasons={reasons} />
          </aside>
        </div>
      </ReadingProvider>
    </FillProvider>
  );
}
