"use client";

import type { ReactNode } from "react";
import { useFieldScope } from "./form-context.tsx";

/** A question that is asked only once the form came back because of it, or with its answer. */
export function IfRefused({ name, children }: { name: string; children: ReactNode }) {
  const { errors, typed } = useFieldScope(name);
  return errors.length > 0 || typed !== undefined ? children : null;
}
