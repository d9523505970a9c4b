import { z } from "zod";
import { parsePlainDate } from "./plain-date.ts";

// Every message is a key under `error`, never a sentence; its only parameters are {max} and {min}, from the issue's
// own `maximum` and `minimum`.

/** Zero-width signs that come along when text is pasted; dropped. */
const PASTED = /[\u00ad\u200b\u2060\ufeff]/g;
/** Controls, line and paragraph separators, direction overrides and isolates, interlinear and tag characters. */
const HIDDEN = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const HIDDEN_BUT_BREAKS = new RegExp(`(?![\\n\\t])${HIDDEN.source}`, "u");
const ALL_HIDDEN = new RegExp(HIDDEN_BUT_BREAKS.source, "gu");
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const text = () => z.string({ error: ({ input }) => (input === undefined ? "error.required" : "error.invalid") });

/** One line, required: NFC, trimmed, 1 to `max` UTF-16 units as browsers count `maxlength`, no hidden characters. */
export function line(max: number) {
  return text()
    .transform((value) => value.replace(PASTED, "").normalize("NFC").trim())
    .pipe(bounded(max).refine((value) => isClean(value, HIDDEN), "error.hidden"));
}

/**
 * What is kept as it stands, up to `max` units, but for what no database or page can take: hidden characters are left
 * out, halves of characters replaced.
 */
export function keptText(max: number) {
  return z
    .string()
    .overwrite((value) => value.toWellFormed().replace(ALL_HIDDEN, ""))
    .max(max);
}

/** Several lines, required: as `line`, with line breaks (as \n) and tabs. */
export function paragraph(max: number) {
  return text()
    .transform((value) => value.replace(/\r\n?/g, "\n").replace(PASTED, "").normalize("NFC").trim())
    .pipe(bounded(max).refine((value) => isClean(value, HIDDEN_BUT_BREAKS), "error.hidden"));
}

/** Makes a field optional: missing or blank is null, anything else is checked by the schema. */
export function optional<Value>(schema: z.ZodType<Value>) {
  return z
    .unknown()
    .optional()
    .transform((value): unknown =>
      value === undefined || (typeof value === "string" && value.trim() === "") ? null : value,
    )
    .pipe(schema.nullable());
}

/** An id as the database makes them, in small letters. */
export function uuid() {
  return text()
    .pipe(z.string().min(1, { error: "error.required", abort: true }))
    .pipe(z.guid({ error: "error.id" }))
    .transform((value) => value.toLowerCase());
}

/** A whole number typed in digits (full-width ones too), within the bounds, as a number. */
export function integerText(bounds: { min?: number; max?: number } = {}) {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = bounds;
  return text()
    .transform((value) => value.normalize("NFKC").trim().replace("−", "-"))
    .pipe(
      z
        .string()
        .min(1, "error.required")
        .regex(/^[+-]?\d{1,15}$/, "error.integer"),
    )
    .transform((value) => Number(value) + 0)
    .pipe(z.number().min(min, "error.tooSmall").max(max, "error.tooBig"));
}

/** A day as a date field sends it, `YYYY-MM-DD`. */
export function dateText() {
  return text()
    .transform((value) => value.trim())
    .pipe(z.string().min(1, "error.required"))
    .transform((value, context) => {
      const date = parsePlainDate(value);
      if (date) return date;
      context.addIssue({ code: "custom", message: "error.date" });
      return z.NEVER;
    });
}

/**
 * An e-mail address in small letters, ASCII only: nothing is folded into ASCII, so that no look-alike of a letter or
 * of '@' can name somebody else's address.
 */
export function emailText() {
  return text()
    .transform((value) => value.trim())
    .pipe(
      bounded(254)
        .refine((value) => /^[\x21-\x7e]+$/.test(value), "error.email")
        .transform((value) => value.toLowerCase()),
    )
    .pipe(z.string().regex(EMAIL, "error.email"));
}

/** One of the values, as a select or radio buttons send it. */
export function choice<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, {
    error: ({ input }) => (input === undefined || input === "" ? "error.required" : "error.choice"),
  });
}

/** One box: true where it is ticked. */
export function ticked() {
  return z
    .unknown()
    .optional()
    .transform((value) => value === "on");
}

/** The ticked ones of the values, each once and in their own order; none ticked is an empty list unless `min` asks. */
export function checkboxes<const Values extends readonly [string, ...string[]]>(values: Values, min = 0) {
  return z
    .unknown()
    .optional()
    .transform((value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]))
    .pipe(z.array(choice(values)).max(1000, "error.invalid"))
    .transform((ticked) => values.filter((value): value is Values[number] => ticked.some((one) => one === value)))
    .pipe(z.array(z.custom<Values[number]>()).min(min, min === 1 ? "error.required" : "error.tooFew"));
}

function bounded(max: number) {
  return z.string().min(1, { error: "error.required", abort: true }).max(max, { error: "error.tooLong", abort: true });
}

function isClean(value: string, hidden: RegExp): boolean {
  return value.isWellFormed() && !hidden.test(value);
}

const ROW = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,8})$/;

/** Records that a preview showed, each `id.version`, once; at least one and at most `most`. */
export function chosenRows(most: number) {
  return z
    .unknown()
    .optional()
    .transform((given) => [...new Set(Array.isArray(given) ? given : [given])])
    .transform((given) => given.map((text) => (typeof text === "string" ? ROW.exec(text) : null)))
    .refine((rows) => rows.every(Boolean), "error.none")
    .refine((rows) => rows.length <= most, "error.tooMany")
    .transform((rows) => rows.map((row) => ({ id: row?.[1] ?? "", version: Number(row?.[2]) })));
}
