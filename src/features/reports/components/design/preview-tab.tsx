"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { type Context, cellsOf, type Facts } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import type { Stage } from "#features/reports/form/stage.ts";
import { CellKeys } from "../fill/cell-keys.ts";
import { problemsOf } from "../fill/check.ts";
import { FillCells } from "../fill/fill-cells.tsx";
import { FillProvider, useFill, useFillStore, useSheet } from "../fill/fill-context.tsx";
import { FillStore } from "../fill/fill-store.ts";
import { blocksOf } from "../fill/layout.ts";
import { ProblemsPanel } from "../fill/problems-panel.tsx";
import type { Send } from "../fill/send.ts";
import { useDesign } from "./design-context.tsx";
import { StageTicks } from "./stage-ticks.tsx";
import "../fill/fill.css";

/** The page of a school with the stages that one chooses. What is typed is checked and kept nowhere. */
export function PreviewTab({ definition }: { definition: Definition }) {
  const t = useTranslations("forms.design");
  const [stages, setStages] = useState<readonly Stage[]>(["primary"]);
  return (
    <div className="space-y-4">
      <StageTicks legend={t("previewStages")} chosen={stages} onChoose={setStages} />
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
      <FillCells keys={keys} />
      <aside className="fill-side">
        <ProblemsPanel problems={problems} reasons={{}} />
      </aside>
    </div>
  );
}
