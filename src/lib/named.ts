/** The name of a record in the reader's language; where it has none there, the other one. */
export function named(record: { nameEn: string; nameZh: string }, locale: string): string {
  return locale === "en" ? record.nameEn || record.nameZh : record.nameZh || record.nameEn;
}
