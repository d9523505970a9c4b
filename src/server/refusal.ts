import type { z } from "zod";
import type { FormState } from "#lib/form.ts";
import { aboutError, log } from "./log.ts";
import { type Locale, wordsFor } from "./words.ts";

/** A no that the person can act on: a message key with its values. Anything else thrown is a defect. */
export class Refusal extends Error {
  readonly key: string;
  readonly values: Record<string, string | number>;
  /** The field it belongs beside; none for the form as a whole. */
  readonly field: string | undefined;

  constructor(key: string, values: Record<string, string | number> = {}, field?: string) {
    super(key);
    this.key = key;
    this.values = values;
    this.field = field;
  }
}

/** A no because the page shows what is no longer so. */
export class Stale extends Refusal {
  constructor(key = "error.stale") {
    super(key);
  }
}

/** Somebody else saved first. Carries both versions, field by field, and the version that the record has now. */
export class Conflict extends Error {
  readonly fields: { label: string; mine: string; theirs: string }[];
  readonly version: number;

  constructor(fields: { label: string; mine: string; theirs: string }[], version: number) {
    super("conflict");
    this.fields = fields;
    this.version = version;
  }
}

/** Input that its schema refuses. */
export class Invalid extends Error {
  readonly issues: z.core.$ZodIssue[];

  constructor(error: z.ZodError) {
    super("invalid");
    this.issues = error.issues;
  }
}

/** The row an update meant is not there in that version, state or reach: nothing was changed. */
export function mustChange(count: number): void {
  if (count === 0) throw new Stale();
}

/**
 * What a form says of an error.
 * @throws the error itself where it is a defect, for `error.tsx` and the log
 */
export function explain(error: unknown, locale: Locale): FormState {
  if (error instanceof Refusal) {
    const text = wordsFor(locale, error.key, error.values);
    if (error instanceof Stale) return { message: text, stale: true };
    return error.field
      ? { message: wordsFor(locale, "error.check"), errors: { [error.field]: [text] } }
      : { message: text };
  }
  if (error instanceof Conflict) {
    return { message: wordsFor(locale, "error.conflict"), conflict: error.fields, version: error.version };
  }
  if (error instanceof Invalid)
    return { message: wordsFor(locale, "error.check"), errors: fieldErrors(error.issues, locale) };
  const code = databaseCode(error);
  if (code === "P2002" || code === "23505") return { message: wordsFor(locale, "error.duplicate") };
  if (code === "PV001") return { message: wordsFor(locale, "error.stale"), stale: true };
  if (code === "42501") {
    // The database stopped what the application had let through: one of the two is wrong.
    log().error(aboutError(error), "refused by the database");
    return { message: wordsFor(locale, "error.notAllowed") };
  }
  if (code === "P2003" || code === "23503") return { message: wordsFor(locale, "error.missingReference") };
  throw error;
}

/** Prisma's code, or, where Prisma only says 'database error', the server's own SQLSTATE. */
export function databaseCode(error: unknown): string | undefined {
  const known = error as {
    code?: string;
    meta?: { driverAdapterError?: { cause?: { originalCode?: string } } };
  } | null;
  return known?.meta?.driverAdapterError?.cause?.originalCode ?? known?.code;
}

function fieldErrors(issues: z.core.$ZodIssue[], locale: Locale): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const issue of issues) {
    const field = String(issue.path[0] ?? "");
    const { maximum, minimum } = issue as { maximum?: number | bigint; minimum?: number | bigint };
    const key = /^[a-z][\w.]*\.[\w.]+$/i.test(issue.message) ? issue.message : "error.invalid";
    const text = wordsFor(locale, key, { max: Number(maximum ?? 0), min: Number(minimum ?? 0) });
    const sentences = errors[field] ?? [];
    errors[field] = sentences.includes(text) ? sentences : [...sentences, text];
  }
  return errors;
}
