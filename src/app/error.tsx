"use client";

import { useEffect } from "react";
import { Button } from "#ui/button.tsx";

const WORDS = {
  en: {
    title: "Something went wrong on our side",
    text: "Nothing was changed. Try again; if it happens once more, give your administrator this number:",
    again: "Try again",
  },
  "zh-CN": {
    title: "系统出现问题",
    text: "没有任何内容被更改。请重试；如再次出现，请将以下编号告知管理员：",
    again: "重试",
  },
};

/** A defect: the page says so, what was not changed, and the number under which the log has it. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const words = WORDS[typeof document !== "undefined" && document.documentElement.lang === "en" ? "en" : "zh-CN"];
  useEffect(() => document.getElementById("error-title")?.focus(), []);
  return (
    <div className="mx-auto max-w-xl space-y-4 p-6">
      <h1 id="error-title" tabIndex={-1} className="text-xl font-semibold">
        {words.title}
      </h1>
      <p>
        {words.text} <code>{error.digest ?? "—"}</code>
      </p>
      <Button onClick={retry}>{words.again}</Button>
    </div>
  );
}
