import type { Locale } from "./plain-date.ts";

/** A size as people read it: '640 kB', '1.2 MB'; never less than 1 kB. */
export function formatBytes(bytes: number, locale: Locale): string {
  const format = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return bytes < 1_000_000 ? `${format(Math.max(1, bytes / 1000), 0)} kB` : `${format(bytes / 1_000_000, 1)} MB`;
}
