"use client";

import { useTranslations } from "next-intl";
import { useCallback, useDeferredValue, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { formChanges } from "#features/reports/form/form-changes.ts";
import { compileForm, DRAFT_MOST, type FormDraft, readDraft } from "#features/reports/form/form-draft.ts";
import type { Problem } from "#features/reports/form/problem.ts";
import type { FormAction } from "#lib/form.ts";
import type { Locale } from "#lib/plain-date.ts";
import { Button } from "#ui/button.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { FormChangeList } from "../form-change-list.tsx";
import { ChecksTab } from "./checks-tab.tsx";
import { DesignContext, fieldOf, useDesign } from "./design-context.tsx";
import { useProblemWords } from "./entries.tsx";
import { LayoutTab } from "./layout-tab.tsx";
import { PreviewTab } from "./preview-tab.tsx";

/** A draft, and the version that it was typed over: one's own save moves that, nobody else's does. */
type State = { draft: FormDraft; base: number };
type History = { now: State; before: readonly State[]; after: readonly State[]; typing?: string };
type Step =
  | { kind: "edit"; change: (draft: FormDraft) => FormDraft; typing?: string }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "take"; state: State }
  | { kind: "leave"; state: State }
  | { kind: "saved"; version: number };
const MOST_STEPS = 200;

function turned(history: History, step: Step): History {
  const { now, before, after } = history;
  if (step.kind === "undo") {
    const last = before.at(-1);
    return last ? { now: last, before: before.slice(0, -1), after: [now, ...after] } : history;
  }
  if (step.kind === "redo") {
    const [next, ...rest] = after;
    return next ? { now: next, before: [...before, now], after: rest } : history;
  }
  if (step.kind === "take") return { now: step.state, before: [...before, now], after: [] };
  if (step.kind === "leave") return { now, before, after: [step.state] };
  if (step.kind === "saved") {
    const moved = (state: State) => (state.base === now.base ? { ...state, base: step.version } : state);
    return { ...history, now: moved(now), before: before.map(moved), after: after.map(moved) };
  }
  const draft = step.change(now.draft);
  if (draft === now.draft) return history;
  const next = { ...now, draft };
  const goesOn = step.typing !== undefined && step.typing === history.typing;
  return {
    now: next,
    before: goesOn ? before : [...before, now].slice(-MOST_STEPS),
    after: [],
    ...(step.typing === undefined ? {} : { typing: step.typing }),
  };
}

const TABS = ["layout", "checks", "preview", "changes"] as const;

export type DesignerProps = {
  locale: Locale;
  form: { templateId: string; key: string; edition: number };
  /** As it is kept; `version` names it. */
  content: FormDraft;
  version: number;
  personId: string;
  save: FormAction;
  /** The edition before, as a draft; null of a form that has none. */
  latest: FormDraft | null;
  /** What publishes it; none where this person may not. */
  publish?: FormAction | undefined;
};

/** A form as it is designed. Every change is kept in this browser at once and in the city when it is saved. */
export function Designer(props: DesignerProps) {
  const { locale, form, content, version, personId, save, latest, publish } = props;
  const t = useTranslations("forms.design");
  const kept = `jijiao.form.${personId}.${form.templateId}`;
  const [history, step] = useReducer(turned, { now: { draft: content, base: version }, before: [], after: [] });
  const [tab, setTab] = useState<(typeof TABS)[number]>("layout");
  const [found, setFound] = useState<Kept | null>(null);
  const { draft, base } = history.now;
  // As the schema writes it: what was pasted has its parts in another order.
  const { text, beyond } = useMemo(() => written(draft), [draft]);
  const isSaved = text === JSON.stringify(content);
  useEffect(() => {
    if (isSaved && base !== version) step({ kind: "saved", version });
  }, [isSaved, base, version]);
  const settled = useDeferredValue(draft);
  const compiled = useMemo(
    () => compileForm(settled, { key: form.key, edition: form.edition }),
    [settled, form.key, form.edition],
  );
  const problems = useMemo(() => [...beyond, ...apart(compiled.problems ?? [], beyond)], [beyond, compiled]);
  const shown = useRef(-1);
  /** Goes to the field of the next problem, whichever part it stands in. */
  function showNext(all: readonly Problem[]) {
    shown.current = (shown.current + 1) % all.length;
    const problem = all[shown.current];
    if (!problem) return;
    setTab(problem.path[0] === "rules" ? "checks" : "layout");
    requestAnimationFrame(() => {
      const field = fieldOf(problem);
      field?.closest("details")?.setAttribute("open", "");
      field?.focus();
      field?.scrollIntoView({ block: "center" });
    });
  }
  const edit = useCallback(
    (change: (whole: FormDraft) => FormDraft, typing?: string) =>
      step({ kind: "edit", change, ...(typing === undefined ? {} : { typing }) }),
    [],
  );

  /** Whether what this browser has kept may be written over: not before it is known, nor while it is on offer. */
  const [mayKeep, setMayKeep] = useState(false);
  useEffect(() => {
    if (mayKeep || found) return;
    const earlier = read(kept);
    if (earlier && JSON.stringify(earlier.draft) !== JSON.stringify(content)) setFound(earlier);
    else setMayKeep(true);
  }, [kept, content, mayKeep, found]);
  useEffect(() => {
    if (mayKeep) keep(kept, isSaved ? null : `{"version":${base},"draft":${text}}`);
  }, [mayKeep, isSaved, kept, text, base]);
  /** Puts back what was found, or leaves it: until the page is left, undo and redo bring back the other one. */
  function answer(kind: "take" | "leave", earlier: Kept) {
    step({ kind, state: { draft: earlier.draft, base: earlier.version } });
    setMayKeep(true);
    setFound(null);
  }

  return (
    <DesignContext value={{ locale, draft, problems, edit }}>
      {found && (
        <Notice
          tone="info"
          title={t("found")}
          actions={
            <>
              <Button onClick={() => answer("take", found)}>{t("takeFound")}</Button>
              <Button onClick={() => answer("leave", found)}>{t("leaveFound")}</Button>
            </>
          }
        />
      )}
      {/* Answered first: what is typed meanwhile would take the place of what was found. */}
      <div inert={found !== null} className={found ? "mt-4 opacity-50" : undefined}>
        <nav className="tabs" aria-label={t("parts")}>
          <ul>
            {TABS.map((one) => (
              <li key={one}>
                <button type="button" aria-current={tab === one || undefined} onClick={() => setTab(one)}>
                  {t(`tabs.${one}`)}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        {tab === "layout" && <LayoutTab />}
        {tab === "checks" && <ChecksTab />}
        {tab === "preview" &&
          (compiled.definition ? <PreviewTab definition={compiled.definition} /> : <Problems problems={problems} />)}
        {tab === "changes" && <Changes before={latest} after={settled} edition={form.edition - 1} />}
        <div className="fill-bar" data-resting={isSaved || undefined}>
          <div className="fill-bar-line">
            <div className="flex flex-wrap items-center gap-2">
              <p role="status">
                {beyond.length > 0
                  ? t("beyond", { count: beyond.length })
                  : problems.length > 0
                    ? t("problems", { count: problems.length })
                    : t("sound")}
              </p>
              {problems.length > 0 && (
                <Button icon="down" onClick={() => showNext(problems)}>
                  {t("nextProblem")}
                </Button>
              )}
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <Button
                variant="quiet"
                icon="undo"
                iconOnly
                disabled={history.before.length === 0}
                onClick={() => step({ kind: "undo" })}
              >
                {t("undo")}
              </Button>
              <Button
                variant="quiet"
                icon="undo"
                iconOnly
                className="fill-redo"
                disabled={history.after.length === 0}
                onClick={() => step({ kind: "redo" })}
              >
                {t("redo")}
              </Button>
              <Form
                action={save}
                submit={t("save")}
                submitDisabled={isSaved || beyond.length > 0}
                fields={{ templateId: form.templateId, content: text }}
                version={base}
              />
              {publish &&
                (isSaved ? (
                  <ConfirmButton
                    label={t("publish.button")}
                    variant="secondary"
                    title={t("publish.title", { number: form.edition })}
                    consequence={t("publish.effect")}
                    action={publish}
                    fields={{ templateId: form.templateId }}
                    version={version}
                  />
                ) : (
                  <p className="text-muted">{t("publishSaved")}</p>
                ))}
            </div>
          </div>
        </div>
      </div>
    </DesignContext>
  );
}

function Changes({ before, after, edition }: { before: FormDraft | null; after: FormDraft; edition: number }) {
  const t = useTranslations("forms.changes");
  const { locale } = useDesign();
  const changes = useMemo(
    () => (before ? formChanges(before, after, locale === "en" ? "en" : "zh") : []),
    [before, after, locale],
  );
  if (!before) return <p className="text-muted">{t("first")}</p>;
  return (
    <section className="space-y-4" aria-labelledby="changes">
      <h2 id="changes">{t("title", { number: edition })}</h2>
      <FormChangeList changes={changes} />
    </section>
  );
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  const t = useTranslations("forms.design");
  const words = useProblemWords();
  return (
    <Notice tone="warn" title={t("noPreview")}>
      <ul className="list-disc ps-5">
        {problems.slice(0, 20).map((problem) => (
          <li key={`${problem.path.join(".")} ${problem.key}`}>{words(problem)}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** A draft as it is kept, and what keeps it from being saved. */
function written(draft: FormDraft): { text: string; beyond: readonly Problem[] } {
  const read = readDraft(draft);
  const text = JSON.stringify(read?.draft ?? draft);
  if (!read) return { text, beyond: [{ path: ["names"], key: "shape" }] };
  if (text.length <= DRAFT_MOST) return { text, beyond: read.beyond };
  return { text, beyond: [...read.beyond, { path: ["sheets"], key: "beyond.whole", values: { most: DRAFT_MOST } }] };
}

/** Problems that stand elsewhere than these. */
function apart(problems: readonly Problem[], others: readonly Problem[]): Problem[] {
  const places = new Set(others.map(({ path }) => path.join(".")));
  return problems.filter(({ path }) => !places.has(path.join(".")));
}

/** What was not saved, and the version that it was typed over. */
type Kept = { version: number; draft: FormDraft };

/** A browser that keeps nothing still saves to the server. */
function keep(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {}
}

/** What this browser kept of an earlier visit; null where there is nothing that can be read. What cannot is set aside. */
function read(key: string): Kept | null {
  try {
    const stored = localStorage.getItem(key);
    if (stored === null) return null;
    localStorage.setItem(`${key}.earlier`, stored);
    const { version, draft } = JSON.parse(stored);
    const found = readDraft(draft);
    if (!found || !Number.isInteger(version)) return null;
    localStorage.removeItem(`${key}.earlier`);
    return { version, draft: found.draft };
  } catch {
    return null;
  }
}
