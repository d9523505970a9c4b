import { MISSING } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { fileResponse } from "#lib/tabular/file-response.ts";
import { type TableSheet, writeXlsx } from "#lib/tabular/write.ts";
import { words } from "#server/words.ts";
import type { Covered } from "./coverage.ts";
import { cellTitle, inLanguage, unitOf } from "./figure-words.ts";
import type { RollUpKind } from "./lifecycle.ts";
import { groupKey, type RolledUp } from "./queries.ts";
import { STAGE_GROUPS } from "./schema.ts";

type Place = { key: string; name: string; covered: Covered | undefined };

/**
 * A roll-up as a workbook in the order of the form: by district, by stage, and what it rests on with the missing
 * schools by name. A figure nobody gave is '—', never nought.
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

/** The sheets of a roll-up: by district, by stage, and what it rests on. */
export function rollUpSheets(rolledUp: RolledUp, kind: RollUpKind, locale: Locale): TableSheet[] {
  const t = words(locale);
  const { campaign, coverage } = rolledUp;
  const whole: Place = { key: "all", name: t("rollUp.all"), covered: coverage.all };
  const districts: Place[] = campaign.districts.map(({ districtId, ...names }) => ({
    key: groupKey("district", districtId),
    name: named(names, locale),
    covered: coverage.districts.get(districtId),
  }));
  const stages: Place[] = STAGE_GROUPS.filter((stage) => coverage.stages.has(stage)).map((stage) => ({
    key: groupKey("stage", stage),
    name: t(`rollUp.stage.${stage}`),
    covered: coverage.stages.get(stage),
  }));
  return [
    figureSheet(rolledUp, t("rollUp.by.district"), [whole, ...districts], locale),
    figureSheet(rolledUp, t("rollUp.by.stage"), [whole, ...stages], locale),
    coverageSheet([whole, ...districts, ...stages], kind, locale),
  ];
}

function figureSheet({ cells, figures }: RolledUp, name: string, places: Place[], locale: Locale): TableSheet {
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
    rows: cells.map((cell) => [
      inLanguage(cell.section.names, locale),
      cell.address,
      cellTitle(cell, locale),
      unitOf(cell, locale),
      ...places.map(({ key }) => figures.get(key)?.get(cell.address)?.value ?? MISSING),
    ]),
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
      { header: t(`rollUp.kind.${kind}.name`), kind: "text", width: 60 },
      { header: t("rollUp.missingSchools"), kind: "text", width: 80 },
    ],
    rows: places.map(({ name, covered }) => [
      name,
      covered?.expected ?? 0,
      covered?.reported ?? 0,
      t(`rollUp.kind.${kind}.means`),
      (covered?.missing ?? [])
        .map((school) => named(school, locale))
        .join(t("rollUp.comma"))
        .slice(0, 32_000),
    ]),
  };
}
