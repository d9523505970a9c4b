import { calculate, type Frame, type Reading, resolve } from "./calculate.ts";
import {
  type Context,
  cellsOf,
  indexOf,
  isNumeric,
  isPresent,
  type Place,
  rowsOf,
  splitAddress,
  TOTAL,
  type Values,
} from "./cells.ts";
import type { Definition, Rule, Scope, Text, ValueType } from "./definition.ts";
import { cellName, messageOf, missingMessage, outsideMessage, problemMessage } from "./message.ts";
import { parseValue } from "./parse-cell.ts";

/**
 * One failed check at one place. `ruleId` is a rule of the form, or `required`, `type`, `outside`, which every form has.
 * `cells` are addresses to mark; `inputs` everything the check read; `key` names rule and place and stays the same while
 * values change, so that a reason can hang on it.
 */
export type Finding = {
  ruleId: string;
  severity: Rule["severity"];
  cells: string[];
  message: Text;
  inputs: Reading[];
  key: string;
  clause?: Text;
};

/**
 * Every failed check of a submission at once, in page order. A rule that needs a missing cell is unknown and silent
 * (a missing required cell is an error of its own); a malformed value counts as missing to every rule.
 */
export function evaluate(definition: Definition, values: Values, context: Context): Finding[] {
  const places = cellsOf(definition, context);
  const frame: Frame = { definition, values, context };
  const findings = [
    ...places.flatMap((place) => cellFinding(place, frame)),
    ...outsideFindings(places, frame),
    ...definition.rules.flatMap((rule) => evaluateRule(rule, frame)),
  ];
  const order = new Map(places.map(({ address }, index) => [address, index]));
  const position = (finding: Finding) => order.get(finding.cells[0] ?? "") ?? places.length;
  return findings.sort((a, b) => position(a) - position(b));
}

/** The findings of one rule of the form. */
export function evaluateRule(rule: Rule, frame: Frame): Finding[] {
  return standsOf(rule.scope, frame).flatMap((stand) => tryRule(rule, { ...frame, ...stand }) ?? []);
}

type Stand = { code?: string; row?: string };

/** Every place where a rule of this scope is tried for this school. */
export function standsOf(scope: Scope, frame: Frame): Stand[] {
  if (scope.kind === "once") return [{}];
  if (scope.kind === "each") return scope.codes.map((code) => ({ code }));
  if (scope.kind === "columns") return scope.columns.map((code) => ({ code, row: TOTAL }));
  const table = indexOf(frame.definition).tables.get(scope.table);
  if (!table) return [];
  const every = rowsOf(table, frame.context.facts).map(({ key }) => key);
  const details = scope.rows === "total" ? [] : every.filter((key) => isPresent(table, key, frame.values));
  const rows = scope.rows === "details" || !table.total ? details : [...details, TOTAL];
  if (scope.kind === "rows") return rows.map((row) => ({ row }));
  return rows.flatMap((row) => scope.columns.map((code) => ({ code, row })));
}

function tryRule(rule: Rule, frame: Frame): Finding | undefined {
  const [guarding, checking] = [new Map<string, Reading>(), new Map<string, Reading>()];
  if (rule.when && calculate(rule.when, noting(frame, guarding)) !== true) return undefined;
  if (calculate(rule.holds, noting(frame, checking)) !== false) return undefined;
  const read = [...checking.values()].flatMap(({ from, address }) => (from === "now" ? [address] : []));
  return {
    ruleId: rule.id,
    severity: rule.severity,
    cells: rule.marks?.flatMap((mark) => resolve(mark, frame) ?? []) ?? read,
    message: messageOf(rule, frame),
    inputs: [...new Map([...guarding, ...checking]).values()],
    key: keyOf(rule.id, frame, rule.scope),
    ...(rule.clause ? { clause: rule.clause } : {}),
  };
}

/** The frame with whatever an outer frame notes, noted once by source and address here too. */
const noting = (frame: Frame, readings: Map<string, Reading>): Frame => ({
  ...frame,
  note: (reading) => {
    frame.note?.(reading);
    readings.set(`${reading.from} ${reading.address}`, reading);
  },
});

/** Names a rule and the place where it is tried. */
export function keyOf(ruleId: string, stand: Stand, scope: Scope): string {
  if (scope.kind === "once") return ruleId;
  const row = scope.kind === "columns" ? undefined : stand.row;
  return `${ruleId}:${[stand.code, row].filter((part) => part !== undefined).join("@")}`;
}

function builtIn(ruleId: string, address: string, message: Text, value: string | null): Finding {
  const inputs: Reading[] = [{ address, value, from: "now" }];
  return { ruleId, severity: "error", cells: [address], message, inputs, key: `${ruleId}:${address}` };
}

function cellFinding({ address, cell, section, row, typed }: Place, frame: Frame): Finding[] {
  if (!typed) return [];
  const stored = frame.values[address] ?? "";
  const parsed = parseValue(cell.value, stored);
  if (parsed.value !== undefined && parsed.value !== null) return [];
  const name = cellName(cell.code, row?.key, frame);
  if (parsed.problem !== undefined) {
    return [builtIn("type", address, problemMessage(name, parsed.problem, boundsOf(cell.value)), stored)];
  }
  if (!cell.required || !isPresent(section, row?.key, frame.values)) return [];
  return [builtIn("required", address, missingMessage(name, isNumeric(cell.value)), null)];
}

function boundsOf(type: ValueType): Record<string, string> {
  if (type.type === "date") return { min: type.min ?? "", max: type.max ?? "", places: "0" };
  const max = "max" in type && type.max !== undefined ? String(type.max) : "1,000,000,000,000";
  const min = "min" in type && type.min !== undefined ? String(type.min) : "0";
  return { min, max, places: type.type === "decimal" ? String(type.places) : "0" };
}

/** Values where the school has no cell: a grade or an item of a stage it does not offer, or no cell of the form. */
function outsideFindings(places: Place[], frame: Frame): Finding[] {
  const asked = new Set(places.map(({ address }) => address));
  return Object.entries(frame.values).flatMap(([address, value]) => {
    if (asked.has(address) || (value ?? "").trim() === "") return [];
    const { code, row } = splitAddress(address);
    return [builtIn("outside", address, outsideMessage(cellName(code, row, frame)), value ?? null)];
  });
}

/** Reasons by a finding's `key`. */
export type Reasons = Readonly<Record<string, string | null | undefined>>;

/** Errors block; a warning needs a reason; information never stands in the way. */
export function canSubmit(
  findings: readonly Finding[],
  reasons: Reasons,
): { ok: boolean; errors: Finding[]; unexplained: Finding[] } {
  const errors = findings.filter(({ severity }) => severity === "error");
  const unexplained = findings.filter(({ severity, key }) => severity === "warning" && !reasons[key]?.trim());
  return { ok: errors.length + unexplained.length === 0, errors, unexplained };
}
