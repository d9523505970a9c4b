"use client";

import { useEffect, useRef } from "react";

/** Moves a column's line one up or down, keeps the focus on the pressed button and says where the column now stands. */
function onClick(event: MouseEvent) {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[name=move]") : null;
  const line = button?.closest("li");
  if (!button || !line) return;
  event.preventDefault();
  if (button.value.endsWith(" up")) line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  button.focus();
  const form = button.form;
  const said = form?.querySelector("output");
  const lines = [...(line.parentElement?.children ?? [])];
  if (!said) return;
  said.textContent = (form?.dataset.columns ?? "")
    .replace("{column}", line.dataset.header ?? "")
    .replace("{place}", String(lines.indexOf(line) + 1))
    .replace("{count}", String(lines.length));
}

/** Keeps out of the address what is as usual: such fields are not sent. */
function onSubmit(event: SubmitEvent) {
  const form = event.target as HTMLFormElement;
  const columns = [...form.querySelectorAll<HTMLInputElement>("input[name=col]")];
  const chosen = columns.filter(({ type, checked }) => type === "hidden" || checked).map(({ value }) => value);
  const usual = chosen.join(" ") === form.dataset.usual ? columns : [];
  const left = [...usual, ...form.querySelectorAll<HTMLInputElement>("input[data-usual]:checked")];
  for (const field of left) field.disabled = true;
  setTimeout(() => {
    for (const field of left) field.disabled = false;
  });
}

/**
 * Lets the buttons of the columns' form move its lines at once, and leaves what is usual out of the address; without it
 * each button sends the form, and all of it.
 */
export function ColumnKeys() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const panel = mark.current?.parentElement;
    panel?.addEventListener("click", onClick);
    panel?.addEventListener("submit", onSubmit, true);
    return () => {
      panel?.removeEventListener("click", onClick);
      panel?.removeEventListener("submit", onSubmit, true);
    };
  }, []);
  return <span ref={mark} hidden />;
}
