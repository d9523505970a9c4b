import type { Tally } from "./tally.ts";

const NAMES = [
  ...["run", "sent", "acknowledged", "retried", "lost", "doubled", "late", "unfairly late"],
  ...["p50 ms", "p95", "p99", "max", "all within s", "a second", "to straight", "load before"],
];
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

export const columns = [row(NAMES), row(NAMES.map(() => "---"))];

/** A run as a line of a Markdown table; what misses its aim (all within a minute, p95 of 2 s, no other losses) has a ✗. */
export function line(name: string, result: Tally & { straight: number }, load: number): string {
  const { sent, acknowledged, retried, lost, doubled, late, unfairlyLate, seconds, straight } = result;
  const flag = (text: string, holds: boolean) => (holds ? text : `${text} ✗`);
  const rate = acknowledged / seconds;
  return row([
    ...[name, String(sent), flag(String(acknowledged), acknowledged === sent), String(retried)],
    ...[flag(String(lost), lost === 0), flag(String(doubled), doubled === 0), String(late)],
    flag(String(unfairlyLate), unfairlyLate === 0),
    ...[result.p50.toFixed(0), flag(result.p95.toFixed(0), result.p95 <= 2000), result.p99.toFixed(0)],
    ...[result.max.toFixed(0), flag(seconds.toFixed(1), seconds <= 62), rate.toFixed(0)],
    ...[`${(rate / straight).toFixed(2)} of ${straight.toFixed(0)}`, load.toFixed(1)],
  ]);
}
