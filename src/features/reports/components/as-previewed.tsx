"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Notice } from "#ui/notice.tsx";

/** What was made of a form as it was sent; gone as soon as that form says something else. */
export function AsPreviewed({ form, changed, children }: { form: string; changed: string; children: ReactNode }) {
  const [stale, setStale] = useState(false);
  useEffect(() => {
    const draft = document.getElementById(form);
    const onInput = () => setStale(true);
    setStale(false);
    draft?.addEventListener("input", onInput);
    return () => draft?.removeEventListener("input", onInput);
  }, [form]);
  return stale ? <Notice tone="warn" title={changed} /> : children;
}
