"use client";

import { useEffect, useRef, useState } from "react";
import type { FormState } from "#lib/form.ts";
import { Button } from "./button.tsx";
import { Diff } from "./diff.tsx";
import { Icon } from "./icon.tsx";
import { useUiWords } from "./words.tsx";

/** Whether the state reports anything that keeps the form from being done. */
export function hasProblem(state: FormState): boolean {
  const fields = Object.values(state.errors ?? {}).some((errors) => errors.length > 0);
  return fields || (state.message !== undefined && !state.done && !state.conflict);
}

/** The label of a field as the page shows it, without the remark that it may stay empty. */
function labelOf(id: string): string {
  const field = document.getElementById(id)?.closest(".field");
  return field?.querySelector("label, legend")?.firstChild?.textContent?.trim() ?? "";
}

/** What is wrong, on top of the form, with a link to each field; takes the focus when it appears. */
export function ErrorSummary({ state, formId }: { state: FormState; formId: string }) {
  const words = useUiWords();
  const box = useRef<HTMLDivElement>(null);
  const shown = hasProblem(state);
  const [labels, setLabels] = useState<Record<string, string>>({});
  useEffect(() => {
    const names = Object.keys(state.errors ?? {});
    setLabels(Object.fromEntries(names.map((name) => [name, labelOf(`${formId}-${name}`)])));
  }, [state, formId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer of the action is announced anew
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [state, shown]);
  if (!shown) return null;
  const errors = Object.entries(state.errors ?? {}).flatMap(([name, texts]) => texts.map((text) => ({ name, text })));
  return (
    <div ref={box} tabIndex={-1} role="alert" className="notice tone-bad">
      <Icon name="bad" className="notice-icon" />
      <div className="min-w-0 flex-1 space-y-1 text-ink">
        <p className="font-semibold">{state.message ?? words.problem}</p>
        {errors.length > 0 && (
          <ul className="space-y-1">
            {errors.map(({ name, text }) => (
              <li key={`${name} ${text}`}>
                <a href={`#${formId}-${name}`} className="link">
                  {labels[name] && <span className="field-named">{labels[name]}</span>}
                  {text}
                </a>
              </li>
            ))}
          </ul>
        )}
        {state.stale && <Button onClick={() => window.location.reload()}>{words.reload}</Button>}
      </div>
    </div>
  );
}

/** Somebody saved first: both versions side by side. Sending again keeps what was typed here. */
export function ConflictPanel({ state }: { state: FormState }) {
  const { conflict: words, reload } = useUiWords();
  const box = useRef<HTMLDivElement>(null);
  const { conflict } = state;
  useEffect(() => {
    if (conflict) box.current?.focus();
  }, [conflict]);
  if (!conflict) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="notice tone-warn">
      <Icon name="warn" className="notice-icon" />
      <div className="min-w-0 flex-1 space-y-2 text-ink">
        <p className="font-semibold">{state.message ?? words.title}</p>
        <p>{words.lead}</p>
        <Diff
          caption={words.title}
          changes={conflict.map(({ label, mine, theirs }) => ({
            field: label,
            before: theirs || null,
            after: mine || null,
          }))}
          words={{ field: words.field, before: words.theirs, after: words.mine, nothing: "—" }}
        />
        <Button onClick={() => window.location.reload()}>{reload}</Button>
      </div>
    </div>
  );
}

/** The live region that reports success; it is there from the start, so that it is read aloud when it fills. */
export function DoneMessage({ state }: { state: FormState }) {
  return (
    <div role="status" className="*:mt-4">
      {state.done && state.message && (
        <div className="notice tone-good">
          <Icon name="good" className="notice-icon" />
          <p className="text-ink">{state.message}</p>
        </div>
      )}
    </div>
  );
}
