import { spawn } from "node:child_process";
import path from "node:path";
import { openArchive } from "./archive.ts";
import { tableLimits } from "./limits.ts";
import type { RawRow } from "./raw-table.ts";
import { isTableRefusalCode, TableRefusal, type TableRefusalParams } from "./refusal.ts";
import type { Merge, SheetMessage } from "./xlsx-sheet.ts";

const maxOutput = 4 * tableLimits.totalText;
const maxChildren = 2;

export type RawSheet = { sheet: string; sheets: string[]; rows: RawRow[] };

type ChildMessage = SheetMessage | { refusal: string; params: TableRefusalParams };

let running = 0;
const waiting: (() => void)[] = [];

/** Lets two children run at once: what one upload may cost, ten at a time must not multiply. */
async function withChildSlot<T>(work: () => Promise<T>): Promise<T> {
  if (running >= maxChildren) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

function startChild(sheet: string | undefined, milliseconds: number) {
  // The project's folder is the working folder; Node runs the .ts file as it is. The bundler must not follow it.
  const folder = process.cwd();
  const program = path.join(/* turbopackIgnore: true */ folder, "src", "lib", "tabular", "xlsx-child.ts");
  const rights = ["--permission", `--allow-fs-read=${folder}${path.sep}*`];
  const heap = [`--max-old-space-size=${tableLimits.childHeapMegabytes}`, "--max-semi-space-size=4"];
  const sheetArgument = sheet === undefined ? [] : [sheet];
  return spawn(/* turbopackIgnore: true */ process.execPath, [...heap, ...rights, program, ...sheetArgument], {
    cwd: folder,
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
    timeout: milliseconds,
    killSignal: "SIGKILL",
  });
}

async function* readMessages(output: AsyncIterable<Uint8Array>): AsyncGenerator<ChildMessage> {
  const decoder = new TextDecoder();
  let rest = "";
  let size = 0;
  for await (const bytes of output) {
    size += bytes.length;
    if (size > maxOutput) throw new TableRefusal("too-heavy");
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

/** A merged cell shows its text in all its rows, so each of these rows has it. */
function fillMerges(rows: RawRow[], merges: readonly Merge[]): void {
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const height = merges.reduce((sum, { from, to }) => sum + to - from, 0);
  if (height > tableLimits.cells) throw new TableRefusal("too-many-cells", { limit: tableLimits.cells });
  for (const { from, to, column } of merges) {
    const text = byLine.get(from)?.cells[column] ?? "";
    for (let line = from + 1; text !== "" && line <= to; line++) fillCell(byLine.get(line)?.cells, column, text);
  }
}

function fillCell(cells: string[] | undefined, column: number, text: string): void {
  if (!cells || (cells[column] ?? "") !== "") return;
  while (cells.length < column) cells.push("");
  cells[column] = text;
}

/** Collects what a reader says into a sheet; without its end the file made the reader stop. */
export class SheetCollector {
  #head: { sheet: string; sheets: string[] } | undefined;
  #merges: Merge[] | undefined;
  readonly #rows: RawRow[] = [];

  add(message: ChildMessage): void {
    if ("line" in message) this.#rows.push(message);
    else if ("merges" in message) this.#merges = message.merges;
    else if ("sheet" in message) this.#head = message;
    else throw new TableRefusal(isTableRefusalCode(message.refusal) ? message.refusal : "corrupt", message.params);
  }

  finish(): RawSheet {
    if (!this.#head || !this.#merges) throw new TableRefusal("too-heavy");
    fillMerges(this.#rows, this.#merges);
    return { ...this.#head, rows: this.#rows };
  }
}

/** Milliseconds that are left for a workbook; waiting for one's turn costs none. */
type Budget = { left: number };

async function runChild(bytes: Uint8Array, sheet: string | undefined, budget: Budget): Promise<RawSheet> {
  const from = performance.now();
  try {
    return await collect(bytes, sheet, Math.floor(Math.min(tableLimits.childMilliseconds, budget.left)));
  } finally {
    budget.left -= performance.now() - from;
  }
}

async function collect(bytes: Uint8Array, sheet: string | undefined, milliseconds: number): Promise<RawSheet> {
  if (milliseconds <= 0) throw new TableRefusal("too-heavy");
  const child = startChild(sheet, milliseconds);
  const closed = new Promise<void>((resolve, reject) => {
    child.once("close", () => resolve());
    child.once("error", reject);
  });
  // A child that dies early breaks the pipe; what counts is what it said.
  child.stdin.on("error", () => undefined);
  child.stdin.end(bytes);
  const collector = new SheetCollector();
  try {
    for await (const message of readMessages(child.stdout)) collector.add(message);
  } finally {
    child.kill("SIGKILL");
  }
  await closed;
  return collector.finish();
}

/**
 * Reads one sheet of an .xlsx file: the archive's directory is checked here, everything else happens in a child with
 * a heap of 256 MB, 20 seconds, no environment, and no right to write or to start anything.
 * @param budget what is left of the time for this workbook
 * @throws TableRefusal; `too-heavy` when the child ran out of memory or time
 */
export async function readXlsx(
  bytes: Uint8Array,
  sheet: string | undefined,
  budget: Budget = { left: tableLimits.childMilliseconds },
): Promise<RawSheet> {
  await openArchive(bytes);
  return withChildSlot(() => runChild(bytes, sheet, budget));
}

/** Reads one sheet after another of a workbook that has so much time for all of them. */
export function xlsxReader(bytes: Uint8Array): (sheet: string | undefined) => Promise<RawSheet> {
  const budget = { left: tableLimits.bookMilliseconds };
  return (sheet) => readXlsx(bytes, sheet, budget);
}
