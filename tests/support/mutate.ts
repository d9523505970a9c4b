/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const below = (random: Random, most: number) => Math.floor(random() * most);
const oneOf = <T>(random: Random, all: readonly T[]): T => all[below(random, all.length)] as T;

/** What nobody types into a list, and files hold all the same. */
const HOSTILE = [
  ...[
    "",
    " ",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "\u0000",
    "a\u0001b",
    "\u202eevil",
    "\ud800",
    "\ufffe",
    "é".normalize("NFD"),
  ],
  ...["x".repeat(40_000), "\n".repeat(50), '"', '""', "'", "\\", "9".repeat(400), "-1e999", "NaN", "__proto__"],
  ...["constructor", "null", "<script>alert(1)</script>", '\'; drop table "School"; --', "2026-02-30", "0001-01-01"],
];

/** A table with some cells, rows and columns that are not as they were. */
export function changedTable(random: Random, rows: readonly (readonly string[])[]): string[][] {
  const table = rows.map((row) => [...row]);
  for (let times = 1 + below(random, 6); times > 0; times -= 1) {
    const row = oneOf(random, table);
    const column = below(random, row.length);
    const ways = [
      () => void row.splice(column, 1, oneOf(random, HOSTILE)),
      () => void row.splice(column, 1),
      () => void row.splice(column, 0, oneOf(random, HOSTILE)),
      () => void row.reverse(),
      () => void table.push([...row]),
      () => void table.splice(below(random, table.length), 0, []),
      () => {
        for (const other of table) other.splice(column, 1, oneOf(random, HOSTILE));
      },
    ];
    if (row.length > 0) oneOf(random, ways)();
  }
  return table;
}

/** Bytes that lost their end, had some turned over, a piece doubled, or their order of two. */
export function damaged(random: Random, bytes: Uint8Array): Buffer {
  const all = Buffer.from(bytes);
  const at = below(random, all.length);
  const ways = [
    () => all.subarray(0, at),
    () => {
      for (let times = 1 + below(random, 20); times > 0; times -= 1)
        all[below(random, all.length)] = below(random, 256);
      return all;
    },
    () => Buffer.concat([all.subarray(0, at), all]),
    () => Buffer.from(all.toString("utf8"), "utf16le"),
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), all]),
    () => Buffer.concat([all, Buffer.alloc(1 + below(random, 64), below(random, 256))]),
  ];
  return oneOf(random, ways)();
}

/** As a program writes a table whose cells it does not look into. */
export const csvOf = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n"));
