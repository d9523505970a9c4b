"use client";

import type { ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from "react";
import type { Place } from "#features/reports/form/cells.ts";
import { type Placed, placeBlock, readBlock, writeBlock } from "./clipboard.ts";
import type { FillStore } from "./fill-store.ts";
import { type Block, type Direction, endOf, farNeighbour, neighbour, rectangle, type Spot, spotsOf } from "./layout.ts";
import { idOf, shownValue } from "./words.ts";

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
 * on; F2, a second press or a double one puts the caret into it and arrows move the caret until the cell is left.
 * Events are taken at the frame around all cells.
 */
export class CellKeys {
  readonly #store: FillStore;
  readonly #blocks: readonly Block[];
  readonly #spots: ReadonlyMap<string, Spot>;
  readonly #places: ReadonlyMap<string, Place>;
  readonly #locale: "en" | "zh-CN";
  readonly #onPasted: (placed: Placed) => void;
  #editing = false;
  #anchor: string | null = null;
  #extent: string | null = null;
  /** Where a run of tabs began: Enter goes back below it. */
  #tabStart: string | null = null;

  constructor(store: FillStore, blocks: readonly Block[], locale: "en" | "zh-CN", onPasted: (placed: Placed) => void) {
    this.#store = store;
    this.#blocks = blocks;
    this.#locale = locale;
    this.#onPasted = onPasted;
    this.#spots = spotsOf(blocks);
    const places = blocks.flatMap(({ lines }) => lines.flatMap((line) => line.places));
    this.#places = new Map(places.map((place) => [place.address, place]));
  }

  onFocus = ({ target }: FocusEvent): void => {
    const control = controlOf(target);
    if (!control) return;
    this.#editing = false;
    this.#store.enter(control.name);
    if (this.#extent !== control.name) this.#clearSelection();
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

  onPointerDown = (event: PointerEvent): void => {
    const control = controlOf(event.target);
    this.#tabStart = null;
    if (!control || control instanceof HTMLSelectElement) return;
    if (event.shiftKey && this.#store.focused() && event.pointerType === "mouse") {
      event.preventDefault();
      this.#extend(control.name);
      return;
    }
    if (document.activeElement === control) this.#editing = true;
    else if (event.pointerType === "mouse") {
      event.preventDefault(); // the press would put the caret where the whole text should be selected
      control.focus();
    }
  };

  onDoubleClick = (event: MouseEvent): void => {
    if (controlOf(event.target)) this.#editing = true;
  };

  onKeyDown = (event: KeyboardEvent): void => {
    const control = controlOf(event.target);
    const spot = control && this.#spots.get(control.name);
    if (!control || !spot || event.nativeEvent.isComposing) return;
    const taken =
      event.ctrlKey || event.metaKey
        ? this.#withControl(event, spot)
        : this.#plain(event, control, spot) || this.#arrow(event, control, spot);
    if (taken) event.preventDefault();
  };

  onCopy = (event: ClipboardEvent): void => {
    this.#copy(event);
  };

  onCut = (event: ClipboardEvent): void => {
    if (this.#copy(event)) this.#clearCells();
  };

  onPaste = (event: ClipboardEvent): void => {
    const control = controlOf(event.target);
    const spot = control && this.#spots.get(this.#anchorOf(control.name));
    const block = readBlock(event.clipboardData.getData("text/plain"));
    const single = block.length === 1 && block[0]?.length === 1;
    if (!spot || (single && this.#selected().flat().length < 2 && control instanceof HTMLInputElement)) return;
    event.preventDefault();
    const placed = placeBlock(block, this.#blocks, spot, this.#selected());
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
        this.#editing = !this.#editing;
        if (control instanceof HTMLInputElement) control.setSelectionRange(control.value.length, control.value.length);
        return true;
      case "Escape":
        return this.#escape(control);
      case "Delete":
        if (this.#editing || this.#store.isDrafting(control.name)) return false;
        this.#clearCells();
        return true;
      case "Home":
      case "End":
        if (this.#editing || event.shiftKey) return false;
        return this.#go(endOf(this.#blocks, spot, event.key === "Home" ? "first" : "last", false));
      default:
        return false;
    }
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
    const from = extending && this.#extent ? (this.#spots.get(this.#extent) ?? spot) : spot;
    const target = farNeighbour(this.#blocks, from, direction, (address) => this.#store.cell(address).text !== "");
    if (!extending) return this.#go(target);
    if (target) this.#extend(target);
    return true;
  }

  #arrow(event: KeyboardEvent, control: Control, spot: Spot): boolean {
    const direction = ARROWS[event.key];
    if (!direction || event.altKey || control instanceof HTMLSelectElement) return false;
    const sideways = direction === "left" || direction === "right";
    if (this.#editing && (sideways || event.shiftKey)) return false;
    this.#tabStart = null;
    if (event.shiftKey) {
      const from = this.#spots.get(this.#extent ?? control.name) ?? spot;
      const target = neighbour(this.#blocks, from, direction);
      if (target && this.#spots.get(target)?.block === spot.block) this.#extend(target);
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
    this.#clearSelection();
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
    this.#clearSelection();
    if (address) focusCell(address);
    return true;
  }

  #anchorOf(address: string): string {
    const first = this.#selected().flat()[0];
    return first ?? address;
  }

  #extend(address: string): void {
    this.#anchor ??= this.#store.focused();
    this.#extent = address;
    this.#store.settle();
    this.#store.select(new Set(this.#selected().flatMap((line) => line.filter((one) => one !== null))));
  }

  #selected(): (string | null)[][] {
    const [from, to] = [this.#anchor, this.#extent].map((address) => (address ? this.#spots.get(address) : undefined));
    return from && to ? rectangle(this.#blocks, from, to) : [];
  }

  #clearSelection(): void {
    this.#anchor = null;
    this.#extent = null;
    this.#store.select(new Set());
  }

  #clearCells(): void {
    const cells = this.#store.selection().size > 0 ? [...this.#store.selection()] : [this.#store.focused()];
    this.#store.apply(cells.flatMap((address) => (address ? [{ address, text: "" }] : [])));
  }

  #copy(event: ClipboardEvent): boolean {
    const selected = this.#selected();
    if (selected.flat().length < 2) return false;
    const texts = selected.map((line) => line.map((address) => (address ? this.#store.cell(address).text : "")));
    event.clipboardData.setData("text/plain", writeBlock(texts));
    event.preventDefault();
    return true;
  }
}
