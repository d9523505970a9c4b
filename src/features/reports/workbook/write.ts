import type { Frame } from "#features/reports/form/calculate.ts";
import { type Place, TOTAL } from "#features/reports/form/cells.ts";
import type { ValueType } from "#features/reports/form/definition.ts";
import { isOwnDetail } from "#features/reports/form/shares.ts";
import { isPlainDate, type Locale, toUtcMidnight } from "#lib/plain-date.ts";
import { safeSheetName } from "#lib/tabular/sheet-name.ts";
import {
  type Allowed,
  type CellSheet,
  type Look,
  type Mark,
  type PlacedCell,
  writeCells,
} from "#lib/tabular/write-cells.ts";
import { type Say, typeWords } from "../type-words.ts";
import { type Check, cellCheck, liveFormula, ruleChecks } from "./checks.ts";
import type { Live } from "./excel-formula.ts";
import { absolute, type LaidOut, layOut, type Ref, VALUE_COLUMN } from "./lay-out.ts";
import { type Filling, lineCells } from "./line-cells.ts";
import { FIRST_CELL, MADE_BY, PORTAL, VERSION } from "./portal-sheet.ts";

/** A report as it stands, for filling in without a connection. */
export type ReportToFill = {
  assignmentId: string;
  number: number;
  title: string;
  frame: Frame;
  /** What is held by address, with its version. */
  held: Readonly<Record<string, { value: string; version: number }>>;
  /** Values shown from the register, and earlier values beside the cells, in words. */
  facts: Readonly<Record<string, string>>;
  hints: Readonly<Record<string, string>>;
};

type Setting = {
  report: ReportToFill;
  laidOut: LaidOut;
  locale: Locale;
  language: "en" | "zh";
  say: Say;
  checksName: string;
};

const FAILS = "✗";
const HOLDS = "✓";
const OPEN = "–";
/** Row of the first check; above it title, count and heads. */
const FIRST_CHECK = 3;
const STATES = { error: 2, warning: 1 } as const;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * The form of one school as an Excel workbook: white cells to fill in with what Excel may let in, every check as a
 * formula, failed cells coloured, and a hidden sheet by which the portal knows it again.
 */
export async function reportWorkbook(report: ReportToFill, locale: Locale, say: Say, now: Date): Promise<Uint8Array> {
  const language = locale === "en" ? "en" : "zh";
  const { definition, context } = report.frame;
  const laidOut = layOut(definition, context, language);
  const names = laidOut.sheets.map(({ name }) => name);
  const checksName = safeSheetName(say("workbook.checks"), [...names, PORTAL]);
  const setting: Setting = { report, laidOut, locale, language, say, checksName };
  const typed = laidOut.places.filter((place) => place.typed);
  const live = liveRefs(typed, setting);
  const checks = checksOf(setting, typed, live);
  const sheets = [
    ...laidOut.sheets.map((sheet) => formSheet(sheet, setting, live, checks)),
    checksSheet(setting, checks),
    portalSheet(setting, typed, checks),
  ];
  return writeCells(sheets, now);
}

/** Where the hidden sheet holds a cell's value as rules read it, and how the cell stands. */
function liveRefs(typed: readonly Place[], setting: Setting) {
  const rows = new Map(typed.map(({ address }, index) => [address, FIRST_CELL + index]));
  const own = typed.filter(({ section, row }) => isOwnDetail(section, row?.key));
  const inRow = Map.groupBy(own, ({ section, row }) => `${section.code} ${row?.key}`);
  const live = (address: string, column: "value" | "state" = "value") =>
    absolute({ sheet: PORTAL, row: rows.get(address) ?? 0, column: column === "value" ? 3 : 4 });
  const present = (table: string, row: string) => {
    const cells = inRow.get(`${table} ${row}`) ?? [];
    if (cells.length === 0) return "TRUE";
    return `(COUNTA(${cells.map(({ address }) => absolute(refOf(setting, address))).join(",")})>0)`;
  };
  return Object.assign(live, { present });
}

const refOf = ({ laidOut }: Setting, address: string): Ref =>
  laidOut.refs.get(address) ?? { sheet: "", row: 0, column: 0 };

function checksOf(setting: Setting, typed: readonly Place[], live: Live): Check[] {
  const { report, language, say, locale } = setting;
  const frame = report.frame;
  return [
    ...ruleChecks(frame.definition.rules, { frame, language, live }),
    ...typed.map((place) =>
      cellCheck(place, absolute(refOf(setting, place.address)), typeWords(place.cell.value, say, locale), {
        frame,
        language,
        live,
      }),
    ),
  ];
}

const resultRef = ({ checksName }: Setting, index: number): string =>
  absolute({ sheet: checksName, row: FIRST_CHECK + index, column: 0 });
const messageRef = ({ checksName }: Setting, index: number): string =>
  absolute({ sheet: checksName, row: FIRST_CHECK + index, column: 5 });

// ── the sheets of the form ───────────────────────────────────────────────────────────────────────────────────────────

function formSheet(
  { name, lines }: LaidOut["sheets"][number],
  setting: Setting,
  live: ReturnType<typeof liveRefs>,
  checks: readonly Check[],
): CellSheet {
  const { report, say } = setting;
  const filling = fillingOf(setting, checks);
  const marks: Mark[] = [...setting.laidOut.refs].flatMap(([address, ref]) =>
    ref.sheet === name && setting.laidOut.places.some((place) => place.address === address && place.typed)
      ? (["error", "warning"] as const).map((severity) => ({
          row: ref.row,
          column: ref.column,
          formula: `${live(address, "state")}=${STATES[severity]}`,
          tone: severity === "error" ? ("bad" as const) : ("warn" as const),
        }))
      : [],
  );
  return {
    name,
    widths: [9, 36, 12, 16, 14],
    frozenRows: 3,
    marks,
    cells: [
      { row: 0, column: 0, value: report.title, look: "title" },
      { row: 1, column: 0, value: say("workbook.how"), look: "note" },
      { row: 2, column: 0, formula: summary(setting, checks.length), look: "heading" },
      ...lines.flatMap((line) => lineCells(line, setting.language, filling)),
    ],
  };
}

/** 'To be corrected: 3. To be explained: 1.' */
function summary({ say, checksName }: Setting, count: number): string {
  const column = (index: number) => {
    const at = (row: number) => absolute({ sheet: checksName, row, column: index });
    return `${at(FIRST_CHECK)}:${at(FIRST_CHECK + count - 1).split("!")[1]}`;
  };
  const counted = (severity: "error" | "warning") =>
    `COUNTIFS(${column(1)},${quoted(say(`edition.severity.${severity}`))},${column(0)},${quoted(FAILS)})`;
  return `${quoted(`${say("workbook.errors")} `)}&${counted("error")}&${quoted(`   ${say("workbook.warnings")} `)}&${counted("warning")}`;
}

function fillingOf(setting: Setting, checks: readonly Check[]): Filling {
  const { report } = setting;
  return {
    value: (place) => valueCell(place, setting),
    beside: ({ address, typed }, row) => {
      const hint = report.hints[address];
      return [
        ...(hint ? [{ row, column: VALUE_COLUMN + 1, value: hintWords(hint, setting), look: "note" as const }] : []),
        ...(typed
          ? [{ row, column: VALUE_COLUMN + 2, formula: firstMessage(address, setting, checks), look: "note" as const }]
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

function firstMessage(address: string, setting: Setting, checks: readonly Check[]): string {
  const own = checks.flatMap(({ marks }, index) => (marks.includes(address) ? [index] : []));
  const cases = own
    .slice(-MOST_NAMED)
    .reverse()
    .map((index) => `IF(${resultRef(setting, index)}=${quoted(FAILS)},${messageRef(setting, index)},`);
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

// ── the list of checks, and the hidden sheet ─────────────────────────────────────────────────────────────────────────

function checksSheet(setting: Setting, checks: readonly Check[]): CellSheet {
  const { say, report, checksName } = setting;
  const heads = (["result", "severity", "number", "check", "where", "message"] as const).map(
    (head, column): PlacedCell => ({
      row: FIRST_CHECK - 1,
      column,
      value: say(`workbook.heads.${head}`),
      look: "head",
    }),
  );
  const lines = checks.flatMap(({ id, severity, statement, where, holds, message }, index): PlacedCell[] => {
    const row = FIRST_CHECK + index;
    const failed = `${absolute({ sheet: checksName, row, column: 0 })}=${quoted(FAILS)}`;
    return [
      holds === null
        ? { row, column: 0, value: say("workbook.later") }
        : { row, column: 0, formula: `IFERROR(IF(${holds},${quoted(HOLDS)},${quoted(FAILS)}),${quoted(OPEN)})` },
      { row, column: 1, value: say(`edition.severity.${severity}`) },
      { row, column: 2, value: id },
      { row, column: 3, value: statement },
      { row, column: 4, value: where },
      { row, column: 5, formula: `IF(${failed},${message},"")` },
    ];
  });
  return {
    name: checksName,
    widths: [9, 10, 16, 60, 28, 70],
    frozenRows: FIRST_CHECK,
    filter: { row: FIRST_CHECK - 1, columns: 6, last: FIRST_CHECK + checks.length - 1 },
    cells: [
      { row: 0, column: 0, value: report.title, look: "title" },
      { row: 1, column: 0, value: say("workbook.checksHow"), look: "note" },
      ...heads,
      ...lines,
    ],
  };
}

function portalSheet(setting: Setting, typed: readonly Place[], checks: readonly Check[]): CellSheet {
  const { report, language } = setting;
  const head = [
    [MADE_BY, VERSION],
    ["assignment", report.assignmentId],
    ["number", String(report.number)],
    ["language", language],
  ];
  const failing = (address: string, severity: "error" | "warning") =>
    checks.flatMap((check, index) =>
      check.severity === severity && check.holds !== null && check.marks.includes(address)
        ? [`${resultRef(setting, index)}=${quoted(FAILS)}`]
        : [],
    );
  const state = (address: string) => {
    const [errors, warnings] = [failing(address, "error"), failing(address, "warning")];
    const warned = warnings.length > 0 ? `IF(OR(${warnings.join(",")}),${STATES.warning},0)` : "0";
    return errors.length > 0 ? `IF(OR(${errors.join(",")}),${STATES.error},${warned})` : warned;
  };
  return {
    name: PORTAL,
    widths: [20],
    hidden: true,
    cells: [
      ...head.flatMap(([name, value], row): PlacedCell[] => [
        { row, column: 0, value: name ?? "" },
        { row, column: 1, value: value ?? "" },
      ]),
      ...typed.flatMap(({ address, cell }, index): PlacedCell[] => {
        const row = FIRST_CELL + index;
        const held = report.held[address];
        return [
          { row, column: 0, value: address },
          { row, column: 1, value: held?.value ?? "", look: "text-input" },
          { row, column: 2, value: held ? String(held.version) : "" },
          { row, column: 3, formula: liveFormula(cell.value, absolute(refOf(setting, address))) },
          { row, column: 4, formula: state(address) },
        ];
      }),
    ],
  };
}
