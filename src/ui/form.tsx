"use client";

import {
  type ReactNode,
  type SubmitEvent,
  startTransition,
  use,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import type { FormAction, FormState } from "#lib/form.ts";
import { Button, type ButtonVariant } from "./button.tsx";
import { CloseDialog, FormContext } from "./form-context.tsx";
import { ConflictPanel, DoneMessage, ErrorSummary } from "./form-messages.tsx";
import { useHeldAction } from "./held-action.ts";
import { useUnsavedGuard } from "./unsaved-guard.tsx";
import { useUiWords } from "./words.tsx";

export type FormProps = {
  /** A server action. */
  action: FormAction;
  initial?: FormState;
  /** The verb on the button. */
  submit: string;
  submitVariant?: ButtonVariant;
  /** The button is there but does nothing yet. */
  submitDisabled?: boolean;
  /** More buttons beside it: <Button type="submit" name="intent" value="draft"> or a link back. */
  actions?: ReactNode;
  /** Hidden fields. Never trusted: the door checks them. */
  fields?: Record<string, string | number | undefined>;
  /** The version of the record that is being changed; after a conflict the form carries the newer one. */
  version?: number;
  /** Empty the fields after success: for forms that add one thing after another. */
  resetWhenDone?: boolean;
  /** Ask before unsent typing is left. */
  guard?: boolean;
  /** Called in the browser after success. */
  onDone?: (state: FormState) => void;
  /** The form is gone once it is done, as in a dialog: the page says what was done. */
  saidByPage?: boolean;
  /** Names the form for assistive technology where a heading does not. */
  label?: string;
  id?: string;
  className?: string;
  children?: ReactNode;
};

/** A random key, also where the page is not served over https and randomUUID is absent. */
function newKey(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/**
 * The one form. It posts to a server action and works before JavaScript has loaded. Sends `_key` (new after every
 * success, so that a repeated press is one change) and `_version` when given. Errors stand in a summary on top, which
 * takes the focus, and beside their fields; what was typed stays. In a dialog it closes it once it is done.
 */
export function Form(props: FormProps) {
  const { action, initial = {}, submit, submitVariant = "primary", actions, fields = {}, version, children } = props;
  const words = useUiWords();
  const id = useId();
  const element = useRef<HTMLFormElement>(null);
  // Before there are scripts the browser posts to the action itself, and the page comes back with what it said.
  const [posted, post] = useActionState(action, initial);
  const [state, dispatch, pending] = useActionState(useHeldAction(action), posted);
  const [key, setKey] = useState(newKey);
  const dialog = use(CloseDialog);
  const { onDone = dialog, resetWhenDone } = props;
  const after = useRef({ onDone, resetWhenDone });
  after.current = { onDone, resetWhenDone };
  useUnsavedGuard(element, props.guard === true, words.leave);

  useEffect(() => {
    if (!state.done) return;
    setKey(newKey());
    if (element.current) element.current.dataset.dirty = "false";
    if (after.current.resetWhenDone) element.current?.reset();
    after.current.onDone?.(state);
  }, [state]);

  // Sent by hand rather than by React's own form handling, which would empty the fields, chosen files included.
  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget, event.nativeEvent.submitter);
    startTransition(() => dispatch(data));
  }

  const current = state.version ?? version;
  return (
    <FormContext value={{ id, state }}>
      <form
        ref={element}
        id={props.id}
        action={post}
        onSubmit={onSubmit}
        noValidate
        aria-label={props.label}
        aria-busy={pending}
        className={`space-y-5 ${props.className ?? ""}`}
      >
        <ErrorSummary state={state} formId={id} />
        <ConflictPanel state={state} />
        <input type="hidden" name="_key" value={key} suppressHydrationWarning />
        {(props.saidByPage || dialog) && <input type="hidden" name="_say" value="1" />}
        {(version ?? state.version) !== undefined && <input type="hidden" name="_version" value={current} />}
        {Object.entries(fields).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        {children}
        <div>
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              variant={submitVariant}
              disabled={props.submitDisabled}
              pending={pending}
              pendingLabel={words.working}
            >
              {submit}
            </Button>
            {actions}
          </div>
          <DoneMessage state={state} />
        </div>
      </form>
    </FormContext>
  );
}
