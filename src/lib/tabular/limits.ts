/** What a table may be. Sizes in bytes, text in UTF-16 units. Source of the archive rules: design/security.md 4.7. */
export const tableLimits = {
  fileBytes: 20 * 1024 * 1024,
  rows: 100_000,
  columns: 500,
  /** Rows times header width; keeps a ragged file from being padded into the server's whole memory. */
  cells: 5_000_000,
  /** What Excel itself allows in one cell. */
  cellText: 32_767,
  /** All text of one sheet; a shared string used a million times costs the file nothing and us everything. */
  totalText: 50_000_000,
  /** Different texts of one workbook; each costs memory even when it is one letter. */
  sharedStrings: 2_000_000,
  archiveEntries: 1_000,
  inflatedBytes: 100 * 1024 * 1024,
  inflationRatio: 100,
  /** Below this inflated size the ratio says nothing: a small sheet of equal rows is honest. */
  ratioFloorBytes: 5 * 1024 * 1024,
  childHeapMegabytes: 256,
  childMilliseconds: 20_000,
  /** All sheets of one workbook together, each of which has a child of its own. */
  bookMilliseconds: 40_000,
} as const;
