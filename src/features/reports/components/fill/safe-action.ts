"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { formText } from "#lib/form.ts";
import type { FormAction } from "#ui/form.tsx";

/**
 * The action, saying so where the connection is lost instead of losing the page; what was typed stays. `tell` says
 * what was done where the form is gone with it.
 */
export function useSafeAction(action: FormAction, tell?: (sentence: string) => void): FormAction {
  const t = useTranslations("fill");
  const offline = t("offlineAction");
  return useCallback(
    async (previous, form) => {
      try {
        const state = await action(previous, form);
        if (state.done && state.message) tell?.(state.message);
        return state;
      } catch (error) {
        if (navigator.onLine && !(error instanceof TypeError)) throw error;
        return { message: offline, values: formText(form) };
      }
    },
    [action, offline, tell],
  );
}
