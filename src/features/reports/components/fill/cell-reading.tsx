"use client";

import { useTranslations } from "next-intl";
import type { Place } from "#features/reports/form/cells.ts";
import { Icon } from "#ui/icon.tsx";
import { worstOf } from "./check.ts";
import { useSheet } from "./fill-context.tsx";
import { useReading } from "./reading-context.tsx";
import { changeOf, idOf, inLocale, nameOf, readValue } from "./words.ts";

/** A cell as whoever judges it reads it: its value, what it was, what is remarked on it. */
export function CellReading({ place }: { place: Place }) {
  const { address, cell } = place;
  const { locale, comments } = useSheet();
  const { values, compared, findings, onCell } = useReading();
  const t = useTranslations("fill");
  const text = values[address] ?? "";
  const found = findings.get(address);
  const remarks = comments.filter((comment) => comment.cell === address && !comment.resolved).length;
  const shown = text === "" ? "—" : yesNo(cell.value.type, text, t) || readValue(cell, text, locale);
  const body = (
    <>
      <span className="fill-read">{shown}</span>
      {text === "" && <span className="sr-only">{t("empty")}</span>}
      {remarks > 0 && (
        <span className="fill-remarks">
          <Icon name="flag" size={14} />
          <span className="sr-only">{t("remarks", { count: remarks })}</span>
        </span>
      )}
    </>
  );
  return (
    <span id={idOf(address)} tabIndex={-1} className="fill-reading" data-mark={worstOf(found)}>
      {onCell ? (
        <button
          type="button"
          className="fill-press"
          aria-label={t("remarkOn", { name: nameOf(place, locale), value: shown, count: remarks })}
          onClick={() => onCell(address)}
        >
          {body}
        </button>
      ) : (
        body
      )}
      {compared?.far?.includes(address) && (
        <span className="fill-tone tone-warn">
          <Icon name="warn" size={14} /> {t("far")}
        </span>
      )}
      {compared && <Was place={place} now={text} before={compared.values[address] ?? ""} name={compared.name} />}
      {found && <span className="sr-only">{found.map(({ message }) => inLocale(message, locale)).join(" ")}</span>}
    </span>
  );
}

type Words = ReturnType<typeof useTranslations<"fill">>;

const yesNo = (type: string, text: string, t: Words): string =>
  type === "yes-no" && (text === "yes" || text === "no") ? t(text) : "";

function Was({ place, now, before, name }: { place: Place; now: string; before: string; name: string }) {
  const { locale } = useSheet();
  const t = useTranslations("fill");
  const { cell } = place;
  const was = before === "" ? "—" : yesNo(cell.value.type, before, t) || readValue(cell, before, locale);
  const change = changeOf(cell, now, before, locale);
  return (
    <span className="fill-hint" data-changed={before !== now || undefined}>
      <span className="sr-only">{name} </span>
      {was}
      {change !== undefined && change !== "0" && <span className="fill-change"> {change}</span>}
    </span>
  );
}
