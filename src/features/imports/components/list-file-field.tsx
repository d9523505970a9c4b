"use client";

import { type ReactNode, useState } from "react";
import { FileField } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";

const ACCEPT = ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The file to import. One that is too large is refused here already: the server would cut its way short. */
export function ListFileField({
  maxBytes,
  tooLarge,
  ...field
}: {
  label: string;
  hint: ReactNode;
  maxBytes: number;
  /** Said where the chosen file is larger than that. */
  tooLarge: string;
}) {
  const [refused, setRefused] = useState("");
  return (
    <div
      className="space-y-3"
      onChange={(event) => {
        const input = event.target;
        if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
        const file = input.files?.[0];
        const large = file !== undefined && file.size > maxBytes;
        if (large) input.value = "";
        setRefused(large ? file.name : "");
      }}
    >
      <FileField name="file" {...field} required accept={ACCEPT} />
      <div role="alert">
        {refused && (
          <Notice tone="bad" title={refused}>
            {tooLarge}
          </Notice>
        )}
      </div>
    </div>
  );
}
