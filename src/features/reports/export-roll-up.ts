import { MISSING } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { fileResponse } from "#lib/tabular/file-response.ts";
import { type TableSheet, writeXlsx } from "#lib/tabular/write.ts";
import { words, wordsFor } from "#server/words.ts";
import { GROUPINGS } from "./coverage.ts";
import { cellTitle, inLanguage, unitOf } from "./figure-words.ts";
import type { RollUpKind } from "./lifecycle.ts";
import { figureAt, type RolledUp } from "./roll-up.ts";
import { type Place, placesBy } from "./roll-up-places.ts";
import type { Say } from "./type-words.ts";

/**
 * A roll-up as a workbook in the order of the form: by district, stage, settlement and ownership, what it rests on with
 * the missing schools by name, and the lines that figures include beside what schools sent. A figure nobody gave is '—',
 * never nought.
 */
export async function rollUpWorkbook(rolledUp: RolledUp, kind: RollUpKind, locale: Locale): Promise<Response> {
  const t = words(locale);
  const name = `${campaignTitle(rolledUp, locale)} ${t("rollUp.title")} ${t(`rollUp.kind.${kind}.name`)}`;
  const file = await writeXlsx({ writtenAt: new Date(), sheets: rollUpSheets(rolledUp, kind, locale) });
  return fileResponse(name, "xlsx", file);
}

export function campaignTitle({ campaign }: RolledUp, locale: Locale): string {
  return named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale);
}

/** The sheets of a roll-up: by district, stage, settlement and ownership, what it rests on, and the lines it includes. */
export function rollUpSheets(rolledUp: RolledUp, kind: RollUpKind, locale: Locale): TableSheet[] {
  const t = words(locale);
  const say: Say = (key, values) => wordsFor(locale, key, values);
  const groups = GROUPINGS.map((by) => ({ by, places: placesBy(rolledUp, by, say, locale) }));
  const [whole] = groups[0]?.places ?? [];
  return [
    ...groups.map(({ by, places }) => figureSheet(rolledUp, t(`rollUp.by.${by}`), places, locale)),
    coverageSheet([...(whole ? [whole] : []), ...groups.flatMap(({ places }) => places.slice(1))], kind, locale),
    ...(whole?.covered?.missing.length ? [missingSheet(groups[0]?.places ?? [], locale)] : []),
    ...(rolledUp.lines.length > 0 ? [linesSheet(rolledUp, locale)] : []),
  ];
}

function figureSheet(rolledUp: RolledUp, name: string, places: Place[], locale: Locale): TableSheet {
  const t = words(locale);
  return {
    name,
    columns: [
      { header: t("rollUp.block"), kind: "text", width: 22 },
      { header: t("rollUp.cell"), kind: "text", width: 14 },
      { header: t("rollUp.item"), kind: "text", width: 40 },
      { header: t("rollUp.unit"), kind: "text", width: 10 },
      ...places.map((place) => ({ header: place.name, kind: "number" as const })),
    ],
    rows: rolledUp.cells.map((cell) => [
      inLanguage(cell.section.names, locale),
      cell.address,
      cellTitle(cell, locale),
      unitOf(cell, locale),
      ...places.map(({ key }) => figureAt(rolledUp, key, cell.address).value ?? MISSING),
    ]),
  };
}

/** The lines that the figures include. */
export function linesSheet({ lines, cells }: Pick<RolledUp, "lines" | "cells">, locale: Locale): TableSheet {
  const t = words(locale);
  const known = new Map(cells.map((cell) => [cell.address, cell]));
  return {
    name: t("rollUp.lines.title"),
    columns: [
      { header: t("rollUp.cell"), kind: "text", width: 14 },
      { header: t("rollUp.item"), kind: "text", width: 40 },
      { header: t("rollUp.lines.school"), kind: "text", width: 32 },
      { header: t("rollUp.lines.amount"), kind: "number" },
      { header: t("rollUp.unit"), kind: "text", width: 10 },
      { header: t("rollUp.lines.reason"), kind: "text", width: 60 },
      { header: t("rollUp.lines.author"), kind: "text", width: 24 },
      { header: t("rollUp.lines.addedOn"), kind: "text", width: 22 },
    ],
    rows: lines.map((line) => {
      const cell = known.get(line.cell);
      return [
        line.cell,
        cell ? cellTitle(cell, locale) : "",
        named(line, locale),
        line.amount,
        cell ? unitOf(cell, locale) : "",
        line.reason,
        line.authorName,
        line.addedAt.toISOString().replace("T", " ").slice(0, 16),
      ];
    }),
  };
}

function coverageSheet(places: Place[], kind: RollUpKind, locale: Locale): TableSheet {
  const t = words(locale);
  return {
    name: t("rollUp.rests"),
    columns: [
      { header: t("rollUp.place"), kind: "text", width: 28 },
      { header: t("rollUp.expected"), kind: "number" },
      { header: t("rollUp.counted"), kind: "number" },
      { header: t("rollUp.missingSchools"), kind: "number" },
      { header: t(`rollUp.kind.${kind}.name`), kind: "text", width: 60 },
    ],
    rows: places.map(({ name, covered }) => [
      name,
      covered?.expected ?? 0,
      covered?.reported ?? 0,
      covered?.missing.length ?? 0,
      t(`rollUp.kind.${kind}.means`),
    ]),
  };
}

/** The schools that are not counted, one to a line, by district; of a reader of one district, that district's. */
function missingSheet([whole, ...districts]: Place[], locale: Locale): TableSheet {
  const t = words(locale);
  const places = districts.length > 0 ? districts : whole ? [whole] : [];
  return {
    name: t("rollUp.missingSchools"),
    columns: [
      { header: t("rollUp.by.district"), kind: "text", width: 28 },
      { header: t("rollUp.missingSchools"), kind: "text", width: 48 },
    ],
    rows: places.flatMap(({ name, covered }) =>
      (covered?.missing ?? []).map((school) => [name, named(school, locale)]),
    ),
  };
}
