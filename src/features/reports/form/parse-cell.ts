import Big from "big.js";
import { isPlainDate } from "#lib/plain-date.ts";
import { storable } from "#lib/storable.ts";
import { indexOf, splitAddress } from "./cells.ts";
import type { Definition, ValueType } from "./definition.ts";

export type CellProblem =
  | "unknownCell"
  | "notNumber"
  | "notWhole"
  | "tooManyPlaces"
  | "tooSmall"
  | "tooLarge"
  | "tooLong"
  | "notYesNo"
  | "notOption"
  | "notDate"
  | "tooEarly"
  | "tooLate";

/** `value` is canonical text, or null for a cleared cell. */
export type ParsedCell = { value: string | null; problem?: never } | { problem: CellProblem; value?: never };

const LARGEST = new Big("1000000000000");
const YES = new Set(["yes", "y", "true", "是", "有", "✓", "√"]);
const NO = new Set(["no", "n", "false", "否", "无", "×"]);
const PLAIN = /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})$/;
const GROUPED = /^[+-]?\d{1,3}([, ]\d{3}){1,12}(\.\d{0,40})?$/;
const COUNT = /^(0|[1-9]\d{0,11})$/;
const LONGEST_NUMBER = 60;

/**
 * Reads what was typed, pasted or imported into one cell. Accepts full-width digits and signs, thousands separators
 * (comma or space) and surrounding space; a number is at most 10^12 either way.
 */
export function parseCell(definition: Definition, address: string, text: string): ParsedCell {
  const known = indexOf(definition).cells.get(splitAddress(address).code);
  return known ? parseValue(known.cell.value, text) : { problem: "unknownCell" };
}

export function parseValue(type: ValueType, text: string): ParsedCell {
  if (text.trim() === "") return { value: null };
  if (type.type === "text") return parseText(text, type.max);
  if (type.type === "yes-no") return parseYesNo(text);
  if (type.type === "choice") return parseChoice(type, text);
  if (type.type === "date") return parseDate(type, text);
  return parseNumber(type, text);
}

function parseText(text: string, max: number): ParsedCell {
  const value = storable(text.trim().normalize("NFC"));
  return value.length > max ? { problem: "tooLong" } : { value };
}

function parseYesNo(text: string): ParsedCell {
  const word = text.trim().slice(0, LONGEST_NUMBER).normalize("NFKC").toLowerCase();
  if (YES.has(word)) return { value: "yes" };
  return NO.has(word) ? { value: "no" } : { problem: "notYesNo" };
}

const folded = (text: string): string => text.trim().slice(0, 1000).normalize("NFKC").toLowerCase();

/** An option is named by its key or in either language. */
function parseChoice({ options }: Extract<ValueType, { type: "choice" }>, text: string): ParsedCell {
  const word = folded(text);
  const found =
    options.find(({ key }) => key === word) ??
    options.find(({ names }) => [names.en, names.zh].map(folded).includes(word));
  return found ? { value: found.key } : { problem: "notOption" };
}

/** 2026-09-01, 2026/9/1, 2026.9.1 or 2026年9月1日. */
const DAY = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/;

function parseDate({ min, max }: Extract<ValueType, { type: "date" }>, text: string): ParsedCell {
  const [, year = "", month = "", day = ""] = DAY.exec(folded(text)) ?? [];
  const value = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isPlainDate(value)) return { problem: "notDate" };
  if (min !== undefined && value < min) return { problem: "tooEarly" };
  return max !== undefined && value > max ? { problem: "tooLate" } : { value };
}

function parseNumber(type: Extract<ValueType, { type: "integer" | "decimal" }>, text: string): ParsedCell {
  // Stored counts are canonical already; they are most of what is read.
  if (type.min === undefined && type.max === undefined && COUNT.test(text)) return { value: text };
  const plain = plainNumber(text);
  if (plain === undefined) return { problem: "notNumber" };
  const number = new Big(plain);
  if (number.abs().gt(LARGEST)) return { problem: "tooLarge" };
  const places = type.type === "integer" ? 0 : type.places;
  if (!number.eq(number.round(places, Big.roundDown))) {
    return { problem: type.type === "integer" ? "notWhole" : "tooManyPlaces" };
  }
  if (number.lt(type.min ?? "0")) return { problem: "tooSmall" };
  if (type.max !== undefined && number.gt(type.max)) return { problem: "tooLarge" };
  return { value: number.eq(0) ? "0" : number.toFixed() };
}

/** Folded to ASCII and without separators; undefined when it is not a number. */
function plainNumber(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_NUMBER) return undefined;
  const folded = trimmed
    .normalize("NFKC")
    .replace(/[\u2212\u2010-\u2015]/g, "-")
    .replace(/\s/g, " ")
    .replaceAll("、", ",");
  if (PLAIN.test(folded)) return folded.replace(/^\+/, "");
  return GROUPED.test(folded) ? folded.replace(/^\+/, "").replace(/[, ]/g, "") : undefined;
}
