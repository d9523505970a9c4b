"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { FormAction } from "#lib/form.ts";
import { CopyBox } from "./copy-box.tsx";
import { Form, type FormProps } from "./form.tsx";

export type ShownOnceWords = { title: string; lead: string; copy: string; copied: string; done: string };

/**
 * A form whose answer is a secret that is shown this once: recovery codes (several, parted by spaces) or a link. The
 * secret stays in sight until the page is left; `after` is where to go then.
 */
export function ShownOnce({
  action,
  words,
  after,
  children,
  ...form
}: { action: FormAction; words: ShownOnceWords; after?: ReactNode; children?: ReactNode } & Pick<
  FormProps,
  "submit" | "fields" | "submitVariant"
>) {
  const [secret, setSecret] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (secret !== null) box.current?.focus();
  }, [secret]);

  const keep: FormAction = async (previous, data) => {
    const state = await action(previous, data);
    if (!state.done || !state.message) return state;
    setSecret(state.message);
    return { ...state, message: words.done };
  };

  if (secret === null) {
    return (
      <Form action={keep} {...form}>
        {children}
      </Form>
    );
  }
  const parts = secret.split(" ");
  return (
    <div ref={box} tabIndex={-1} className="space-y-3">
      <p role="status" className="font-semibold">
        {words.title}
      </p>
      <p className="text-muted">{words.lead}</p>
      <CopyBox label={words.title} text={parts.join("\n")} shown={parts.length > 1 ? parts : undefined} words={words} />
      {after}
    </div>
  );
}
