import type { Importing } from "./import.ts";
import type { Timing } from "./load.ts";
import type { Scene } from "./scenes.ts";

/** What was found out about a scene. Milliseconds of its SQL under the policies, and without them; bytes of scripts. */
export type Line = {
  scene: Scene;
  one: Timing;
  eight: Timing;
  statements: number;
  transactions: number;
  sql: { policies: number; owner: number } | null;
  scripts: number | null;
};

/** What the figures are to come to; a list is held to all of them. */
const AIMS = { p50: 1.5, perSecond: 0.65, statements: 6, policies: 1.1, scripts: 1.25, navigation: 20_000 };

const ms = (value: number) => (value < 100 ? value.toFixed(1) : value.toFixed(0));
const times = (value: number) => `${value.toFixed(2)}×`;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const flag = (text: string, holds: boolean) => (holds ? text : `${text} ✗`);

type Results = {
  floor: { one: Timing; eight: Timing };
  emptyScripts: number;
  lines: readonly Line[];
  navigation: number;
  importing: Importing;
};

/** The table of a run as Markdown. What misses its aim carries a ✗. */
export function printed({ floor, emptyScripts, lines, navigation, importing }: Results): string {
  const header = [
    ...["what", "p50 ms, 1 conn.", "to empty", "p95", "a second, 1", "to empty"],
    ...["p50 ms, 8 conn.", "p95", "a second, 8", "to empty"],
    ...["statements", "transactions", "SQL ms", "to owner's", "scripts", "to empty"],
  ];
  const timing = ({ one, eight }: Results["floor"], list: boolean) => {
    const [p50, rate] = [one.p50 / floor.one.p50, one.perSecond / floor.one.perSecond];
    const rateOfEight = eight.perSecond / floor.eight.perSecond;
    return [
      ...[ms(one.p50), flag(times(p50), !list || p50 <= AIMS.p50), ms(one.p95), one.perSecond.toFixed(0)],
      flag(times(rate), !list || rate >= AIMS.perSecond),
      ...[ms(eight.p50), ms(eight.p95), eight.perSecond.toFixed(0)],
      flag(times(rateOfEight), !list || rateOfEight >= AIMS.perSecond),
    ];
  };
  const row = ({ scene, one, eight, statements, transactions, sql, scripts }: Line) => [
    scene.name,
    ...timing({ one, eight }, scene.list === true),
    flag(String(statements), !scene.list || statements <= AIMS.statements),
    String(transactions),
    ...(sql
      ? [ms(sql.policies), flag(times(sql.policies / sql.owner), sql.policies / sql.owner <= AIMS.policies)]
      : ["–", "–"]),
    ...(scripts
      ? [kB(scripts), flag(times(scripts / emptyScripts), !scene.list || scripts / emptyScripts <= AIMS.scripts)]
      : ["–", "–"]),
  ];
  const table = [
    header,
    header.map(() => "---"),
    ["Empty page, 50 rows", ...timing(floor, false), "1", "0", "–", "–", kB(emptyScripts), "1.00×"],
    ...lines.map(row),
  ];
  const { read, checked, applied } = importing;
  return [
    ...table.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `A repeat navigation from the reports to the schools: ${flag(kB(navigation), navigation <= AIMS.navigation)}.`,
    `Importing 3,600 rows: read ${read.toFixed(1)} s, checked ${checked.toFixed(1)} s, applied ${applied.toFixed(1)} s.`,
    "✗: misses its aim (lists: p50 at most 1.5 and requests a second at least 0.65 of the empty page's, 6 statements,",
    "scripts 1.25; SQL under policies 1.1 of the owner's; a repeat navigation 20 kB).",
  ].join("\n");
}
