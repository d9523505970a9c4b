"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { sendFile } from "#lib/send-file.ts";
import { LinkButton } from "#ui/button.tsx";
import { FileButton } from "#ui/file-button.tsx";
import { Card } from "#ui/section.tsx";
import { useFillStore } from "./fill-context.tsx";
import { readKept } from "./kept.ts";

/** The way out of the browser and back: the form as a workbook, and what was filled in there. */
export function WorkbookPanel({ assignmentId }: { assignmentId: string }) {
  const t = useTranslations("fill.workbook");
  const store = useFillStore();
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const address = `/reports/${assignmentId}/workbook`;

  async function bring(file: File) {
    setSaid(null);
    const { found, refused } = await sendFile(address, file);
    if (refused !== undefined) return setSaid({ text: refused ?? t("lost"), bad: true });
    const kept = readKept(JSON.stringify((found as { cells?: unknown }).cells));
    const count = Object.keys(kept).length;
    if (count > 0) store.bring(kept);
    setSaid({ text: count > 0 ? t("taken", { count }) : t("same"), bad: false });
  }

  return (
    <Card title={t("title")} lead={t("lead")}>
      <div className="flex flex-wrap items-center gap-2">
        <LinkButton href={address} icon="download" download="">
          {t("download")}
        </LinkButton>
        <FileButton accept=".xlsx" working={t("reading")} onFile={bring}>
          {t("bring")}
        </FileButton>
      </div>
      <p role="status" className={said?.bad ? "mt-3 text-bad" : "mt-3"} hidden={!said}>
        {said?.text}
      </p>
    </Card>
  );
}
