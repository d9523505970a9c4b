"use client";

import { createContext, useContext } from "react";
import type { Text } from "#features/reports/form/definition.ts";
import type { Path } from "#features/reports/form/draft-edits.ts";
import { at, put } from "#features/reports/form/draft-edits.ts";
import type { FormDraft } from "#features/reports/form/form-draft.ts";
import type { Problem } from "#features/reports/form/problem.ts";
import type { Locale } from "#lib/plain-date.ts";

export type Design = {
  locale: Locale;
  draft: FormDraft;
  /** What is wrong with the draft as it stood a moment ago. */
  problems: readonly Problem[];
  /** Changes the draft as one step that can be undone; steps of one `typing` in a row are one. */
  edit: (change: (draft: FormDraft) => FormDraft, typing?: string) => void;
};

export const DesignContext = createContext<Design | null>(null);

export function useDesign(): Design {
  const design = useContext(DesignContext);
  if (!design) throw new Error("This part stands only in the designer of a form.");
  return design;
}

/** A name in the reader's language, or in the other one. */
export const eitherName = ({ en, zh }: Text, locale: Locale): string => (locale === "en" ? en || zh : zh || en);

/** The parts of a draft have no identity beyond their place; their fields hold nothing of their own. */
export const placeKey = (path: Path): string => path.join(".");

const isAt = (problem: Problem, path: Path): boolean =>
  problem.path.length >= path.length && path.every((step, index) => step === problem.path[index]);

/** Here itself; of words in two languages, which are wrong together, beside the first. */
function isHere(problem: Problem, path: Path): boolean {
  const own = path.at(-1) === "zh" ? [path, path.slice(0, -1)] : [path];
  return own.some((one) => one.length === problem.path.length && isAt(problem, one));
}

/** The field beside which a problem is said, by its id: the nearest one that there is. */
export function fieldOf({ path }: Problem): HTMLElement | null {
  for (let length = path.length; length > 0; length -= 1) {
    const id = `d-${placeKey(path.slice(0, length))}`;
    const field = document.getElementById(id) ?? document.querySelector<HTMLElement>(`[id^="${id}."]`);
    if (field) return field;
  }
  return null;
}

/** The value at a place of the draft, a way to change it, and what is wrong with it (`within`: or with parts of it). */
export function useEntry<Value>(path: Path, within = false) {
  const { draft, problems, edit } = useDesign();
  const key = placeKey(path);
  return {
    id: `d-${key}`,
    value: at(draft, path) as Value,
    set: (value: Value | undefined) => edit((whole) => put(whole, path, value), key),
    problems: problems.filter((problem) => (within ? isAt(problem, path) : isHere(problem, path))),
  };
}
