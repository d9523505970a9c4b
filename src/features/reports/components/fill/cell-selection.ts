import { writeBlock } from "./clipboard.ts";
import type { FillStore } from "./fill-store.ts";
import { type Block, rectangle, type Spot } from "./layout.ts";

/** The rectangle of cells that is selected, between the cell where it began and the one to which it was drawn. */
export class CellSelection {
  readonly #store: FillStore;
  readonly #blocks: readonly Block[];
  readonly #spots: ReadonlyMap<string, Spot>;
  #anchor: string | null = null;
  #end: string | null = null;

  constructor(store: FillStore, blocks: readonly Block[], spots: ReadonlyMap<string, Spot>) {
    this.#store = store;
    this.#blocks = blocks;
    this.#spots = spots;
  }

  /** The cell to which it was drawn; null while only the focused cell is meant. */
  end = (): string | null => this.#end;

  /** Draws it from the focused cell to this one. */
  extend(address: string): void {
    this.#anchor ??= this.#store.focused();
    this.#end = address;
    this.#store.settle();
    this.#store.select(new Set(this.cells().flatMap((line) => line.filter((one) => one !== null))));
  }

  clear(): void {
    this.#anchor = null;
    this.#end = null;
    this.#store.select(new Set());
  }

  /** Line by line; cells that are not typed are null, and nothing while only the focused cell is meant. */
  cells(): (string | null)[][] {
    const [from, to] = [this.#anchor, this.#end].map((address) => (address ? this.#spots.get(address) : undefined));
    return from && to ? rectangle(this.#blocks, from, to) : [];
  }

  /** As Excel takes it from the clipboard; undefined unless several cells are selected. */
  text(): string | undefined {
    const cells = this.cells();
    if (cells.flat().length < 2) return undefined;
    return writeBlock(cells.map((line) => line.map((address) => (address ? this.#store.cell(address).text : ""))));
  }

  /** Empties the selected cells, or the focused one. */
  empty(): void {
    const selected = [...this.#store.selection()];
    const cells = selected.length > 0 ? selected : [this.#store.focused()];
    this.#store.apply(cells.flatMap((address) => (address ? [{ address, text: "" }] : [])));
  }
}
