/** The name of a record in the reader's language; where it has none there, the other one. */
export function named(record: { nameEn: string; nameZh: string }, locale: string): string {
  return locale === "en" ? record.nameEn || record.nameZh : record.nameZh || record.nameEn;
}

/** Its name in the other language, where it has both and they differ. */
export function otherName(record: { nameEn: string; nameZh: string }, locale: string): string | null {
  const { nameEn, nameZh } = record;
  return nameEn && nameZh && nameEn !== nameZh ? (locale === "en" ? nameZh : nameEn) : null;
}
