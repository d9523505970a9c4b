"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { formText } from "#lib/form.ts";
import type { FormAction } from "#ui/form.tsx";

/** The action, saying so where the connection is lost instead of losing the page; what was typed stays. */
export function useSafeAction(action: FormAction): FormAction {
  const t = useTranslations("fill");
  const offline = t("offlineAction");
  return useCallback(
    async (previous, form) => {
      try {
        return await action(previous, form);
      } catch (error) {
        if (navigator.onLine && !(error instanceof TypeError)) throw error;
        return { message: offline, values: formText(form) };
      }
    },
    [action, offline],
  );
}
