"use client";

import { type ReactNode, useState } from "react";
import type { FormAction } from "#lib/form.ts";
import { Button, type ButtonVariant } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import type { IconName } from "./icon.tsx";
import { useUiWords } from "./words.tsx";

export type ConfirmButtonProps = {
  /** The verb, on the button that asks and on the one that does. */
  label: string;
  variant?: ButtonVariant;
  icon?: IconName;
  /** The question: 'Close Qinghe No. 3 Primary School?'. */
  title: string;
  /** What it will do, to how many, and whether it can be undone. */
  consequence: ReactNode;
  action: FormAction;
  fields?: Record<string, string | number | undefined>;
  version?: number;
  /** Asked for by name: the button works once exactly this has been typed. */
  typeToConfirm?: { label: string; text: string };
  /** More fields, such as a reason. */
  children?: ReactNode;
};

/** A step that is serious enough to be asked about: says what it will do, then does it. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, variant = "danger", icon, title } = props;
  return (
    <Dialog
      trigger={label}
      triggerVariant={variant === "danger" ? "secondary" : variant}
      triggerIcon={icon}
      title={title}
    >
      {(close) => <Ask {...props} variant={variant} close={close} />}
    </Dialog>
  );
}

function Ask({ close, typeToConfirm, consequence, children, ...props }: ConfirmButtonProps & { close: () => void }) {
  const words = useUiWords();
  const [typed, setTyped] = useState("");
  const ready = !typeToConfirm || typed.trim() === typeToConfirm.text;
  return (
    <Form
      action={props.action}
      fields={props.fields}
      version={props.version}
      submit={props.label}
      submitVariant={props.variant}
      submitDisabled={!ready}
      actions={<Button onClick={close}>{words.cancel}</Button>}
    >
      <div className="text-muted">{consequence}</div>
      {children}
      {typeToConfirm && (
        <TextField
          name="_typed"
          label={typeToConfirm.label}
          required
          size="full"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Form>
  );
}
