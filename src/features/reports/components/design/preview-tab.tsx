"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Context, cellsOf, type Facts } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { Stage } from "#features/reports/form/stage.ts";
import { CellKeys } from "../fill/cell-keys.ts";
import { problemsOf } from "../fill/check.ts";
import { FillProvider, useFill, useFillStore, useSheet } from "../fill/fill-context.tsx";
import { FillStore } from "../fill/fill-store.ts";
import { blocksOf } from "../fill/layout.ts";
import { ProblemsPanel } from "../fill/problems-panel.tsx";
import { ReportSheet } from "../fill/report-sheet.tsx";
import type { Send } from "../fill/send.ts";
import { useDesign } from "./design-context.tsx";
import "../fill/fill.css";

/** The page of a school with the stages that one chooses. What is typed is checked and kept nowhere. */
export function PreviewTab({ definition }: { definition: Definition }) {
  const t = useTranslations("forms.design");
  const label = useTranslations("label.stage");
  const [stages, setStages] = useState<readonly Stage[]>(["primary"]);
  return (
    <div className="space-y-4">
      <fieldset className="flex flex-wrap gap-4">
        <legend className="font-semibold">{t("previewStages")}</legend>
        {Stage.options.map((stage) => (
          <label key={stage} className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={stages.includes(stage)}
              onChange={(event) =>
                setStages(
                  Stage.options.filter((one) => (one === stage ? event.currentTarget.checked : stages.includes(one))),
                )
              }
            />
            {label(stage.toUpperCase() as Uppercase<typeof stage>)}
          </label>
        ))}
      </fieldset>
      <p className="text-muted">{t("previewLead")}</p>
      <School key={`${JSON.stringify(definition)}${stages.join()}`} definition={definition} stages={stages} />
    </div>
  );
}

/** Everything is taken as saved at once. */
const keepsNothing: Send = async (batch) => {
  const saved = Object.fromEntries(batch.map(({ cell, value, base }) => [cell, { value, version: (base ?? 0) + 1 }]));
  const answer = { saved, conflicts: [], problems: {}, revision: 0, status: "DRAFT", unsigned: false, others: [] };
  return { kind: "answer", answer: { ...answer, savedAt: new Date().toISOString() } };
};

function School({ definition, stages }: { definition: Definition; stages: readonly Stage[] }) {
  const { locale } = useDesign();
  const t = useTranslations("forms.design");
  const label = useTranslations("label");
  const sheet = useMemo(() => {
    const names = { name: t("sample.name"), code: t("sample.code"), district: t("sample.district") };
    const facts: Facts = { stages, ...names, locale: "urban", ownership: "public", boarding: false, pupils: 480 };
    const context: Context = { facts };
    const known: Record<string, string> = {
      ...names,
      ...{
        locale: label("settlement.URBAN"),
        ownership: t("sample.ownership"),
        boarding: t("yesNo.no"),
        pupils: "480",
      },
      stages: stages.map((one) => label(`stage.${one.toUpperCase() as Uppercase<Stage>}`)).join(t("comma")),
      stageCount: String(stages.length),
    };
    const shown = cellsOf(definition, context).flatMap(({ address, cell, typed }) => {
      const word = cell.shown && known[cell.shown];
      return !typed && word ? [[address, word]] : [];
    });
    const nothing = { facts: Object.fromEntries(shown), carried: {}, hints: {}, comments: [] };
    return {
      locale,
      definition,
      context,
      blocks: blocksOf(definition, facts),
      hintName: "lastYear" as const,
      ...nothing,
    };
  }, [definition, locale, stages, t, label]);
  const [store] = useState(
    () =>
      new FillStore({
        definition,
        context: sheet.context,
        held: {},
        asked: new Set(),
        send: keepsNothing,
        keep: () => {},
        onAnswer: () => {},
      }),
  );
  return (
    <FillProvider sheet={sheet} store={store}>
      <Page />
    </FillProvider>
  );
}

function Page() {
  const { blocks, locale } = useSheet();
  const store = useFillStore();
  const checked = useFill((fill) => fill.checked());
  const [keys] = useState(() => new CellKeys(store, blocks, locale, () => {}));
  const problems = useMemo(() => problemsOf(checked, new Set()), [checked]);
  return (
    <div className="fill-page">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the cells inside are taken here for all of them */}
      <div
        className="min-w-0"
        onFocus={keys.onFocus}
        onBlur={keys.onBlur}
        onKeyDown={keys.onKeyDown}
        onPointerDown={keys.onPointerDown}
        onMouseDown={keys.onMouseDown}
        onDoubleClick={keys.onDoubleClick}
        onCopy={keys.onCopy}
        onCut={keys.onCopy}
        onPaste={keys.onPaste}
      >
        <ReportSheet mode="fill" />
      </div>
      <aside className="fill-side">
        <ProblemsPanel problems={problems} reasons={{}} />
      </aside>
    </div>
  );
}
