import { type Place, TOTAL } from "#features/reports/form/cells.ts";
import type { ValueType } from "#features/reports/form/definition.ts";
import { isPlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Allowed, CellSheet, Look, Mark, PlacedCell } from "#lib/tabular/write-cells.ts";
import { typeWords } from "../type-words.ts";
import { FAILS } from "./checks.ts";
import { type LaidOut, type Line, range, VALUE_COLUMN } from "./lay-out.ts";
import { type Filling, lineCells } from "./line-cells.ts";
import {
  type Checks,
  checkRef,
  FIRST_CHECK,
  failsFormula,
  portalRef,
  quoted,
  refOf,
  type Setting,
  STATES,
  withFormula,
} from "./setting.ts";

export function formSheet({ name, lines }: LaidOut["sheets"][number], setting: Setting, checks: Checks): CellSheet {
  const { report, say } = setting;
  const filling = fillingOf(setting, checks);
  const marks = lines.flatMap(placesIn).flatMap((place) => (place.typed ? marksOf(place, setting) : []));
  return {
    name,
    widths: [9, 36, 12, 16, 14],
    frozenRows: 3,
    marks,
    cells: [
      { row: 0, column: 0, value: report.title, look: "title" },
      { row: 1, column: 0, value: say("workbook.how"), look: "note" },
      withFormula({ row: 2, column: 0, look: "heading" }, summary(setting, checks.list.length)),
      ...lines.flatMap((line) => lineCells(line, setting.language, filling)),
    ],
  };
}

const placesIn = (line: Line): Place[] =>
  line.kind === "item" ? [line.place] : line.kind === "row" ? line.places : [];

function marksOf({ address }: Place, setting: Setting): Mark[] {
  const { row, column } = refOf(setting, address);
  const state = portalRef(setting, address, "state");
  return [
    { row, column, formula: `${state}=${STATES.error}`, tone: "bad" },
    { row, column, formula: `${state}=${STATES.warning}`, tone: "warn" },
  ];
}

/** 'To be corrected: 3. To be explained: 1.' */
function summary({ say, checksName }: Setting, count: number): string {
  const column = (index: number) => range({ sheet: checksName, row: FIRST_CHECK, column: index }, count);
  const counted = (severity: "error" | "warning") =>
    `COUNTIFS(${column(1)},${quoted(say(`edition.severity.${severity}`))},${column(0)},${quoted(FAILS)})`;
  return `${quoted(`${say("workbook.errors")} `)}&${counted("error")}&${quoted(`   ${say("workbook.warnings")} `)}&${counted("warning")}`;
}

function fillingOf(setting: Setting, checks: Checks): Filling {
  const { report } = setting;
  return {
    value: (place) => valueCell(place, setting),
    beside: ({ address, typed }, row) => {
      const hint = report.hints[address];
      return [
        ...(hint ? [{ row, column: VALUE_COLUMN + 1, value: hintWords(hint, setting), look: "note" as const }] : []),
        ...(typed
          ? [withFormula({ row, column: VALUE_COLUMN + 2, look: "note" }, firstMessage(address, setting, checks))]
          : []),
      ];
    },
  };
}

function hintWords(value: string, { report, say }: Setting): string {
  const period = report.frame.definition.period === "month" ? "lastMonth" : "lastYear";
  return say(`workbook.${period}`, { value });
}

/** Checks named by one formula; further ones are on the list. */
const MOST_NAMED = 12;

function firstMessage(address: string, setting: Setting, checks: Checks): string {
  const cases = (checks.byCell.get(address) ?? [])
    .slice(-MOST_NAMED)
    .reverse()
    .map((index) => `IF(${failsFormula(setting, index)},${checkRef(setting, index, "message")},`);
  return `${cases.join("")}""${")".repeat(cases.length)}`;
}

function valueCell(place: Place, setting: Setting): PlacedCell {
  const { report, say, locale } = setting;
  const { row, column } = refOf(setting, place.address);
  if (!place.typed) return { row, column, value: report.facts[place.address] ?? "—", look: "label" };
  const { value } = place.cell;
  const held = report.held[place.address]?.value ?? "";
  const look = lookOf(place);
  const allowed = allowedOf(value, typeWords(value, say, locale), setting);
  return {
    ...{ row, column, look },
    value: writtenValue(value, held, setting),
    ...(allowed ? { allowed } : {}),
  };
}

function lookOf({ cell: { value }, row }: Place): Look {
  if (value.type === "date") return "date-input";
  if (value.type === "text" || value.type === "choice") return "text-input";
  return row?.key === TOTAL ? "total-input" : "input";
}

function writtenValue(value: ValueType, held: string, { say, language }: Setting): PlacedCell["value"] {
  if (held === "") return null;
  switch (value.type) {
    case "yes-no":
      return say(held === "yes" ? "edition.yes" : "edition.no");
    case "choice":
      return value.options.find(({ key }) => key === held)?.names[language] ?? held;
    case "date":
      return isPlainDate(held) ? toUtcMidnight(held) : held;
    case "text":
      return held;
    default:
      return Number(held);
  }
}

function allowedOf(value: ValueType, message: string, { say, language }: Setting): Allowed | undefined {
  switch (value.type) {
    case "yes-no":
      return { type: "list", words: [say("edition.yes"), say("edition.no")], message };
    case "choice": {
      const words = value.options.map(({ names }) => names[language]);
      return canList(words) ? { type: "list", words, message } : undefined;
    }
    case "date":
      return { type: "date", min: value.min ?? "1900-01-01", max: value.max ?? "9999-12-31", message };
    case "text":
      return { type: "length", max: value.max, message };
    default: {
      const { min = "0", max = "1000000000000" } = value;
      return { type: value.type === "integer" ? "whole" : "decimal", min, max, message };
    }
  }
}

/** Excel takes a list of words with commas between them, of 255 characters. */
const canList = (words: string[]): boolean => words.join(",").length <= 250 && !words.some((word) => /[,"]/.test(word));
