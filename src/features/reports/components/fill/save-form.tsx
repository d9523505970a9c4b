"use client";

import { useActionState } from "react";
import type { FormAction } from "#lib/form.ts";
import { Notice } from "#ui/notice.tsx";
import { FILL_FORM } from "./cell-control.tsx";
import type { Held } from "./cell-state.ts";
import { useFillStore } from "./fill-context.tsx";

/**
 * The form to which all cells belong. Before the scripts have loaded it is sent whole; `seen` says what the page held,
 * so that only what was typed is saved. Afterwards it saves as people type, and sending it just saves at once.
 */
export function SaveForm({
  action,
  report,
  held,
}: {
  action: FormAction;
  report: { assignmentId: string; number: number };
  held: Readonly<Record<string, Held>>;
}) {
  const store = useFillStore();
  const [state, dispatch] = useActionState(action, {});
  const seen = Object.fromEntries(Object.entries(held).map(([cell, { value, version }]) => [cell, [version, value]]));
  return (
    <form
      id={FILL_FORM}
      action={dispatch}
      onSubmit={(event) => {
        event.preventDefault();
        void store.save();
      }}
    >
      <input type="hidden" name="assignmentId" value={report.assignmentId} />
      <input type="hidden" name="number" value={report.number} />
      <input type="hidden" name="seen" value={JSON.stringify(seen)} />
      {state.message && <Notice tone={state.done ? "good" : "bad"}>{state.message}</Notice>}
    </form>
  );
}
