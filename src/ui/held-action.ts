"use client";

import { unstable_isUnrecognizedActionError as isOfEarlierBuild } from "next/navigation";
import { useCallback } from "react";
import { type FormAction, type FormState, formText, isSecretField } from "#lib/form.ts";
import { type UiWords, useUiWords } from "./words.tsx";

/**
 * The action, with a sentence where its answer does not come: no connection, a portal that is away or has been renewed, a
 * defect. The page stays, and what was typed.
 */
export function useHeldAction(action: FormAction): FormAction {
  const words = useUiWords();
  return useCallback(
    async (previous, form) => {
      try {
        return await action(previous, form);
      } catch (error) {
        if (digestOf(error).startsWith("NEXT_")) throw error; // the way to another page
        const values = Object.fromEntries(Object.entries(formText(form)).filter(([name]) => !isSecretField(name)));
        return { ...sentence(error, words), values };
      }
    },
    [action, words],
  );
}

function sentence(error: unknown, words: UiWords): FormState {
  if (isOfEarlierBuild(error)) return { message: words.renewed, stale: true };
  const digest = digestOf(error);
  return { message: digest ? words.defect.replace("{number}", digest) : words.unreachable };
}

/** The number under which the server's log has an error; empty where the server said nothing. */
const digestOf = (error: unknown): string => String((error as { digest?: unknown } | null)?.digest ?? "");
