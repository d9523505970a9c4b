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

/** Lets the buttons of the columns' form move its lines at once; without it each of them sends the form. */
export function ColumnKeys() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const panel = mark.current?.parentElement;
    panel?.addEventListener("click", onClick);
    return () => panel?.removeEventListener("click", onClick);
  }, []);
  return <span ref={mark} hidden />;
}
