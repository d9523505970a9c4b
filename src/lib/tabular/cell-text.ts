import { tableLimits } from "./limits.ts";

/** What a number stands for in a cell, by its format. `elapsed` is a length of time such as `[h]:mm`. */
export type NumberKind = "number" | "date" | "datetime" | "time" | "elapsed";

const daySeconds = 86_400;
const dayMilliseconds = daySeconds * 1000;
const lastSerial = 2_958_465;
/** Excel counts 29 February 1900, a day that never was, as day 60. */
const leapBugSerial = 60;

/** Built-in format ids by ECMA-376 part 1, 18.8.30, with the East Asian ones (27–36, 50–58) as zh-CN has them. */
function classifyBuiltIn(id: number): NumberKind {
  if (id === 22) return "datetime";
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47 || id === 55 || id === 56) {
    return "time";
  }
  if (id === 46) return "elapsed";
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return "date";
  return "number";
}

/**
 * The kind of number a cell format shows.
 * @param id the format's number; custom formats start at 164
 * @param code the format's own text when the file gives one, e.g. `yyyy"年"m"月"d"日"`
 */
export function classifyFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return classifyBuiltIn(id);
  const [positive = ""] = code.replace(/"[^"]*"|\\.|[*_]./g, "").split(";");
  if (/\[(?:h+|m+|s+)\]/i.test(positive)) return "elapsed";
  const tokens = positive.replace(/\[[^\]]*\]|general|[ap]m\/pm|[ap]\/p|上午\/下午/gi, "").toLowerCase();
  // E+ and E- are powers of ten; a lone e is the East Asian year.
  const letters = tokens.replace(/e[+-]/g, "").replace(/[^ymdhse]/g, "");
  const hasDay = /[yde]/.test(letters) || /^m+$/.test(letters);
  const hasClock = /[hs]/.test(letters);
  if (hasDay) return hasClock ? "datetime" : "date";
  return hasClock ? "time" : "number";
}

/** A finite number in plain decimal digits, never with an exponent: `1e-7` is `0.0000001`, `-0` is `0`. */
export function plainNumber(value: number): string {
  const text = String(value === 0 ? 0 : value);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, "0")}`;
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function calendarDay(serial: number, usesDates1904: boolean): string {
  if (!usesDates1904 && serial === leapBugSerial) return "1900-02-29";
  const start = usesDates1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial > leapBugSerial ? 30 : 31);
  return new Date(start + serial * dayMilliseconds).toISOString().slice(0, 10);
}

function dateText(serial: number, kind: NumberKind, usesDates1904: boolean): string {
  if (kind === "elapsed") return clock(Math.round(serial * daySeconds));
  // Rounded to the second first: 23:59:59.9999 is the next day, not the last second of this one.
  const total = Math.round(serial * daySeconds);
  const day = Math.floor(total / daySeconds);
  const seconds = total % daySeconds;
  const hasDay = day >= 1 || usesDates1904;
  if (kind === "date") return hasDay ? calendarDay(day, usesDates1904) : plainNumber(serial);
  if (day < 1 && kind === "time") return clock(seconds);
  if (!hasDay) return clock(seconds);
  const date = calendarDay(day, usesDates1904);
  return seconds === 0 ? date : `${date} ${clock(seconds)}`;
}

/**
 * A number as the file stores it, as text: dates `YYYY-MM-DD`, moments `YYYY-MM-DD HH:MM:SS`, times `HH:MM:SS`,
 * whole numbers with every digit of the file (even those a double cannot hold), other numbers in plain decimals.
 */
export function numberText(stored: string, kind: NumberKind, usesDates1904: boolean): string {
  const text = stored.trim();
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return text;
  if (kind !== "number" && value >= 0 && value <= lastSerial) return dateText(value, kind, usesDates1904);
  return /^-?[1-9]\d*$/.test(text) ? text : plainNumber(value);
}

/** A cell of the ISO 8601 type (`t="d"`): `2024-09-01T00:00:00` is `2024-09-01`. */
export function isoText(stored: string): string {
  return stored
    .trim()
    .replace(/(?:\.\d+)?Z?$/, "")
    .replace("T", " ")
    .replace(/ 00:00(?::00)?$/, "");
}

/** What Excel shows instead of a value, and what it writes into a CSV file. */
export const errorTexts: ReadonlySet<string> = new Set([
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#CALC!",
  "#FIELD!",
  "#BLOCKED!",
  "#CONNECT!",
  "#UNKNOWN!",
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/;

/** What is wrong with the text of a cell by itself. */
export function textProblem(text: string): "cell-too-long" | "unreadable-character" | undefined {
  if (text.length > tableLimits.cellText) return "cell-too-long";
  return unreadable.test(text) || !text.isWellFormed() ? "unreadable-character" : undefined;
}
