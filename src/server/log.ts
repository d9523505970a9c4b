import { type Logger, pino } from "pino";
import { env } from "./env.ts";

let logger: Logger | undefined;

/** Structured lines on standard output; never personal data. */
export function log(): Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: null });
  return logger;
}

const MESSAGE_LENGTH = 300;

/**
 * What the log may say of an error: its kind, where it was thrown, and its message without what that may quote from a
 * request or a row: texts in quotation marks, addresses, long numbers, and words that are not English.
 */
export function aboutError(error: unknown): { error: string; code?: string; message: string; stack: string } {
  const { name = "Error", message = "", code, stack = "" } = error as Partial<Error> & { code?: unknown };
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    error: name,
    ...(typeof code === "string" ? { code } : {}),
    message: withoutQuotes(message),
    stack: frames.map((line) => line.trim()).join("\n"),
  };
}

function withoutQuotes(message: string): string {
  return message
    .slice(0, MESSAGE_LENGTH)
    .replace(/"[^"]*("|$)|'[^']*('|$)|`[^`]*(`|$)|“[^”]*(”|$)|=\([^()]*\)|\([^()]*=[^()]*\)/g, "…")
    .replace(/\S+@\S+/g, "…")
    .replace(/\d{5,}/g, "…")
    .replace(/[^\p{ASCII}…]+/gu, "…");
}
