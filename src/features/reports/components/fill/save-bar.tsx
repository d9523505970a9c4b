"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "#ui/button.tsx";
import { Icon } from "#ui/icon.tsx";
import { FILL_FORM } from "./cell-control.tsx";
import { focusCell } from "./cell-keys.ts";
import { nextProblem, type Problems } from "./check.ts";
import { useFill, useFillStore } from "./fill-context.tsx";
import { FocusedCell } from "./focused-cell.tsx";

/** Always in sight below the cells: the focused cell in words, what is saved and what waits, and where to go next. */
export function SaveBar({ problems, clock }: { problems: Problems; clock: (iso: string) => string }) {
  const t = useTranslations("fill");
  const store = useFillStore();
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const canUndo = useFill((fill) => fill.canUndo());
  const canRedo = useFill((fill) => fill.canRedo());
  const wrong = problems.errors.length + problems.unexplained.length + problems.empty.length;
  const turn = (way: "undo" | "redo") => () => {
    const address = store.turn(way);
    if (address) focusCell(address);
  };
  return (
    <div className="fill-bar">
      <FocusedCell />
      <div className="fill-bar-line">
        {ready ? (
          <SaveState clock={clock} />
        ) : (
          <Button type="submit" form={FILL_FORM} variant="primary">
            {t("save")}
          </Button>
        )}
        <div className="flex flex-wrap items-center gap-1">
          <Button variant="quiet" icon="undo" iconOnly disabled={!canUndo} onClick={turn("undo")}>
            {t("undo")}
          </Button>
          <Button variant="quiet" icon="undo" iconOnly className="fill-redo" disabled={!canRedo} onClick={turn("redo")}>
            {t("redo")}
          </Button>
          {wrong > 0 && (
            <Button
              icon="down"
              onClick={() => {
                const address = nextProblem(problems, store.focused());
                if (address) focusCell(address);
              }}
            >
              {t("next", { count: wrong })}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** What is saved and what waits, in words; read aloud when it changes. */
function SaveState({ clock }: { clock: (iso: string) => string }) {
  const t = useTranslations("fill");
  const cells = useFill((fill) => fill.cells());
  const { phase, savedAt, message, signedOut } = useFill((fill) => fill.saving());
  const states = [...cells.values()].map(({ saving }) => saving);
  const count = (...of: string[]) => states.filter((state) => of.includes(state)).length;
  const waiting = count("waiting", "sending");
  const stuck = count("refused", "conflict");
  const broken = phase === "lost" || phase === "stopped";
  const said = {
    lost: () => t("saving.lost", { count: waiting }),
    stopped: () => message || t("saving.stopped", { count: waiting }),
    waiting: () => t("saving.waiting", { count: waiting }),
    saved: () => {
      if (savedAt) return t("saving.saved", { time: clock(savedAt) });
      return stuck > 0 ? "" : t("saving.all");
    },
  }[broken ? phase : waiting > 0 ? "waiting" : "saved"]();
  const alarming = broken || stuck > 0;
  return (
    <div className="fill-saving">
      <p role="status" className={`flex items-center gap-1.5 ${alarming ? "text-bad" : "text-muted"}`}>
        <Icon name={alarming ? "warn" : waiting > 0 ? "refresh" : "check"} size={16} className="flex-none" />
        <span>
          {said}
          {stuck > 0 && `${said && " · "}${t("saving.stuck", { count: stuck })}`}
        </span>
      </p>
      {broken && <TryAgain phase={phase} signedOut={signedOut} />}
    </div>
  );
}

function TryAgain({ phase, signedOut }: { phase: string; signedOut: boolean }) {
  const t = useTranslations("fill");
  const store = useFillStore();
  return (
    <>
      {signedOut && (
        <a className="link" href="/sign-in" target="_blank" rel="noreferrer">
          {t("signIn")}
        </a>
      )}
      {phase === "stopped" && !signedOut ? (
        <Button variant="quiet" onClick={() => window.location.reload()}>
          {t("reload")}
        </Button>
      ) : (
        <Button variant="quiet" onClick={() => void store.save()}>
          {t("tryAgain")}
        </Button>
      )}
    </>
  );
}
