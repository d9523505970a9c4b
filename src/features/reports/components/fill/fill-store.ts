import type { Context } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { totalOffer } from "#features/reports/form/prefill.ts";
import { type CellState, type Cells, chosen, type Held, heldCells, mergedCells, stateOf, typed } from "./cell-state.ts";
import { type Checked, check, valuesOf } from "./check.ts";
import { type Edit, type History, NO_HISTORY, remember, turn } from "./history.ts";
import { type Kept, keptOf, restored } from "./kept.ts";
import { IDLE, Saver, type SaverState } from "./saver.ts";
import type { BatchAnswer, Send } from "./send.ts";

export type FillSetup = {
  definition: Definition;
  context: Context;
  held: Readonly<Record<string, Held>>;
  /** Addresses that the school may type. */
  asked: ReadonlySet<string>;
  send: Send;
  keep(kept: Kept): void;
  onAnswer(answer: BatchAnswer): void;
};

export type Typing = { address: string; text: string; pasted?: boolean };
type Draft = { address: string; text: string; timer: ReturnType<typeof setTimeout> };
const DRAFT_PAUSE = 450;

/**
 * Everything that one page of a report knows of its cells, outside of React: what is typed, what is saved, what is
 * wrong, what can be undone. Cells subscribe; each redraws only when its own state changes.
 */
export class FillStore {
  readonly #setup: FillSetup;
  readonly #saver: Saver;
  readonly #listeners = new Set<() => void>();
  #cells: Cells;
  #checked: Checked;
  #saving: SaverState = IDLE;
  #history: History = NO_HISTORY;
  #focus: { address: string; before: string } | null = null;
  #draft: Draft | null = null;
  #selection: ReadonlySet<string> = new Set();

  constructor(setup: FillSetup) {
    this.#setup = setup;
    this.#cells = heldCells(setup.held);
    this.#checked = check(setup.definition, valuesOf(this.#cells), setup.context);
    this.#saver = new Saver(
      {
        cells: () => this.#cells,
        setCells: (cells) => this.#setCells(cells),
        setState: (change) => {
          this.#saving = { ...this.#saving, ...change };
          this.#tell();
        },
        onAnswer: setup.onAnswer,
      },
      setup.send,
    );
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  cell = (address: string): CellState => stateOf(this.#cells, address);
  cells = (): Cells => this.#cells;
  checked = (): Checked => this.#checked;
  saving = (): SaverState => this.#saving;
  focused = (): string | null => this.#focus?.address ?? null;
  selection = (): ReadonlySet<string> => this.#selection;
  isDrafting = (address: string): boolean => this.#draft?.address === address;
  canUndo = (): boolean => this.#history.done.length > 0;
  canRedo = (): boolean => this.#history.undone.length > 0;
  /** How many changes of figures this page knows of; the signature names it. */
  revision = (): number => [...this.#cells.values()].reduce((sum, { version }) => sum + (version ?? 0), 0);

  /** The sum (or the largest) of the rows above a cell of a total row; undefined while one of them is missing. */
  sumFor = (address: string): string | undefined =>
    totalOffer(this.#setup.definition, address, valuesOf(this.#cells), this.#setup.context);

  enter(address: string): void {
    this.#focus = { address, before: this.cell(address).text };
    this.#tell();
  }

  leave(): void {
    this.settle();
    this.#focus = null;
    this.#tell();
  }

  /** Typing that goes on; taken in when it pauses or the cell is left. */
  draft(address: string, text: string): void {
    clearTimeout(this.#draft?.timer);
    this.#draft = { address, text, timer: setTimeout(() => this.#write([{ address, text }]), DRAFT_PAUSE) };
  }

  /** Takes in what is being typed and makes it one step that can be undone. */
  settle(): void {
    const draft = this.#draft;
    this.#draft = null;
    clearTimeout(draft?.timer);
    if (draft && draft.text !== this.cell(draft.address).text) this.#write([draft]);
    if (!this.#focus) return;
    const { address, before } = this.#focus;
    this.#remember([{ address, before, after: this.cell(address).text }]);
  }

  /** Puts the focused cell back to what it was on entering it. False when there was nothing to put back. */
  cancel(): boolean {
    const focus = this.#focus;
    const had = this.#draft !== null || (focus !== null && focus.before !== this.cell(focus.address).text);
    clearTimeout(this.#draft?.timer);
    this.#draft = null;
    if (focus && had) this.#write([{ address: focus.address, text: focus.before }]);
    return had;
  }

  /** Several cells at once, as one step that can be undone. */
  apply(typings: readonly Typing[]): void {
    this.settle();
    this.#remember(this.#write(typings));
  }

  /** Takes the last step back, or puts it in again; the cell to look at, undefined when there is none. */
  turn(way: "undo" | "redo"): string | undefined {
    this.settle();
    const turned = turn(this.#history, way);
    if (!turned) return undefined;
    this.#write(turned.texts);
    this.#history = turned.history;
    this.#remember([]);
    return turned.texts[0]?.address;
  }

  choose(address: string, keep: "mine" | "theirs"): void {
    this.#setCells(new Map(this.#cells).set(address, chosen(this.cell(address), keep)));
    this.#saver.schedule(0);
  }

  select(addresses: ReadonlySet<string>): void {
    if (addresses.size === 0 && this.#selection.size === 0) return;
    this.#selection = addresses;
    this.#tell();
  }

  /** What a reloaded page says the server holds. */
  merge(held: Readonly<Record<string, Held>>): void {
    const next = mergedCells(this.#cells, held);
    if (next !== this.#cells) this.#setCells(next);
  }

  /** Puts back what an earlier visit could not save. */
  restore(kept: Kept): void {
    this.#setCells(restored(this.#cells, kept, this.#setup.definition, this.#setup.asked));
    this.#saver.schedule(0);
  }

  /** Takes in what was filled in elsewhere, over the versions it was filled in over, as one step that can be undone. */
  bring(kept: Kept): void {
    this.settle();
    const before = this.#cells;
    this.#setCells(restored(before, kept, this.#setup.definition, this.#setup.asked));
    this.#remember(
      Object.keys(kept).map((address) => ({
        address,
        before: stateOf(before, address).text,
        after: this.cell(address).text,
      })),
    );
    this.#saver.schedule(0);
  }

  /** Sends at once what waits. */
  save(): Promise<void> {
    this.settle();
    return this.#saver.now();
  }

  stop(): void {
    this.#saver.stop();
  }

  #write(typings: readonly Typing[]): Edit[] {
    const next = new Map(this.#cells);
    const edits = typings.map(({ address, text, pasted = false }) => {
      const before = stateOf(next, address);
      const after = typed(before, this.#setup.definition, address, text, pasted);
      next.set(address, after);
      return { address, before: before.text, after: after.text };
    });
    this.#setCells(next);
    this.#saver.schedule();
    return edits;
  }

  #remember(edits: readonly Edit[]): void {
    this.#history = remember(this.#history, edits);
    if (this.#focus) this.#focus = { ...this.#focus, before: this.cell(this.#focus.address).text };
    this.#tell();
  }

  #setCells(cells: Cells): void {
    this.#cells = cells;
    this.#checked = check(this.#setup.definition, valuesOf(cells), this.#setup.context, this.#checked);
    this.#setup.keep(keptOf(cells));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
