"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { insert, move, type Path, remove } from "#features/reports/form/draft-edits.ts";
import type { Problem } from "#features/reports/form/problem.ts";
import { Button } from "#ui/button.tsx";
import { Icon } from "#ui/icon.tsx";
import { placeKey, useDesign, useEntry } from "./design-context.tsx";

type Shared = {
  path: Path;
  label: string /** The label is only read aloud, as in a grid with heads. */;
  bare?: boolean;
  hint?: string;
};

/** One line (or several) of a draft. */
export function TextEntry({
  rows,
  code,
  suggestions,
  ...entry
}: Shared & {
  rows?: number /** Set in the type of formulas. */;
  code?: boolean;
  suggestions?: string;
}) {
  const { id, value, set, problems } = useEntry<string | undefined>(entry.path);
  const shared = {
    id,
    value: value ?? "",
    spellCheck: !code,
    autoComplete: "off",
    "aria-label": entry.bare ? entry.label : undefined,
    "aria-invalid": problems.length > 0 || undefined,
    "aria-describedby": problems.length > 0 ? `${id}-error` : undefined,
    className: `control ${code ? "font-mono" : ""}`,
  };
  return (
    <Frame id={id} entry={entry} problems={problems}>
      {rows ? (
        <textarea {...shared} rows={rows} onChange={(event) => set(event.currentTarget.value)} />
      ) : (
        <input {...shared} type="text" list={suggestions} onChange={(event) => set(event.currentTarget.value)} />
      )}
    </Frame>
  );
}

/** One of a few. `none` names the choice of nothing. */
export function ChoiceEntry({
  options,
  none,
  onChoose,
  ...entry
}: Shared & {
  options: readonly { value: string; label: string }[];
  none?: string;
  /** What choosing does, where it is more than writing the word down. */
  onChoose?: (value: string) => void;
}) {
  const { id, value, set, problems } = useEntry<string | undefined>(entry.path);
  return (
    <Frame id={id} entry={entry} problems={problems}>
      <span className="select">
        <select
          id={id}
          value={value ?? ""}
          aria-label={entry.bare ? entry.label : undefined}
          className="control"
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            if (onChoose) onChoose(chosen);
            else set(chosen === "" ? undefined : chosen);
          }}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size={16} />
      </span>
    </Frame>
  );
}

export function TickEntry({ path, label, bare }: Shared) {
  const { id, value, set } = useEntry<boolean>(path);
  return (
    <label htmlFor={id} className={`flex items-center gap-2 ${bare ? "h-9" : ""}`}>
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        aria-label={bare ? label : undefined}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      {!bare && label}
    </label>
  );
}

function Frame({
  id,
  entry,
  problems,
  children,
}: {
  id: string;
  entry: Shared;
  problems: readonly Problem[];
  children: ReactNode;
}) {
  return (
    <div className="field min-w-0" data-invalid={problems.length > 0 || undefined}>
      {!entry.bare && (
        <label htmlFor={id} className="font-semibold">
          {entry.label}
        </label>
      )}
      {entry.hint && <p className="text-muted">{entry.hint}</p>}
      {children}
      <ProblemList id={`${id}-error`} problems={problems} />
    </div>
  );
}

/** A number from 1 to `most`. */
export function CountEntry({ path, label, most }: { path: Path; label: string; most: number }) {
  const { id, value, set } = useEntry<number>(path);
  return (
    <div className="field">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        className="control"
        value={value}
        onChange={(event) => {
          const typed = Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 4));
          set(Math.max(1, Math.min(most, typed)));
        }}
      />
    </div>
  );
}

/** Up, down, away: the same for every part of a list. */
export function Steps({ path, index, of, what }: { path: Path; index: number; of: number; what: string }) {
  const t = useTranslations("forms.design");
  const { edit } = useDesign();
  return (
    <span className="flex gap-1">
      <Button
        variant="quiet"
        icon="up"
        iconOnly
        disabled={index === 0}
        onClick={() => edit((whole) => move(whole, path, index, -1))}
      >
        {t("up", { what })}
      </Button>
      <Button
        variant="quiet"
        icon="down"
        iconOnly
        disabled={index === of - 1}
        onClick={() => edit((whole) => move(whole, path, index, 1))}
      >
        {t("down", { what })}
      </Button>
      <Button variant="quiet" icon="close" iconOnly onClick={() => edit((whole) => remove(whole, path, index))}>
        {t("remove", { what })}
      </Button>
    </span>
  );
}

/** Parts that have a key and a name, one a line; a new one takes the next number after its letter. */
export function NamedList({
  path,
  list,
  letter,
  add,
}: {
  path: Path;
  list: readonly { key: string }[];
  letter: string;
  add: string;
}) {
  const t = useTranslations("forms.design");
  const { edit } = useDesign();
  const fresh = { key: `${letter}${list.length + 1}`, names: { en: "", zh: "" } };
  return (
    <>
      <ul className="space-y-2">
        {list.map(({ key }, index) => (
          <li key={placeKey([...path, index])} className="flex flex-wrap items-start gap-2">
            <TextEntry bare path={[...path, index, "key"]} label={t("key")} code />
            <TextEntry bare path={[...path, index, "names", "zh"]} label={t("nameZh")} />
            <TextEntry bare path={[...path, index, "names", "en"]} label={t("nameEn")} />
            <Steps path={path} index={index} of={list.length} what={key} />
          </li>
        ))}
      </ul>
      <Button icon="plus" onClick={() => edit((whole) => insert(whole, path, list.length, fresh))}>
        {add}
      </Button>
    </>
  );
}

/** What is wrong, in words, beside what it is wrong with. */
export function ProblemList({ id, problems }: { id?: string; problems: readonly Problem[] }) {
  const say = useProblemWords();
  if (problems.length === 0) return null;
  return (
    <ul id={id} className="space-y-1 text-bad">
      {problems.map((problem) => (
        <li key={say(problem)} className="flex items-start gap-1.5">
          <Icon name="bad" size={16} className="mt-0.5 flex-none" />
          <span>{say(problem)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A problem's sentence; of a formula with the place where it was noticed, counted from 1. */
export function useProblemWords(): (problem: Problem) => string {
  const t = useTranslations("forms");
  return ({ key, values, at }) => {
    const said = t(`problem.${key}` as Parameters<typeof t>[0], { ...values, at: (at ?? 0) + 1 });
    return at === undefined ? said : t("problemAt", { said, at: at + 1 });
  };
}
