// The process that opens a workbook nobody trusts: bytes on stdin, one JSON message a line on stdout. Its parent
// (xlsx.ts) gives it a small heap, no environment, no right to write files, and a time limit.
import { buffer } from "node:stream/consumers";
import { TableRefusal } from "./refusal.ts";
import { readSheet } from "./xlsx-sheet.ts";

const bytes = await buffer(process.stdin);
let lines = "";

function flush(): void {
  process.stdout.write(lines);
  lines = "";
}

function send(message: unknown): void {
  lines += `${JSON.stringify(message)}\n`;
  if (lines.length > 65_536) flush();
}

try {
  await readSheet(bytes, process.argv[2], send);
} catch (error) {
  const refusal = error instanceof TableRefusal ? error : new TableRefusal("corrupt");
  send({ refusal: refusal.code, params: refusal.params });
}
flush();
