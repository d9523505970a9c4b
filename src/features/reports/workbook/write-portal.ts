import type { Place } from "#features/reports/form/cells.ts";
import type { ValueType } from "#features/reports/form/definition.ts";
import type { CellSheet, PlacedCell } from "#lib/tabular/write-cells.ts";
import { liveFormula, type Options } from "./checks.ts";
import { callInGroups } from "./formula-limits.ts";
import { absolute, range } from "./lay-out.ts";
import { FIRST_CELL, MADE_BY, PORTAL, VERSION } from "./portal-sheet.ts";
import { type Checks, failsFormula, refOf, type Setting, STATES, withFormula } from "./setting.ts";

/** Columns of the hidden sheet behind the five of each cell: options of choices, and checks put together. */
const OPTIONS = 5;
const FURTHER = 8;

export function portalSheet(setting: Setting, typed: readonly Place[], checks: Checks): CellSheet {
  const { report, language } = setting;
  const head = [
    [MADE_BY, VERSION],
    ["assignment", report.assignmentId],
    ["number", String(report.number)],
    ["language", language],
  ];
  const choices = choicesOf(typed);
  const options: Options = (type) => {
    const from = FIRST_CELL + (choices.starts.get(contentOf(type)) ?? 0);
    const column = (offset: number) =>
      range({ sheet: PORTAL, row: from, column: OPTIONS + offset }, type.options.length);
    return { keys: column(0), zh: column(1), en: column(2) };
  };
  return {
    name: PORTAL,
    widths: [20],
    hidden: true,
    cells: [
      ...head.flatMap(([name, value], row): PlacedCell[] => [
        { row, column: 0, value: name ?? "" },
        { row, column: 1, value: value ?? "" },
      ]),
      ...typed.flatMap(({ address, cell }, index): PlacedCell[] => {
        const row = FIRST_CELL + index;
        const ref = absolute(refOf(setting, address));
        const held = report.held[address];
        return [
          { row, column: 0, value: address },
          { row, column: 1, value: held?.value ?? "", look: "text-input" },
          { row, column: 2, value: held ? String(held.version) : "" },
          withFormula({ row, column: 3 }, liveFormula(cell.value, ref, options)),
          ...stateCells(row, checks.byCell.get(address) ?? [], setting, checks),
        ];
      }),
      ...choices.options.flatMap(({ key, names }, index): PlacedCell[] =>
        [key, names.zh, names.en].map((value, offset) => ({
          ...{ row: FIRST_CELL + index, column: OPTIONS + offset },
          ...{ value, look: "text-input" },
        })),
      ),
    ],
  };
}

type Choice = Extract<ValueType, { type: "choice" }>;
const contentOf = ({ options }: Choice): string => JSON.stringify(options);

/** Every different list of options once, one below the other, with the line each of them starts at. */
function choicesOf(typed: readonly Place[]) {
  const starts = new Map<string, number>();
  const options: Choice["options"] = [];
  for (const type of new Set(typed.map(({ cell }) => cell.value))) {
    if (type.type !== "choice" || starts.has(contentOf(type))) continue;
    starts.set(contentOf(type), options.length);
    options.push(...type.options);
  }
  return { starts, options };
}

/** So many checks are named in one formula: each takes up to some fifty characters. */
const MOST_TOGETHER = 60;

/** How a cell stands. Where many checks mark it, they are put together in cells at the end of the line first. */
function stateCells(row: number, marking: readonly number[], setting: Setting, { list }: Checks): PlacedCell[] {
  const further: PlacedCell[] = [];
  const anyOf = (severity: "error" | "warning"): string | undefined => {
    const failing = marking
      .filter((index) => list[index]?.severity === severity && list[index].holds !== null)
      .map((index) => failsFormula(setting, index));
    if (failing.length === 0) return undefined;
    if (failing.length <= MOST_TOGETHER) return `OR(${failing.join(",")})`;
    const groups = Array.from({ length: Math.ceil(failing.length / MOST_TOGETHER) }, (_, group) => {
      const together = failing.slice(group * MOST_TOGETHER, (group + 1) * MOST_TOGETHER);
      const place = { row, column: FURTHER + further.length };
      further.push(withFormula(place, `OR(${together.join(",")})`));
      return absolute({ sheet: PORTAL, ...place });
    });
    return callInGroups("OR", groups);
  };
  const [error, warning] = [anyOf("error"), anyOf("warning")];
  const warned = warning ? `IF(${warning},${STATES.warning},0)` : "0";
  const state = error ? `IF(${error},${STATES.error},${warned})` : warned;
  return [withFormula({ row, column: 4 }, state), ...further];
}
