"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { joined } from "#features/reports/form/draft-edits.ts";
import { readDraft } from "#features/reports/form/form-draft.ts";
import { sendFile } from "#lib/send-file.ts";
import { FileButton } from "#ui/file-button.tsx";
import { Notice } from "#ui/notice.tsx";
import { useDesign } from "./design-context.tsx";

type Note = { key: "leftOut" | "condition" | "several"; name: string };
type Said = { tone: "good" | "bad"; title: string; notes: Note[] };

/** Takes in a form that was made elsewhere: as one step, which can be undone. */
export function TakeFile() {
  const t = useTranslations("forms");
  const { edit } = useDesign();
  const [said, setSaid] = useState<Said | null>(null);

  async function take(file: File) {
    setSaid(null);
    const { found, refused } = await sendFile("/reports/forms/read", file);
    if (refused !== undefined) return setSaid({ tone: "bad", title: refused ?? t("taken.lost"), notes: [] });
    const { draft, notes } = found as { draft: unknown; notes: Note[] };
    const read = readDraft(draft);
    if (!read || read.draft.sheets.length === 0) {
      return setSaid({ tone: "bad", title: t("taken.nothing"), notes: [] });
    }
    edit((whole) => joined(whole, read.draft));
    const count = read.draft.sheets.flatMap(({ sections }) => sections).length;
    setSaid({ tone: "good", title: t("taken.done", { count }), notes });
  }

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <FileButton accept=".xlsx" working={t("taken.reading")} onFile={take}>
          {t("taken.take")}
        </FileButton>
        <p className="text-muted">{t("taken.hint")}</p>
      </div>
      {said && (
        <Notice tone={said.tone} title={said.title}>
          {said.notes.length > 0 && (
            <ul className="list-disc ps-5">
              {said.notes.map(({ key, name }) => (
                <li key={`${key} ${name}`}>{t(`taken.${key}`, { name })}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </div>
  );
}
