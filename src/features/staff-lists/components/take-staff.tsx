"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { FormAction } from "#lib/form.ts";
import { Button, LinkButton } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { takeStaff } from "../actions.ts";

export type LinksWords = {
  title: string;
  lead: string;
  name: string;
  email: string;
  link: string;
  download: string;
  file: string;
  copy: string;
  copied: string;
  done: string;
  back: string;
};

type Row = string[];

/** As a spreadsheet program reads it: a byte order mark, commas, and nothing that begins like a formula. */
function csvOf(rows: Row[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * Applies a list that has been looked at. The invitation links stay in sight until the page is left, to be copied or
 * downloaded; they are shown this once.
 */
export function TakeStaff({
  list,
  submit,
  words,
  children,
}: {
  /** null: applied already. */
  list: { id: string; version: number; plan: string } | null;
  submit: string;
  words: LinksWords;
  children: ReactNode;
}) {
  const [links, setLinks] = useState<Row[] | null>(null);
  const [copied, setCopied] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (links) box.current?.focus();
  }, [links]);
  const keep: FormAction = async (previous, data) => {
    const state = await takeStaff(previous, data);
    if (!state.done || !state.message?.includes("\t")) return state;
    setLinks(state.message.split("\n").map((line) => line.split("\t")));
    return { ...state, message: words.done };
  };
  if (links === null) {
    if (!list) return children;
    return (
      <Form action={keep} submit={submit} fields={{ id: list.id, plan: list.plan }} version={list.version}>
        {children}
      </Form>
    );
  }
  const head = [words.name, words.email, words.link];
  async function copy() {
    await navigator.clipboard?.writeText((links ?? []).map((row) => row.join("\t")).join("\n"));
    setCopied(true);
  }
  return (
    <div ref={box} tabIndex={-1} className="space-y-4">
      <p role="status" className="font-semibold">
        {words.title}
      </p>
      <p className="max-w-[75ch] text-muted">{words.lead}</p>
      <div className="flex flex-wrap gap-2">
        <LinkButton
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(csvOf([head, ...links]))}`}
          download={words.file}
          variant="primary"
          icon="download"
        >
          {words.download}
        </LinkButton>
        <Button icon={copied ? "check" : undefined} onClick={copy}>
          <span aria-live="polite">{copied ? words.copied : words.copy}</span>
        </Button>
        <LinkButton href="/settings/people">{words.back}</LinkButton>
      </div>
      <ul className="divide-y divide-line rounded-md border border-line">
        {links.map(([name, email, link]) => (
          <li key={link} className="p-3">
            <p>
              <span className="font-semibold">{name}</span> <span className="break-all text-muted">{email}</span>
            </p>
            <p className="font-mono text-xs break-all select-all">{link}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
