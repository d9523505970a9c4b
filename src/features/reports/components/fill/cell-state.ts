import type { Definition } from "#features/reports/form/definition.ts";
import { type CellProblem, parseCell } from "#features/reports/form/parse-cell.ts";

/**
 * `saved`: the server holds this text. `waiting`: typed, to be sent. `sending`: under way. `refused`: cannot be saved
 * as it stands (`problem`). `conflict`: somebody else changed the cell meanwhile (`theirs`); nothing is overwritten.
 */
export type Saving = "saved" | "waiting" | "sending" | "refused" | "conflict";

/** One cell on the page. `text` is canonical where it can be read; `version` is the server's, null while it has none. */
export type CellState = {
  readonly text: string;
  readonly held: string;
  readonly version: number | null;
  readonly saving: Saving;
  /** Sent without an answer: the server may hold that already, so that nothing typed since is as it was. */
  readonly unsure: boolean;
  readonly pasted: boolean;
  readonly problem: CellProblem | null;
  readonly theirs: { readonly value: string; readonly version: number; readonly byName: string } | null;
};

export type Cells = ReadonlyMap<string, CellState>;

/** What the server says of a cell. */
export type Held = { value: string; version: number };

export type Sent = { cell: string; value: string; base: number | null; pasted?: true };

/** What the server answers to a batch. */
export type Answer = {
  saved: Record<string, Held>;
  conflicts: { cell: string; mine: string; theirs: string; version: number; byName: string }[];
  problems: Record<string, CellProblem>;
};

const EMPTY: CellState = {
  text: "",
  held: "",
  version: null,
  saving: "saved",
  unsure: false,
  pasted: false,
  problem: null,
  theirs: null,
};

export const stateOf = (cells: Cells, address: string): CellState => cells.get(address) ?? EMPTY;

export function heldCells(held: Readonly<Record<string, Held>>): Cells {
  return new Map(
    Object.entries(held).map(([address, { value, version }]) => [
      address,
      { ...EMPTY, text: value, held: value, version },
    ]),
  );
}

/** The cell after typing: read if it can be, waiting if it differs from what the server holds. */
export function typed(
  state: CellState,
  definition: Definition,
  address: string,
  text: string,
  pasted = false,
): CellState {
  const parsed = parseCell(definition, address, text);
  if (parsed.problem) return { ...state, text, saving: state.theirs ? "conflict" : "refused", problem: parsed.problem };
  const value = parsed.value ?? "";
  const settled = state.theirs
    ? "conflict"
    : value === state.held && state.saving !== "sending" && !state.unsure
      ? "saved"
      : "waiting";
  return { ...state, text: value, saving: settled, pasted, problem: null };
}

/** Characters of a batch's values; each is three bytes at most, and the server takes a megabyte. */
const BATCH_TEXT = 250_000;

/** What waits to be sent, at most `most` cells. */
export function batchOf(cells: Cells, most = 500): Sent[] {
  const batch: Sent[] = [];
  let length = 0;
  for (const [cell, { saving, text, version, pasted }] of cells) {
    if (saving !== "waiting") continue;
    batch.push({ cell, value: text, base: version, ...(pasted ? { pasted: true as const } : {}) });
    length += text.length;
    if (batch.length === most || length >= BATCH_TEXT) break;
  }
  return batch;
}

function change(
  cells: Cells,
  addresses: Iterable<string>,
  to: (state: CellState, address: string) => CellState,
): Cells {
  const changed = new Map(cells);
  for (const address of addresses) changed.set(address, to(stateOf(cells, address), address));
  return changed;
}

export const sendingCells = (cells: Cells, batch: readonly Sent[]): Cells =>
  change(
    cells,
    batch.map(({ cell }) => cell),
    (state) => ({ ...state, saving: "sending" }),
  );

/** The batch did not arrive, or nobody knows whether it did: it waits again. Sending it twice is harmless. */
export const returnedCells = (cells: Cells, batch: readonly Sent[]): Cells =>
  change(
    cells,
    batch.map(({ cell }) => cell),
    (state) => ({ ...state, unsure: true, ...(state.saving === "sending" && { saving: "waiting" }) }),
  );

/** The server's answer, taken into cells that may have been typed in again meanwhile. */
export function answeredCells(cells: Cells, batch: readonly Sent[], answer: Answer): Cells {
  const conflicts = new Map(answer.conflicts.map((conflict) => [conflict.cell, conflict]));
  const sent = new Map(batch.map((one) => [one.cell, one.value]));
  return change(cells, sent.keys(), (before, address) => {
    const state = { ...before, unsure: false };
    const saved = answer.saved[address];
    const conflict = conflicts.get(address);
    const problem = answer.problems[address];
    const current = state.saving === "sending" || state.text === sent.get(address);
    if (saved) return afterSave(state, saved, current);
    if (conflict) return afterConflict(state, conflict);
    if (problem && current) return { ...state, saving: "refused", problem };
    return state.saving === "sending" ? { ...state, saving: "waiting" } : state;
  });
}

function afterSave(state: CellState, { value, version }: Held, current: boolean): CellState {
  const known = { ...state, held: value, version: version || null };
  if (current) return { ...known, text: value, saving: "saved", problem: null, pasted: false };
  return state.saving === "waiting" && state.text === value ? { ...known, saving: "saved" } : known;
}

function afterConflict(state: CellState, { theirs, version, byName }: Answer["conflicts"][number]): CellState {
  if (theirs === state.text) return { ...state, held: theirs, version, saving: "saved", theirs: null };
  return { ...state, saving: "conflict", theirs: { value: theirs, version, byName } };
}

/** The person has seen both values and chose. Their own is sent again, over the version they have seen. */
export function chosen(state: CellState, keep: "mine" | "theirs"): CellState {
  const { theirs } = state;
  if (!theirs) return state;
  const known = { ...state, held: theirs.value, version: theirs.version, theirs: null };
  if (keep === "theirs") return { ...known, text: theirs.value, saving: "saved", problem: null };
  return { ...known, saving: state.problem ? "refused" : "waiting" };
}

/** What the server holds now, taken in where nothing of one's own waits; the rest finds out when it is sent. */
export function mergedCells(cells: Cells, held: Readonly<Record<string, Held>>): Cells {
  const fresh = Object.entries(held).filter(([address, { version }]) => {
    const state = stateOf(cells, address);
    return state.saving === "saved" && version > (state.version ?? 0);
  });
  if (fresh.length === 0) return cells;
  const versions = new Map(fresh);
  return change(cells, versions.keys(), (state, address) => {
    const { value, version } = versions.get(address) ?? { value: state.text, version: state.version };
    return { ...state, text: value, held: value, version };
  });
}
