"use client";

import { createContext, type ReactNode, useContext } from "react";

/** The words that every form and dialog needs; the root layout gives them once, in the reader's language. */
export type UiWords = {
  /** Head of the summary of errors: 'There is a problem'. */
  problem: string;
  /** Behind the label of a field that may stay empty. */
  optional: string;
  /** On a button whose work is under way: 'Working…'. */
  working: string;
  close: string;
  cancel: string;
  choose: string;
  /** Asked before unsaved work is left. */
  leave: string;
  conflict: { title: string; lead: string; field: string; mine: string; theirs: string };
  reload: string;
  /** No answer came: no connection, or the portal is away. */
  unreachable: string;
  /** The page is of an earlier build. */
  renewed: string;
  /** A defect; `{number}` is how the log knows it. */
  defect: string;
};

const Words = createContext<UiWords | null>(null);

/** Put once around the page, in the root layout. */
export function UiWordsProvider({ words, children }: { words: UiWords; children: ReactNode }) {
  return <Words value={words}>{children}</Words>;
}

/** Throws where the provider is missing: words have no default language. */
export function useUiWords(): UiWords {
  const words = useContext(Words);
  if (!words) throw new Error("UiWordsProvider is missing above this component.");
  return words;
}
