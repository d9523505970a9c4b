"use client";

import type { ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from "react";
import type { Place } from "#features/reports/form/cells.ts";
import { CellSelection } from "./cell-selection.ts";
import { type Placed, placeBlock, readBlock } from "./clipboard.ts";
import type { FillStore } from "./fill-store.ts";
import { type Block, type Direction, endOf, farNeighbour, neighbour, type Spot, spotsOf } from "./layout.ts";
import { idOf, shownValue } from "./words.ts";

/** What Safari calls the key that ends a composition, which is over by then. */
const INPUT_METHOD = 229;

type Control = HTMLInputElement | HTMLSelectElement;
const ARROWS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

const controlOf = (target: EventTarget): Control | null => {
  const element = target instanceof Element ? target.closest<Control>("[data-cell]") : null;
  return element;
};

/** Moves the focus to a cell and brings it into sight. */
export function focusCell(address: string): void {
  document.getElementById(idOf(address))?.focus();
}

/**
 * The hands of someone who lives in Excel. A cell that is entered is selected whole, typing replaces it and arrows move
 * on; F2 or a double press puts the caret into it and arrows move the caret until the cell is left.
 * Events are taken at the frame around all cells.
 */
export class CellKeys {
  readonly #store: FillStore;
  readonly #blocks: readonly Block[];
  readonly #spots: ReadonlyMap<string, Spot>;
  readonly #places: ReadonlyMap<string, Place>;
  readonly #locale: "en" | "zh-CN";
  readonly #onPasted: (placed: Placed) => void;
  readonly #selection: CellSelection;
  #editing = false;
  #byMouse = false;
  /** Where a run of tabs began: Enter goes back below it. */
  #tabStart: string | null = null;

  constructor(store: FillStore, blocks: readonly Block[], locale: "en" | "zh-CN", onPasted: (placed: Placed) => void) {
    this.#store = store;
    this.#blocks = blocks;
    this.#locale = locale;
    this.#onPasted = onPasted;
    this.#spots = spotsOf(blocks);
    this.#selection = new CellSelection(store, blocks, this.#spots);
    const places = blocks.flatMap(({ lines }) => lines.flatMap((line) => line.places));
    this.#places = new Map(places.map((place) => [place.address, place]));
  }

  onFocus = ({ target }: FocusEvent): void => {
    const control = controlOf(target);
    if (!control) return;
    this.#editing = false;
    this.#store.enter(control.name);
    if (this.#selection.end() !== control.name) this.#selection.clear();
    if (control instanceof HTMLSelectElement) return;
    control.value = this.#store.cell(control.name).text;
    control.select();
  };

  onBlur = ({ target }: FocusEvent): void => {
    const control = controlOf(target);
    if (!control) return;
    this.#store.leave();
    const place = this.#places.get(control.name);
    if (place && control instanceof HTMLInputElement) {
      control.value = shownValue(place.cell, this.#store.cell(control.name).text, this.#locale);
    }
  };

  onPointerDown = ({ pointerType }: PointerEvent): void => {
    this.#byMouse = pointerType === "mouse";
    this.#tabStart = null;
  };

  /** A press of the mouse selects the cell whole; fingers put the caret where they press once the cell is entered. */
  onMouseDown = (event: MouseEvent): void => {
    const control = controlOf(event.target);
    if (!control || control instanceof HTMLSelectElement || !this.#byMouse) return;
    const isFocused = document.activeElement === control;
    if (event.shiftKey && this.#store.focused() && !isFocused) {
      event.preventDefault();
      this.#selection.extend(control.name);
    } else if (!isFocused) {
      event.preventDefault(); // the press would put the caret where the whole text should be selected
      control.focus();
    } else if (this.#store.isDrafting(control.name)) this.#editing = true;
    else if (!this.#editing) event.preventDefault();
  };

  onDoubleClick = (event: MouseEvent): void => {
    const control = controlOf(event.target);
    if (control instanceof HTMLInputElement && !this.#editing) this.#edit(control);
  };

  onKeyDown = (event: KeyboardEvent): void => {
    const control = controlOf(event.target);
    const spot = control && this.#spots.get(control.name);
    if (!control || !spot || event.nativeEvent.isComposing || event.keyCode === INPUT_METHOD) return;
    const taken =
      event.ctrlKey || event.metaKey
        ? this.#withControl(event, spot)
        : this.#plain(event, control, spot) || this.#arrow(event, control, spot);
    if (taken) event.preventDefault();
  };

  onCopy = (event: ClipboardEvent): void => {
    const text = this.#selection.text();
    if (text === undefined) return; // one cell is copied as any text is
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    if (event.type === "cut") this.#selection.empty();
  };

  onPaste = (event: ClipboardEvent): void => {
    const control = controlOf(event.target);
    const selected = this.#selection.cells();
    const spot = control && this.#spots.get(selected.flat()[0] ?? control.name);
    const block = readBlock(event.clipboardData.getData("text/plain"));
    const single = block.length === 1 && block[0]?.length === 1;
    if (!spot || (single && selected.flat().length < 2 && control instanceof HTMLInputElement)) return;
    event.preventDefault();
    const placed = placeBlock(block, this.#blocks, spot, selected);
    this.#store.apply(placed.edits.map((edit) => ({ ...edit, pasted: true })));
    this.#onPasted(placed);
  };

  #plain(event: KeyboardEvent, control: Control, spot: Spot): boolean {
    switch (event.key) {
      case "Enter":
        return this.#enter(event.shiftKey, control.name);
      case "Tab":
        this.#tabStart ??= event.shiftKey ? null : control.name;
        return false;
      case "F2":
        if (control instanceof HTMLInputElement) this.#edit(control);
        return true;
      case "Escape":
        return this.#escape(control);
      case "Delete":
        if (this.#editing || this.#store.isDrafting(control.name)) return false;
        this.#selection.empty();
        return true;
      case "Home":
      case "End":
        if (this.#editing || event.shiftKey) return false;
        return this.#go(endOf(this.#blocks, spot, event.key === "Home" ? "first" : "last", false));
      case "=":
        return event.altKey && this.#takeSum(control.name);
      default:
        return false;
    }
  }

  #edit(control: HTMLInputElement): void {
    this.#editing = true;
    control.setSelectionRange(control.value.length, control.value.length);
  }

  /** Excel's key for a sum. */
  #takeSum(address: string): boolean {
    const sum = this.#store.sumFor(address);
    if (sum !== undefined) this.#store.apply([{ address, text: sum }]);
    return sum !== undefined;
  }

  #withControl(event: KeyboardEvent, spot: Spot): boolean {
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") return this.#turn(key === "y" || event.shiftKey ? "redo" : "undo");
    if (event.key === "Home" || event.key === "End") {
      return this.#go(endOf(this.#blocks, spot, event.key === "Home" ? "first" : "last", true));
    }
    const direction = ARROWS[event.key];
    return direction !== undefined && !this.#editing && this.#far(direction, event.shiftKey, spot);
  }

  #far(direction: Direction, extending: boolean, spot: Spot): boolean {
    this.#store.settle();
    const from = extending ? (this.#spots.get(this.#selection.end() ?? "") ?? spot) : spot;
    const target = farNeighbour(this.#blocks, from, direction, (address) => this.#store.cell(address).text !== "");
    if (!extending) return this.#go(target);
    if (target) this.#selection.extend(target);
    return true;
  }

  #arrow(event: KeyboardEvent, control: Control, spot: Spot): boolean {
    const direction = ARROWS[event.key];
    if (!direction || event.altKey || control instanceof HTMLSelectElement) return false;
    const sideways = direction === "left" || direction === "right";
    if (this.#editing && (sideways || event.shiftKey)) return false;
    this.#tabStart = null;
    if (event.shiftKey) {
      const from = this.#spots.get(this.#selection.end() ?? control.name) ?? spot;
      const target = neighbour(this.#blocks, from, direction);
      if (target && this.#spots.get(target)?.block === spot.block) this.#selection.extend(target);
      return true;
    }
    this.#go(neighbour(this.#blocks, spot, direction));
    return true;
  }

  #enter(back: boolean, address: string): boolean {
    const start = back ? address : (this.#tabStart ?? address);
    const sameLine = this.#spots.get(start)?.line === this.#spots.get(address)?.line;
    const from = this.#spots.get(sameLine ? start : address);
    this.#tabStart = null;
    if (from) this.#go(neighbour(this.#blocks, from, back ? "up" : "down"));
    return true;
  }

  #escape(control: Control): boolean {
    const had = this.#store.cancel() || this.#editing || this.#store.selection().size > 0;
    this.#editing = false;
    this.#selection.clear();
    control.value = this.#store.cell(control.name).text;
    if (control instanceof HTMLInputElement) control.select();
    return had;
  }

  #turn(way: "undo" | "redo"): boolean {
    const address = this.#store.turn(way);
    if (address) focusCell(address);
    return true;
  }

  #go(address: string | undefined): true {
    this.#selection.clear();
    if (address) focusCell(address);
    else this.#stay();
    return true;
  }

  /** There is no cell that way: what was typed counts, and typing again replaces it. */
  #stay(): void {
    this.#store.settle();
    this.#editing = false;
    const control = document.activeElement;
    if (control instanceof HTMLInputElement) control.select();
  }
}
