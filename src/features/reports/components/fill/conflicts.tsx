"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { focusCell } from "./cell-keys.ts";
import type { Cells } from "./cell-state.ts";
import { useFill, useFillStore, useSheet } from "./fill-context.tsx";
import { nameOf, readValue } from "./words.ts";

/** Cells that somebody else changed at the same time: both values, and the choice. Nothing has been overwritten. */
export function Conflicts() {
  const { blocks } = useSheet();
  const t = useTranslations("fill");
  const cells = useFill((store) => store.cells());
  const places = blocks.flatMap(({ lines }) => lines.flatMap((line) => line.places));
  const torn = places.filter(({ address }) => cells.get(address)?.theirs);
  if (torn.length === 0) return null;
  return (
    <div role="alert" className="mb-4">
      <Notice tone="warn" title={t("conflict.title", { count: torn.length })}>
        <p>{t("conflict.lead")}</p>
        <ul className="mt-2 space-y-3">
          {torn.map((place) => (
            <OneConflict key={place.address} place={place} cells={cells} />
          ))}
        </ul>
      </Notice>
    </div>
  );
}

function OneConflict({ place, cells }: { place: Parameters<typeof nameOf>[0] & { address: string }; cells: Cells }) {
  const { locale } = useSheet();
  const t = useTranslations("fill");
  const store = useFillStore();
  const state = cells.get(place.address);
  if (!state?.theirs) return null;
  const shown = (text: string) => (text === "" ? t("empty") : readValue(place.cell, text, locale));
  const choose = (keep: "mine" | "theirs") => () => {
    store.choose(place.address, keep);
    focusCell(place.address);
  };
  return (
    <li>
      <p className="font-semibold">{nameOf(place, locale)}</p>
      <p>
        {t("conflict.values", {
          mine: shown(state.text),
          theirs: shown(state.theirs.value),
          name: state.theirs.byName,
        })}
      </p>
      <div className="mt-1 flex flex-wrap gap-2">
        <Button onClick={choose("mine")}>{t("conflict.mine", { value: shown(state.text) })}</Button>
        <Button onClick={choose("theirs")}>{t("conflict.theirs", { value: shown(state.theirs.value) })}</Button>
      </div>
    </li>
  );
}
