"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import type { FormState } from "#lib/form.ts";
import { Button, LinkButton } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { refreshIfReachable } from "./store-life.ts";

/**
 * That a report has arrived, and when, by the server's answer alone. The page behind it is rendered anew once it is
 * closed, so that on the night of a deadline nobody waits for the pages of others; until that succeeds the page says so.
 */
export function Receipt({ state, clock }: { state: FormState; clock: (iso: string) => string }) {
  const t = useTranslations("fill.receipt");
  const router = useRouter();
  const titleId = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!box.current?.open) box.current?.showModal();
  }, []);
  const { at, late } = state.receipt ?? {};
  const tone = late ? "warn" : "good";
  const arrived = typeof at === "string" ? t("arrived", { at: clock(at) }) : "";
  const show = () => void refreshIfReachable(router);
  return (
    <>
      <Notice tone={tone} title={state.message ?? t("title")} actions={<Button onClick={show}>{t("show")}</Button>}>
        {arrived}
      </Notice>
      <dialog ref={box} aria-labelledby={titleId} className="dialog" onClose={show}>
        <h2 id={titleId} className="mb-3 pt-1 text-base">
          {t("title")}
        </h2>
        <div className="space-y-4">
          <Notice tone={tone}>{state.message}</Notice>
          <p>{arrived}</p>
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" onClick={() => box.current?.close()}>
              {t("show")}
            </Button>
            <LinkButton href="/reports">{t("reports")}</LinkButton>
          </div>
        </div>
      </dialog>
    </>
  );
}
