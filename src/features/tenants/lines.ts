import type { CodeCategory, CodeFormat, CodeStage } from "#lib/school-code.ts";

// Short lists that an administrator edits as lines of text. `line` counts from 1.

export type LineProblem = { line: number };
export type SchoolField = { key: string; en: string; zh: string };

const KINDS = ["kindergarten", "primary", "junior", "senior", "vocational", "specialised", "special"] as const;
const STAGES = ["preschool", "primary", "junior", "senior", "special"] as const;

function linesOf(text: string): { line: number; text: string }[] {
  return text
    .split("\n")
    .map((one, at) => ({ line: at + 1, text: one.trim() }))
    .filter((one) => one.text !== "");
}

/** `boarders | Boarders | 寄宿生`, one fact to a line. */
export function readSchoolFields(text: string): SchoolField[] | LineProblem {
  const fields: SchoolField[] = [];
  for (const { line, text: one } of linesOf(text)) {
    const [key = "", en = "", zh = "", ...rest] = one.split("|").map((part) => part.trim());
    const fits = /^[a-z][a-zA-Z0-9]{0,29}$/.test(key) && en && zh && en.length <= 80 && zh.length <= 80;
    if (!fits || rest.length > 0 || fields.some((field) => field.key === key)) return { line };
    fields.push({ key, en, zh });
  }
  return fields;
}

export function writeSchoolFields(fields: readonly SchoolField[]): string {
  return fields.map(({ key, en, zh }) => `${key} | ${en} | ${zh}`).join("\n");
}

/** `21 primary: primary`, one leading category to a line: its digits, its kind, the stages it offers at least. */
export function readCategories(text: string): NonNullable<CodeFormat["categories"]> | LineProblem {
  const categories: Record<string, CodeCategory> = {};
  for (const { line, text: one } of linesOf(text)) {
    const [, digits = "", word = "", list = ""] = /^([0-9A-Z]{1,6})\s+([a-z]+)\s*:?\s*([a-z,\s]*)$/.exec(one) ?? [];
    const kind = KINDS.find((known) => known === word);
    const words = list.split(/[\s,]+/).filter(Boolean);
    const stages = words.filter((stage): stage is CodeStage => STAGES.some((known) => known === stage));
    if (!kind || stages.length !== words.length || digits in categories) return { line };
    categories[digits] = { kind, stages };
  }
  return categories;
}

export function writeCategories(categories: CodeFormat["categories"]): string {
  return Object.entries(categories ?? {})
    .map(([digits, { kind, stages }]) => `${digits} ${kind}: ${stages.join(", ")}`.replace(/: $/, ""))
    .join("\n");
}
