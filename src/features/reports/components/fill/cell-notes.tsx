"use client";

import { useTranslations } from "next-intl";
import { type Place, TOTAL } from "#features/reports/form/cells.ts";
import type { Finding } from "#features/reports/form/evaluate.ts";
import { formatNumber } from "#lib/decimal.ts";
import type { Locale } from "#lib/plain-date.ts";
import { useFill, useFillStore, useSheet } from "./fill-context.tsx";
import { TONES } from "./tones.ts";
import { changeOf, idOf, inLocale, nameOf, readValue } from "./words.ts";

export const notesId = (address: string): string => `${idOf(address)}-notes`;

/** What stands under a cell's box: the earlier value and the change, the offered sum; its state and findings in words. */
export function CellNotes({ place, findingsShown = false }: { place: Place; findingsShown?: boolean }) {
  const { address } = place;
  const { locale } = useSheet();
  const findings = useFill((fill) => fill.checked().at.get(address));
  const look = findingsShown ? "fill-findings" : "sr-only";
  return (
    <>
      <span id={notesId(address)} className="fill-notes">
        <Earlier place={place} named={findingsShown} />
        <StateWord address={address} />
        <Remark address={address} shown={findingsShown} />
        {findings && <span className={look}>{inLocaleFindings(findings, locale)}</span>}
      </span>
      {place.row?.key === TOTAL && <Offer place={place} />}
    </>
  );
}

/** The sentences of findings, each in its colour. */
export const inLocaleFindings = (findings: readonly Finding[], locale: Locale) =>
  findings.map(({ key, severity, message }) => (
    <span key={key} className={`fill-tone tone-${TONES[severity]}`}>
      {inLocale(message, locale)}{" "}
    </span>
  ));

function Earlier({ place, named }: { place: Place; named: boolean }) {
  const { address, cell } = place;
  const { hints, hintName, carried, locale } = useSheet();
  const t = useTranslations("fill");
  const text = useFill((fill) => fill.cell(address).text);
  const held = useFill((fill) => fill.cell(address).held);
  const hint = hints[address];
  const source = carried[address];
  const change = changeOf(cell, text, hint, locale);
  return (
    <>
      {source && text === held && <span className="fill-source">{t(`from.${source}`)}</span>}
      {hint && (
        <span className="fill-hint">
          <span className={named ? undefined : "sr-only"}>{t(hintName)} </span>
          {readValue(cell, hint, locale)}
          {change !== undefined && change !== "0" && (
            <>
              <span className="sr-only">{t("change")}</span> <span className="fill-change">{change}</span>
            </>
          )}
        </span>
      )}
    </>
  );
}

/** That whoever judges the report has remarked on this cell; the words where there is room for them. */
function Remark({ address, shown }: { address: string; shown: boolean }) {
  const { comments } = useSheet();
  const t = useTranslations("fill");
  const open = comments.filter(({ cell, resolved }) => cell === address && !resolved);
  if (open.length === 0) return null;
  return (
    <span className="fill-remark">
      {t("remarked")}
      <span className={shown ? undefined : "sr-only"}> {open.map(({ text }) => text).join(" ")}</span>
    </span>
  );
}

/** Only what is not as it should be is said of a cell; 'saved' is said once for the page. */
function StateWord({ address }: { address: string }) {
  const t = useTranslations("fill");
  const saving = useFill((fill) => fill.cell(address).saving);
  if (saving === "saved" || saving === "waiting" || saving === "sending") return null;
  return <span className="fill-state">{t(`cell.${saving}`)}</span>;
}

function Offer({ place }: { place: Place }) {
  const { locale } = useSheet();
  const t = useTranslations("fill");
  const store = useFillStore();
  const offer = useFill((fill) => fill.sumFor(place.address));
  const text = useFill((fill) => fill.cell(place.address).text);
  if (offer === undefined || offer === text) return null;
  return (
    <button
      type="button"
      tabIndex={-1} // Tab goes from cell to cell; Alt and = takes the sum
      className="fill-offer"
      aria-label={t("takeSum", { sum: formatNumber(offer, locale), name: nameOf(place, locale) })}
      onClick={() => store.apply([{ address: place.address, text: offer }])}
    >
      Σ {formatNumber(offer, locale)}
    </button>
  );
}
