import { describe, expect, test } from "vitest";
import {
  answeredCells,
  batchOf,
  type Cells,
  chosen,
  heldCells,
  mergedCells,
  returnedCells,
  sendingCells,
  stateOf,
  typed,
} from "#features/reports/components/fill/cell-state.ts";
import { keptOf, readKept, restored } from "#features/reports/components/fill/kept.ts";
import { typedSince } from "#features/reports/components/fill/typed-since.ts";
import { asked, definition } from "./sheets.ts";

const nothing = { saved: {}, conflicts: [], problems: {} };
const put = (cells: Cells, address: string, text: string): Cells =>
  new Map(cells).set(address, typed(stateOf(cells, address), definition, address, text));

describe("a cell", () => {
  test("waits in canonical form once typed, and not when it is what the server holds", () => {
    const cells = put(heldCells({ D1: { value: "40", version: 3 } }), "D1", " １,２34 ");
    expect(stateOf(cells, "D1")).toMatchObject({ text: "1234", saving: "waiting", version: 3 });
    expect(batchOf(cells)).toEqual([{ cell: "D1", value: "1234", base: 3 }]);
    expect(stateOf(put(cells, "D1", "40"), "D1").saving).toBe("saved");
  });

  test("goes with as many others as one request may hold", () => {
    const text = "字".repeat(2000);
    const many: Cells = new Map(
      Array.from({ length: 300 }, (_, index) => [`T${index}`, { ...stateOf(new Map(), ""), text, saving: "waiting" }]),
    );
    const batch = batchOf(many);
    expect(batch.length).toBeGreaterThan(100);
    expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(1_000_000);
  });

  test("that cannot be read is kept as typed and not sent", () => {
    const cells = put(new Map(), "D1", "forty");
    expect(stateOf(cells, "D1")).toMatchObject({ text: "forty", saving: "refused", problem: "notNumber" });
    expect(batchOf(cells)).toEqual([]);
  });

  test("is saved by the answer, unless it was typed in again meanwhile: then it waits over the new version", () => {
    const waiting = put(new Map(), "D1", "5");
    const batch = batchOf(waiting);
    const answer = { ...nothing, saved: { D1: { value: "5", version: 1 } } };
    expect(stateOf(answeredCells(sendingCells(waiting, batch), batch, answer), "D1").saving).toBe("saved");
    const again = answeredCells(put(sendingCells(waiting, batch), "D1", "6"), batch, answer);
    expect(stateOf(again, "D1")).toMatchObject({ text: "6", saving: "waiting", version: 1 });
    expect(batchOf(again)).toEqual([{ cell: "D1", value: "6", base: 1 }]);
  });

  test("typed back to the old value while the new one is under way is sent too", () => {
    const held = heldCells({ D1: { value: "4", version: 1 } });
    const changed = put(held, "D1", "5");
    const batch = batchOf(changed);
    const back = put(sendingCells(changed, batch), "D1", "4");
    const after = answeredCells(back, batch, { ...nothing, saved: { D1: { value: "5", version: 2 } } });
    expect(batchOf(after)).toEqual([{ cell: "D1", value: "4", base: 2 }]);
  });

  test("waits again when the batch was lost", () => {
    const waiting = put(new Map(), "D1", "5");
    const batch = batchOf(waiting);
    expect(batchOf(returnedCells(sendingCells(waiting, batch), batch))).toEqual(batch);
  });

  test("is sent again where it is typed back to what was held after an answer was lost: the server may hold the other", () => {
    const waiting = put(heldCells({ D1: { value: "4", version: 1 } }), "D1", "5");
    const batch = batchOf(waiting);
    const back = put(returnedCells(sendingCells(waiting, batch), batch), "D1", "4");
    expect(batchOf(back)).toEqual([{ cell: "D1", value: "4", base: 1 }]);
    const conflict = { cell: "D1", mine: "4", theirs: "5", version: 2, byName: "王芳" };
    const torn = answeredCells(sendingCells(back, batchOf(back)), batchOf(back), { ...nothing, conflicts: [conflict] });
    expect(stateOf(torn, "D1")).toMatchObject({ saving: "conflict", theirs: { value: "5" } });
    const held = answeredCells(sendingCells(back, batchOf(back)), batchOf(back), {
      ...nothing,
      saved: { D1: { value: "4", version: 1 } },
    });
    expect(stateOf(put(put(held, "D1", "6"), "D1", "4"), "D1").saving).toBe("saved");
  });

  test("that somebody else changed shows both values and overwrites neither until one is chosen", () => {
    const waiting = put(heldCells({ D1: { value: "4", version: 1 } }), "D1", "5");
    const batch = batchOf(waiting);
    const conflict = { cell: "D1", mine: "5", theirs: "7", version: 2, byName: "王芳" };
    const torn = answeredCells(sendingCells(waiting, batch), batch, { ...nothing, conflicts: [conflict] });
    expect(stateOf(torn, "D1")).toMatchObject({
      text: "5",
      saving: "conflict",
      theirs: { value: "7", byName: "王芳" },
    });
    expect(batchOf(torn)).toEqual([]);
    const mine = new Map(torn).set("D1", chosen(stateOf(torn, "D1"), "mine"));
    expect(batchOf(mine)).toEqual([{ cell: "D1", value: "5", base: 2 }]);
    expect(chosen(stateOf(torn, "D1"), "theirs")).toMatchObject({ text: "7", saving: "saved", version: 2 });
    expect(stateOf(put(torn, "D1", "6"), "D1").saving).toBe("conflict");
  });

  test("a conflict in which both typed the same is none", () => {
    const waiting = put(new Map(), "D1", "7");
    const batch = batchOf(waiting);
    const conflict = { cell: "D1", mine: "7", theirs: "7", version: 2, byName: "王芳" };
    const cells = answeredCells(sendingCells(waiting, batch), batch, { ...nothing, conflicts: [conflict] });
    expect(stateOf(cells, "D1")).toMatchObject({ saving: "saved", theirs: null });
  });

  test("takes in what others saved, but never over typing of one's own", () => {
    const cells = put(heldCells({ D1: { value: "4", version: 1 }, D2: { value: "3", version: 1 } }), "D1", "5");
    const merged = mergedCells(cells, { D1: { value: "9", version: 2 }, D2: { value: "8", version: 2 } });
    expect(stateOf(merged, "D1")).toMatchObject({ text: "5", version: 1, saving: "waiting" });
    expect(stateOf(merged, "D2")).toMatchObject({ text: "8", version: 2, saving: "saved" });
    expect(mergedCells(merged, { D2: { value: "3", version: 1 } })).toBe(merged);
  });
});

describe("typing that is kept in the browser", () => {
  test("comes back over the version it was typed over", () => {
    const kept = keptOf(put(heldCells({ D1: { value: "4", version: 1 } }), "D1", "5"));
    const later = heldCells({ D1: { value: "9", version: 2 } });
    const cells = restored(later, readKept(JSON.stringify(kept)), definition, asked);
    expect(batchOf(cells)).toEqual([{ cell: "D1", value: "5", base: 1 }]);
  });

  test("is nothing where it is damaged, already saved, or of a cell the form does not have", () => {
    expect(readKept("{")).toEqual({});
    expect(readKept('{"D1":5,"D2":null}')).toEqual({});
    const cells = heldCells({ D1: { value: "5", version: 2 } });
    const kept = { D1: { text: "5", base: 1 }, Z9: { text: "1", base: null } };
    expect(batchOf(restored(cells, kept, definition, asked))).toEqual([]);
  });
});

describe("a form sent without scripts", () => {
  test("saves only what differs from what the page was made with, however the number was grouped", () => {
    const seen = JSON.stringify({ D1: [2, "1234"], D2: [1, "3"] });
    const texts = { D1: "1,234", D2: "4", D3: "", "B1@g1": "2", submit: "x" };
    expect(typedSince(seen, texts)).toEqual([
      { cell: "D2", value: "4", base: 1 },
      { cell: "B1@g1", value: "2", base: null },
    ]);
    expect(typedSince("no json", { D1: "1" })).toEqual([{ cell: "D1", value: "1", base: null }]);
  });
});
