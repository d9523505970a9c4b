import { dayOfWeek, parsePlainDate, partsOf } from "#lib/plain-date.ts";
import { readTable } from "#lib/tabular/read.ts";
import type { CalendarDayItem } from "./queries.ts";

export type DayProblem = {
  line: number;
  code: "date" | "otherYear" | "kind" | "name" | "twice" | "makeUpWeekday" | "columns" | "unreadable";
};
export type DaysRead = { days: CalendarDayItem[]; problems: DayProblem[] };

type Row = { line: number; cells: readonly [day: string, kind: string, nameEn: string, nameZh: string] };

const KINDS: readonly [CalendarDayItem["kind"], RegExp][] = [
  ["HOLIDAY", /^(holiday|off|放假|休|休息|假|节假日|假日)$/i],
  ["MAKE_UP", /^(make-?up|make up day|working|班|上班|补班|调休上班|调休|工作日)$/i],
];

const COLUMNS: readonly RegExp[] = [
  /^(date|day|日期|日子)$/i,
  /^(kind|type|类型|类别|种类)$/i,
  /^(name \(english\)|name en|nameen|english|英文名称|英文)$/i,
  /^(name|name \(chinese\)|name zh|namezh|chinese|名称|中文名称|中文|节日)$/i,
];

/** 2026-10-01, 2026/10/1 and 2026年10月1日 alike. */
function dayOf(text: string) {
  const [, year = "", month = "", day = ""] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.trim()) ?? [];
  return parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

function readRow({ line, cells }: Row, year: number): CalendarDayItem | DayProblem {
  const [first, second, third, fourth] = cells;
  const day = dayOf(first);
  if (!day) return { line, code: "date" };
  if (partsOf(day).year !== year) return { line, code: "otherYear" };
  const kind = KINDS.find(([, sign]) => sign.test(second.trim()))?.[0];
  if (!kind) return { line, code: "kind" };
  const [nameEn, nameZh] = [third.trim() || fourth.trim(), fourth.trim() || third.trim()];
  if (!nameEn || nameEn.length > 60 || nameZh.length > 60) return { line, code: "name" };
  if (kind === "MAKE_UP" && dayOfWeek(day) <= 5) return { line, code: "makeUpWeekday" };
  return { day, kind, nameEn, nameZh };
}

function readRows(rows: readonly Row[], year: number): DaysRead {
  const days: CalendarDayItem[] = [];
  const problems: DayProblem[] = [];
  for (const row of rows) {
    const read = readRow(row, year);
    if ("code" in read) problems.push(read);
    else if (days.some(({ day }) => day === read.day)) problems.push({ line: row.line, code: "twice" });
    else days.push(read);
  }
  return { days, problems };
}

/** Days as lines of text: `2026-10-01, holiday, National Day, 国庆节`. Every problem of every line at once. */
export function readDayLines(text: string, year: number): DaysRead {
  const lines = text.split("\n").map((one, at) => ({ line: at + 1, text: one.trim() }));
  const rows = lines
    .filter((one) => one.text !== "")
    .map(({ line, text: one }): Row => {
      const [day = "", kind = "", nameEn = "", nameZh = ""] = one.split(/[,，\t]/);
      return { line, cells: [day, kind, nameEn, nameZh] };
    });
  return readRows(rows, year);
}

/**
 * Days as a CSV or XLSX table with the columns date, kind, and a name in one language or both.
 * @throws TableRefusal where the file is no table
 */
export async function readDayFile(bytes: Uint8Array, year: number): Promise<DaysRead> {
  const table = await readTable(bytes);
  const [day = -1, kind = -1, nameEn = -1, nameZh = -1] = COLUMNS.map((sign) =>
    table.header.findIndex((name) => sign.test(name)),
  );
  if (day < 0 || kind < 0 || (nameEn < 0 && nameZh < 0)) {
    return { days: [], problems: [{ line: table.headerLine, code: "columns" }] };
  }
  const at = (cells: string[], column: number) => cells[column] ?? "";
  const rows = table.rows.map(
    ({ line, cells }): Row => ({
      line,
      cells: [at(cells, day), at(cells, kind), at(cells, nameEn), at(cells, nameZh)],
    }),
  );
  const read = readRows(rows, year);
  const unreadable = table.problems.map(({ line }): DayProblem => ({ line, code: "unreadable" }));
  return { days: read.days, problems: [...read.problems, ...unreadable] };
}

/** The days as lines that `readDayLines` reads back. */
export function writeDayLines(days: readonly CalendarDayItem[]): string {
  return days
    .map(({ day, kind, nameEn, nameZh }) =>
      [day, kind === "HOLIDAY" ? "holiday" : "make-up", nameEn, nameZh].join(", "),
    )
    .join("\n");
}
