"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type FormState, formText } from "#lib/form.ts";
import type { FormAction } from "#ui/form.tsx";

/**
 * The action, saying so where the connection is lost instead of losing the page; what was typed stays.
 * @param onReceipt told where the answer comes without the page
 */
export function useSafeAction(action: FormAction, onReceipt?: (state: FormState) => void): FormAction {
  const t = useTranslations("fill");
  const offline = t("offlineAction");
  return useCallback(
    async (previous, form) => {
      try {
        const state = await action(previous, form);
        if (state.receipt) onReceipt?.(state);
        return state;
      } catch (error) {
        if (navigator.onLine && !(error instanceof TypeError)) throw error;
        return { message: offline, values: formText(form) };
      }
    },
    [action, offline, onReceipt],
  );
}
