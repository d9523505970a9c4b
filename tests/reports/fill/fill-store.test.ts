import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Sent } from "#features/reports/components/fill/cell-state.ts";
import { nextProblem, problemsOf } from "#features/reports/components/fill/check.ts";
import { FillStore } from "#features/reports/components/fill/fill-store.ts";
import type { Kept } from "#features/reports/components/fill/kept.ts";
import type { Outcome } from "#features/reports/components/fill/send.ts";
import { asked, definition, nineYear } from "./sheets.ts";

let sent: Sent[][];
let kept: Kept;
let next: ((batch: readonly Sent[]) => Outcome) | null;

const saveAll = (batch: readonly Sent[]): Outcome => ({
  kind: "answer",
  answer: {
    saved: Object.fromEntries(batch.map(({ cell, value, base }) => [cell, { value, version: (base ?? 0) + 1 }])),
    conflicts: [],
    problems: {},
    revision: 0,
    status: "DRAFT",
    unsigned: false,
    others: [],
    savedAt: "2026-09-10T06:32:00.000Z",
  },
});

const aStore = (held = {}) =>
  new FillStore({
    definition,
    context: nineYear,
    held,
    asked,
    send: async (batch) => {
      sent.push([...batch]);
      return (next ?? saveAll)(batch);
    },
    keep: (now) => {
      kept = now;
    },
    onAnswer: () => {},
  });

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  kept = {};
  next = null;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the store of a page", () => {
  test("sends what was typed together, shortly after typing stops", async () => {
    const store = aStore();
    store.enter("D1");
    store.draft("D1", "4");
    store.draft("D1", "40");
    store.leave();
    store.apply([{ address: "D2", text: "30" }]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent).toEqual([
      [
        { cell: "D1", value: "40", base: null },
        { cell: "D2", value: "30", base: null },
      ],
    ]);
    expect(store.saving()).toMatchObject({ phase: "idle", savedAt: "2026-09-10T06:32:00.000Z" });
    expect(kept).toEqual({});
    expect(store.revision()).toBe(2);
  });

  test("keeps typing when the connection is lost, tries again ever more slowly, and sends it once it is back", async () => {
    const store = aStore();
    next = () => ({ kind: "lost" });
    store.apply([{ address: "D1", text: "40" }]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.saving().phase).toBe("lost");
    expect(kept).toEqual({ D1: { text: "40", base: null } });
    expect(sent.length).toBeLessThan(6);
    next = null;
    await store.save();
    expect(store.saving().phase).toBe("idle");
    expect(store.cell("D1").saving).toBe("saved");
    expect(kept).toEqual({});
  });

  test("stops when the server says no, says why, and goes on when asked to", async () => {
    const store = aStore();
    next = () => ({ kind: "no", message: "Sign in again.", signedOut: true });
    store.apply([{ address: "D1", text: "40" }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(store.saving()).toMatchObject({ phase: "stopped", message: "Sign in again.", signedOut: true });
    next = null;
    await store.save();
    expect(store.cell("D1").saving).toBe("saved");
  });

  test("what is typed while a batch is under way goes with the next", async () => {
    const store = aStore();
    let release: (() => void) | undefined;
    next = (batch) => saveAll(batch);
    const slow = new FillStore({
      definition,
      context: nineYear,
      held: {},
      asked,
      send: async (batch) => {
        sent.push([...batch]);
        if (sent.length === 1)
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        return saveAll(batch);
      },
      keep: () => {},
      onAnswer: () => {},
    });
    store.stop();
    slow.apply([{ address: "D1", text: "1" }]);
    await vi.advanceTimersByTimeAsync(1000);
    slow.apply([{ address: "D1", text: "2" }]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toHaveLength(1);
    release?.();
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent[1]).toEqual([{ cell: "D1", value: "2", base: 1 }]);
    expect(slow.cell("D1")).toMatchObject({ text: "2", saving: "saved" });
  });

  test("what a workbook brings back is sent over what it was filled in over, and can be undone as one step", async () => {
    const store = aStore({ D1: { value: "1", version: 4 }, D2: { value: "2", version: 1 } });
    store.bring({ D1: { text: "5", base: 3 }, D2: { text: "many", base: 1 }, Z9: { text: "1", base: null } });
    expect(store.cell("D2")).toMatchObject({ text: "many", saving: "refused", problem: "notNumber" });
    await vi.advanceTimersByTimeAsync(2000);
    expect(sent).toEqual([[{ cell: "D1", value: "5", base: 3 }]]);
    store.turn("undo");
    expect([store.cell("D1").text, store.cell("D2").text]).toEqual(["1", "2"]);
  });

  test("undo and redo go by steps: one cell typed, or one block pasted", () => {
    const store = aStore({ D1: { value: "1", version: 1 } });
    store.enter("D1");
    store.draft("D1", "5");
    store.leave();
    store.apply([
      { address: "D2", text: "3", pasted: true },
      { address: "D3", text: "2", pasted: true },
    ]);
    store.turn("undo");
    expect([store.cell("D1").text, store.cell("D2").text, store.cell("D3").text]).toEqual(["5", "", ""]);
    expect(store.turn("undo")).toBe("D1");
    expect(store.cell("D1")).toMatchObject({ text: "1", saving: "saved" });
    expect(store.turn("undo")).toBeUndefined();
    store.turn("redo");
    store.turn("redo");
    expect([store.cell("D1").text, store.cell("D3").text]).toEqual(["5", "2"]);
  });

  test("Escape puts the cell back to what it was on entering it", () => {
    const store = aStore({ D1: { value: "1", version: 1 } });
    store.enter("D1");
    store.draft("D1", "99");
    vi.advanceTimersByTime(600);
    expect(store.cell("D1").text).toBe("99");
    expect(store.cancel()).toBe(true);
    expect(store.cell("D1").text).toBe("1");
    expect(store.cancel()).toBe(false);
    expect(store.canUndo()).toBe(false);
  });

  test("checks as it goes: empty cells are work to do, not mistakes; problems are walked gravest first", () => {
    const store = aStore();
    const start = problemsOf(store.checked(), new Set());
    expect(start.errors).toEqual([]);
    expect(start.empty.length).toBeGreaterThan(80);
    store.apply([
      { address: "D2", text: "30" },
      { address: "D3", text: "31" },
      { address: "E1", text: "many" },
    ]);
    const problems = problemsOf(store.checked(), new Set());
    expect(store.checked().at.get("D3")?.[0]?.severity).toBe("error");
    const first = nextProblem(problems, null);
    expect(problems.errors.flatMap(({ cells }) => cells)).toContain(first);
    expect(nextProblem(problems, first ?? null)).not.toBe(first);
  });

  test("cells whose findings did not change keep the same list", () => {
    const store = aStore();
    store.apply([
      { address: "D2", text: "30" },
      { address: "D3", text: "31" },
    ]);
    const before = store.checked().at.get("D3");
    store.apply([{ address: "F1", text: "100" }]);
    expect(store.checked().at.get("D3")).toBe(before);
  });
});
