import type { Place } from "#features/reports/form/cells.ts";
import { isOwnDetail } from "#features/reports/form/shares.ts";
import type { Locale } from "#lib/plain-date.ts";
import { safeSheetName } from "#lib/tabular/sheet-name.ts";
import { type CellSheet, type PlacedCell, writeCells } from "#lib/tabular/write-cells.ts";
import { type Say, typeWords } from "../type-words.ts";
import { type Check, cellCheck, resultFormula, ruleChecks } from "./checks.ts";
import type { Live } from "./excel-formula.ts";
import { formSheet } from "./form-sheet.ts";
import { absolute, layOut, type Ref, range } from "./lay-out.ts";
import { FIRST_CELL, PORTAL } from "./portal-sheet.ts";
import {
  type Checks,
  FIRST_CHECK,
  failsFormula,
  portalRef,
  type ReportToFill,
  refOf,
  type Setting,
  withFormula,
} from "./setting.ts";
import { portalSheet } from "./write-portal.ts";

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
  const typed = laidOut.places.filter((place) => place.typed);
  const lines = new Map(typed.map(({ address }, index) => [address, FIRST_CELL + index]));
  const setting: Setting = { report, laidOut, locale, language, say, checksName, lines };
  const checks = checksOf(setting, typed, liveRefs(typed, setting));
  const sheets = [
    ...laidOut.sheets.map((sheet) => formSheet(sheet, setting, checks)),
    checksSheet(setting, checks),
    portalSheet(setting, typed, checks),
  ];
  return writeCells(sheets, now);
}

function liveRefs(typed: readonly Place[], setting: Setting): Live {
  const own = typed.filter(({ section, row }) => isOwnDetail(section, row?.key));
  const inRow = Map.groupBy(own, ({ section, row }) => `${section.code} ${row?.key}`);
  const present = (table: string, row: string) => {
    const cells = inRow.get(`${table} ${row}`) ?? [];
    if (cells.length === 0) return "TRUE";
    return `(COUNTA(${runsOf(cells.map(({ address }) => refOf(setting, address))).join(",")})>0)`;
  };
  return Object.assign((address: string) => portalRef(setting, address, "value"), { present });
}

/** Cells of one line as ranges, where they stand side by side. */
function runsOf(refs: readonly Ref[]): string[] {
  const runs: { from: Ref; columns: number }[] = [];
  for (const ref of refs) {
    const last = runs.at(-1);
    if (last && last.from.column + last.columns === ref.column) last.columns += 1;
    else runs.push({ from: ref, columns: 1 });
  }
  return runs.map(({ from, columns }) => (columns === 1 ? absolute(from) : range(from, 1, columns)));
}

function checksOf(setting: Setting, typed: readonly Place[], live: Live): Checks {
  const { report, language, say, locale } = setting;
  const frame = report.frame;
  const list = [
    ...ruleChecks(frame.definition.rules, { frame, language, live }),
    ...typed.map((place) =>
      cellCheck(place, absolute(refOf(setting, place.address)), typeWords(place.cell.value, say, locale), {
        frame,
        language,
        live,
      }),
    ),
  ];
  return { list, byCell: byCell(list) };
}

function byCell(list: readonly Check[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { marks }] of list.entries()) {
    for (const address of new Set(marks)) {
      const own = found.get(address);
      if (own) own.push(index);
      else found.set(address, [index]);
    }
  }
  return found;
}

function checksSheet(setting: Setting, { list: checks }: Checks): CellSheet {
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
    return [
      holds === null
        ? { row, column: 0, value: say("workbook.later") }
        : withFormula({ row, column: 0 }, resultFormula(holds), say("workbook.later")),
      { row, column: 1, value: say(`edition.severity.${severity}`) },
      { row, column: 2, value: id },
      { row, column: 3, value: statement },
      { row, column: 4, value: where },
      withFormula({ row, column: 5 }, `IF(${failsFormula(setting, index)},${message},"")`),
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
