"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button, LinkButton } from "#ui/button.tsx";
import { Card } from "#ui/section.tsx";
import { useFillStore } from "./fill-context.tsx";
import { type Kept, readKept } from "./kept.ts";

const TOO_LONG = 60_000;

/** What a workbook that was brought back holds, or a sentence that says why it is not taken. */
async function lookInto(address: string, file: File): Promise<{ kept: Kept } | { refused: string | null }> {
  try {
    const signal = AbortSignal.timeout(TOO_LONG);
    const response = await fetch(address, { method: "POST", body: file, signal });
    const body = (await response.json()) as { cells?: unknown; message?: string };
    return response.ok ? { kept: readKept(JSON.stringify(body.cells)) } : { refused: body.message ?? null };
  } catch {
    return { refused: null };
  }
}

/** The way out of the browser and back: the form as a workbook, and what was filled in there. */
export function WorkbookPanel({ assignmentId }: { assignmentId: string }) {
  const t = useTranslations("fill.workbook");
  const store = useFillStore();
  const id = useId();
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const [reading, setReading] = useState(false);
  const address = `/reports/${assignmentId}/workbook`;

  async function bring(file: File) {
    setReading(true);
    setSaid(null);
    const found = await lookInto(address, file);
    setReading(false);
    if ("refused" in found) return setSaid({ text: found.refused ?? t("lost"), bad: true });
    const count = Object.keys(found.kept).length;
    if (count > 0) store.bring(found.kept);
    setSaid({ text: count > 0 ? t("taken", { count }) : t("same"), bad: false });
  }

  return (
    <Card title={t("title")} lead={t("lead")}>
      <div className="flex flex-wrap items-center gap-2">
        <LinkButton href={address} icon="download" download="">
          {t("download")}
        </LinkButton>
        <input
          id={id}
          type="file"
          accept=".xlsx"
          className="sr-only"
          tabIndex={-1}
          aria-label={t("bring")}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (file) void bring(file);
          }}
        />
        <Button
          icon="upload"
          pending={reading}
          pendingLabel={t("reading")}
          onClick={() => document.getElementById(id)?.click()}
        >
          {t("bring")}
        </Button>
      </div>
      <p role="status" className={said?.bad ? "mt-3 text-bad" : "mt-3"} hidden={!said}>
        {said?.text}
      </p>
    </Card>
  );
}
