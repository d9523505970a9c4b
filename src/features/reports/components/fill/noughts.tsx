"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";
import { say } from "#ui/said.tsx";
import { valuesOf } from "./check.ts";
import { useFill, useFillStore, useSheet } from "./fill-context.tsx";
import type { Block } from "./layout.ts";
import { emptyNumbers, zeroReturn } from "./zero-return.ts";

/** Fewer are as quickly typed. */
const FEWEST = 3;

/** Writes the zero return of a section in one step that can be undone. What nobody has said stays missing. */
export function Noughts({ block }: { block: Block }) {
  const t = useTranslations("fill.noughts");
  const { definition, context } = useSheet();
  const store = useFillStore();
  const count = useFill((fill) => emptyNumbers(block, valuesOf(fill.cells())).length);
  if (count < FEWEST) return null;
  const write = () => {
    const typings = zeroReturn(block, definition, valuesOf(store.cells()), context);
    store.apply(typings);
    say(t("done", { count: typings.length }));
  };
  return (
    <Button variant="quiet" onClick={write}>
      {t("write", { count })}
    </Button>
  );
}
