"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef } from "react";
import { isNumeric, type Place } from "#features/reports/form/cells.ts";
import type { ValueType } from "#features/reports/form/definition.ts";
import { worstOf } from "./check.ts";
import { useFill, useFillStore, useSheet } from "./fill-context.tsx";
import { idOf, inLocale, shownValue } from "./words.ts";

type Control = HTMLInputElement | HTMLSelectElement;
export const FILL_FORM = "fill-form";

/** The box of one cell: a real control with a name of its own, so that it works before and without scripts. */
export function CellControl({ place, label, describedBy }: { place: Place; label?: string; describedBy: string }) {
  const { cell, address } = place;
  const { locale } = useSheet();
  const store = useFillStore();
  const box = useRef<Control>(null);
  const state = useFill((fill) => fill.cell(address));
  const findings = useFill((fill) => fill.checked().at.get(address));
  const selected = useFill((fill) => fill.selection().has(address));
  const shown = shownValue(cell, state.text, locale);
  const first = useRef(shown);

  // What was typed before the scripts had loaded counts as typed.
  useEffect(() => {
    const typed = box.current?.value;
    if (typed !== undefined && typed !== first.current) store.apply([{ address, text: typed }]);
  }, [address, store]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || store.isDrafting(address)) return;
    const active = document.activeElement === element;
    element.value = active ? state.text : shownValue(cell, state.text, locale);
    if (active && element instanceof HTMLInputElement) element.select();
  }, [address, cell, locale, state.text, store]);

  const shared = {
    id: idOf(address),
    name: address,
    form: FILL_FORM,
    "data-cell": address,
    "data-mark": worstOf(findings),
    "data-saving": state.saving,
    "data-selected": selected || undefined,
    "aria-label": label,
    "aria-invalid": findings?.some(({ severity }) => severity === "error") || state.saving === "refused" || undefined,
    "aria-required": cell.required || undefined,
    "aria-describedby": describedBy,
    defaultValue: shown,
    className: "fill-control",
  } as const;
  if (cell.value.type === "yes-no" || cell.value.type === "choice") {
    return <Choice {...shared} box={box} type={cell.value} />;
  }
  return (
    <input
      {...shared}
      ref={box as React.RefObject<HTMLInputElement>}
      type="text"
      inputMode={isNumeric(cell.value) ? (cell.value.type === "integer" ? "numeric" : "decimal") : "text"}
      placeholder={cell.value.type === "date" ? "2026-09-01" : undefined}
      autoComplete="off"
      enterKeyHint="next"
      maxLength={cell.value.type === "text" ? cell.value.max : 60}
      data-numeric={isNumeric(cell.value) || undefined}
      onChange={(event) => store.draft(address, event.currentTarget.value)}
    />
  );
}

function Choice({
  box,
  type,
  ...shared
}: { box: React.RefObject<Control | null>; type: Extract<ValueType, { type: "yes-no" | "choice" }> } & Omit<
  React.ComponentProps<"select">,
  "onChange" | "children"
>) {
  const t = useTranslations("fill");
  const { locale } = useSheet();
  const store = useFillStore();
  const options =
    type.type === "choice"
      ? type.options.map(({ key, names }) => ({ key, name: inLocale(names, locale) }))
      : (["yes", "no"] as const).map((key) => ({ key, name: t(key) }));
  return (
    <select
      {...shared}
      ref={box as React.RefObject<HTMLSelectElement>}
      onChange={(event) => store.apply([{ address: event.currentTarget.name, text: event.currentTarget.value }])}
    >
      <option value="">—</option>
      {options.map(({ key, name }) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}
