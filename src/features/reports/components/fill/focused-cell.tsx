"use client";

import { useTranslations } from "next-intl";
import { inLocaleFindings } from "./cell-notes.tsx";
import { useFill, useSheet } from "./fill-context.tsx";
import { inLocale, nameOf, readValue } from "./words.ts";

/**
 * The focused cell in full, as a sheet's formula bar shows it: name, meaning, earlier value, findings, remarks. For the
 * eye: the same words belong to the cell itself for those who listen.
 */
export function FocusedCell() {
  const { blocks, locale, hints, hintName, comments } = useSheet();
  const t = useTranslations("fill");
  const address = useFill((store) => store.focused());
  const findings = useFill((store) => (address ? store.checked().at.get(address) : undefined));
  const places = blocks.flatMap(({ lines }) => lines.flatMap((line) => line.places));
  const place = places.find((one) => one.address === address);
  if (!place) return null;
  const { cell } = place;
  const hint = hints[place.address];
  const remarks = comments.filter((comment) => comment.cell === place.address && !comment.resolved);
  return (
    <div className="fill-focused" aria-hidden="true">
      <p>
        <span className="fill-code">{cell.code}</span> <span className="font-semibold">{nameOf(place, locale)}</span>
        {cell.unit && <span className="text-muted"> · {inLocale(cell.unit, locale)}</span>}
        <span className="text-muted"> · {t(`measure.${cell.measure}`)}</span>
        {hint && (
          <span className="text-muted">
            {" "}
            · {t(hintName)} {readValue(cell, hint, locale)}
          </span>
        )}
      </p>
      {cell.help && <p className="fill-focused-help">{inLocale(cell.help, locale)}</p>}
      {findings && inLocaleFindings(findings, locale)}
      {remarks.map(({ id, by, text }) => (
        <p key={id} className="tone-info fill-tone">
          {by}: {text}
        </p>
      ))}
    </div>
  );
}
