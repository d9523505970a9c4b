import { type Logger, pino } from "pino";
import { env } from "./env.ts";

let logger: Logger | undefined;

/** Structured lines on standard output; never personal data. */
export function log(): Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: null });
  return logger;
}
