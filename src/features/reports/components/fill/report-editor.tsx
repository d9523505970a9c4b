"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Other } from "#features/reports/others.ts";
import type { FormAction, FormState } from "#lib/form.ts";
import { formatDateTime, timeInZone } from "#lib/zoned-time.ts";
import { Notice } from "#ui/notice.tsx";
import { say } from "#ui/said.tsx";
import { CellKeys } from "./cell-keys.ts";
import type { Held } from "./cell-state.ts";
import { problemsOf } from "./check.ts";
import type { Placed } from "./clipboard.ts";
import { CommentsPanel } from "./comments-panel.tsx";
import { Conflicts } from "./conflicts.tsx";
import { FillCells } from "./fill-cells.tsx";
import { FillProvider, type Sheet, useFill, useFillStore, useSheet } from "./fill-context.tsx";
import { FillStore } from "./fill-store.ts";
import { keepIn, keptIn, keptKey } from "./kept.ts";
import { blocksOf } from "./layout.ts";
import { Others, useOthers } from "./others.tsx";
import { type Explaining, ProblemsPanel, type Reasons } from "./problems-panel.tsx";
import { Receipt } from "./receipt.tsx";
import { SaveBar } from "./save-bar.tsx";
import { SaveForm } from "./save-form.tsx";
import { sender } from "./send.ts";
import { type Sending, SendPanel } from "./send-panel.tsx";
import { refreshIfReachable, useStoreLife } from "./store-life.ts";
import { WorkbookPanel } from "./workbook-panel.tsx";
import "./fill.css";

export type EditorProps = {
  sheet: Omit<Sheet, "blocks">;
  report: {
    assignmentId: string;
    number: number;
    submissionId: string;
    status: string;
    personId: string;
    timeZone: string;
  };
  held: Readonly<Record<string, Held>>;
  reasons: Reasons;
  explain: FormAction | null;
  answer: FormAction | null;
  saveSection: FormAction;
  sending: Sending;
  others: readonly Other[];
};

/** By submission, how many changes of figures this browser has been told of since it came to the portal; endless once it was sent. */
const KNOWN = new Map<string, number>();

const revisionOf = (held: Readonly<Record<string, Held>>): number =>
  Object.values(held).reduce((sum, { version }) => sum + (version ?? 0), 0);

/** One report as its school fills it in: typing is checked and saved as it happens. */
export function ReportEditor(props: EditorProps) {
  const { report, held } = props;
  const router = useRouter();
  const sheet = useMemo(
    () => ({ ...props.sheet, blocks: blocksOf(props.sheet.definition, props.sheet.context.facts) }),
    [props.sheet],
  );
  const t = useTranslations("fill");
  const seen = useRef({ status: report.status, here: true });
  seen.current.status = report.status;
  useEffect(() => {
    const state = seen.current;
    state.here = true;
    // Going back shows the page as it was left, which may be before its last figures were saved.
    if ((KNOWN.get(report.submissionId) ?? 0) > revisionOf(held)) void refreshIfReachable(router);
    return () => {
      state.here = false;
    };
  }, [report.submissionId, held, router]);
  const told = useRef<(others: readonly Other[]) => void>(() => {});
  const key = keptKey(report.personId, report.submissionId);
  // Read before the cells below tell what was typed while the page loaded, which is kept at once.
  const [kept] = useState(() => keptIn(key));
  // Made once for the page; what later renders bring is merged into it.
  const [store] = useState<FillStore>(
    () =>
      new FillStore({
        definition: sheet.definition,
        context: sheet.context,
        held,
        asked: new Set(sheet.blocks.flatMap(({ lines }) => lines.flatMap(({ places }) => typedOf(places)))),
        send: sender(report.assignmentId, report.number),
        keep: (kept) => keepIn(key, kept),
        onAnswer: ({ status, revision, unsigned, others }) => {
          told.current(others);
          KNOWN.set(report.submissionId, revision);
          if (unsigned) say(t("send.unsigned"));
          if (!seen.current.here || status !== seen.current.status || revision !== store.revision())
            void refreshIfReachable(router);
        },
      }),
  );
  useStoreLife(store, held, kept);
  const [others, setOthers] = useOthers(report.assignmentId, props.others, (revision) => {
    if (revision > store.revision()) void refreshIfReachable(router);
  });
  told.current = setOthers;
  const [receipt, setReceipt] = useState<FormState | null>(null);
  const onReceipt = useCallback(
    (state: FormState) => {
      KNOWN.set(report.submissionId, Number.POSITIVE_INFINITY);
      setReceipt(state);
    },
    [report.submissionId],
  );
  return (
    <FillProvider sheet={sheet} store={store}>
      {receipt && (
        <Receipt state={receipt} clock={(iso) => formatDateTime(new Date(iso), report.timeZone, sheet.locale)} />
      )}
      {/* Sent is sent, also where the page cannot be had anew just now. */}
      <div inert={receipt !== null}>
        <Editor {...props} others={others} onReceipt={onReceipt} />
      </div>
    </FillProvider>
  );
}

const typedOf = (places: readonly { address: string; typed: boolean }[]): string[] =>
  places.flatMap(({ address, typed }) => (typed ? [address] : []));

function Editor(props: EditorProps & { onReceipt: (state: FormState) => void }) {
  const { report, held, reasons, explain, answer, saveSection, sending, others } = props;
  const { blocks, locale, comments } = useSheet();
  const remarked = comments.some(({ resolved }) => !resolved);
  const t = useTranslations("fill");
  const store = useFillStore();
  const checked = useFill((fill) => fill.checked());
  const [pasted, setPasted] = useState<Placed | null>(null);
  const [keys] = useState(() => new CellKeys(store, blocks, locale, setPasted));
  const problems = useMemo(() => problemsOf(checked, new Set(Object.keys(reasons))), [checked, reasons]);
  const explaining: Explaining | undefined = explain
    ? { action: explain, assignmentId: report.assignmentId, number: report.number }
    : undefined;
  const answering = answer ? { answering: { assignmentId: report.assignmentId, answer } } : {};
  return (
    <>
      {sending.signed && <Notice tone="warn">{t("send.signedEdit", sending.signed)}</Notice>}
      <Others others={others} clock={(iso) => timeInZone(new Date(iso), report.timeZone)} />
      <Conflicts />
      <SaveForm action={saveSection} report={report} held={held} />
      <div className="fill-page">
        <FillCells keys={keys}>
          <p role="status" className="fill-pasted">
            {pasted &&
              t("pasted", { placed: pasted.edits.length, unplaced: pasted.unplaced, notTyped: pasted.notTyped })}
          </p>
        </FillCells>
        <aside className="fill-side" aria-label={t("side")}>
          {remarked && <CommentsPanel {...answering} />}
          <ProblemsPanel problems={problems} reasons={reasons} {...(explaining ? { explaining } : {})} />
          {!remarked && <CommentsPanel {...answering} />}
        </aside>
      </div>
      <div className="mt-6">
        <WorkbookPanel assignmentId={report.assignmentId} />
      </div>
      <SendPanel sending={sending} problems={problems} reasons={reasons} onReceipt={props.onReceipt} />
      <SaveBar problems={problems} clock={(iso) => timeInZone(new Date(iso), report.timeZone)} />
    </>
  );
}
