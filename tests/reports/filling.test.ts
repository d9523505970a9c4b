import { expect, test } from "vitest";
import { GET as others } from "#app/(portal)/reports/[id]/others/route.ts";
import { othersIn } from "#features/reports/others.ts";
import { type SavedCells, saveCells } from "#features/reports/save-cells.ts";
import { withSession } from "#server/db.ts";
import { become, type SignedIn, signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { aCollection, type Cells, fill, mustView, save } from "./world.ts";

test("the first figures make a draft; what cannot be read keeps what stood there", async () => {
  const { team, assignmentId } = await aCollection();
  become(team.clerk);
  const first = await save(assignmentId, 1, [
    { cell: "D1", value: " １２ ", base: null },
    { cell: "E1", value: "1,234.5", base: null },
    { cell: "D2", value: "many", base: null },
    { cell: "B2@g9", value: "5", base: null },
    { cell: "Z9", value: "5", base: null },
    { cell: "A1", value: "Another name", base: null },
    { cell: "D3", value: "", base: null },
  ]);
  expect(first.done).toMatchObject({
    saved: { D1: { version: 1, value: "12" }, E1: { version: 1, value: "1234.5" }, D3: { version: null, value: "" } },
    problems: { D2: "notNumber", "B2@g9": "unknownCell", Z9: "unknownCell", A1: "unknownCell" },
    conflicts: [],
    status: "DRAFT",
    revision: 2,
  });
  const emptied = await save(assignmentId, 1, [{ cell: "D1", value: "", base: 1 }]);
  expect(emptied.done?.saved).toEqual({ D1: { version: 2, value: "" } });
  const report = await mustView(team.clerk, assignmentId);
  expect(report.values).toEqual({ E1: "1234.5" });
  expect(report.cells.D1).toMatchObject({ value: "", version: 2, updatedByName: team.clerk.name, provenance: "TYPED" });
});

test("a cell somebody else changed is shown with both values, the others are saved", async () => {
  const { school, team, assignmentId } = await aCollection();
  const second = await signIn("SCHOOL_CLERK", school);
  become(team.clerk);
  await save(assignmentId, 1, [{ cell: "D1", value: "10", base: null }]);
  become(second);
  const answer = await save(assignmentId, 1, [
    { cell: "D1", value: "11", base: null },
    { cell: "D2", value: "8", base: null },
  ]);
  expect(answer.done?.conflicts).toEqual([
    { cell: "D1", mine: "11", theirs: "10", version: 1, byName: team.clerk.name },
  ]);
  expect(answer.done?.saved).toEqual({ D2: { version: 1, value: "8" } });
  const kept = await save(assignmentId, 1, [{ cell: "D1", value: "11", base: 1 }]);
  expect(kept.done?.saved).toEqual({ D1: { version: 2, value: "11" } });
  const report = await mustView(second, assignmentId);
  expect(report.values).toEqual({ D1: "11", D2: "8" });
  expect(new Set(report.submission.filledByIds)).toEqual(new Set([team.clerk.personId, second.personId]));
});

test("a cell that was emptied and filled again meanwhile is not mistaken for the old one", async () => {
  const { school, team, assignmentId } = await aCollection();
  become(team.clerk);
  await save(assignmentId, 1, [{ cell: "D1", value: "10", base: null }]);
  become(await signIn("SCHOOL_CLERK", school));
  await save(assignmentId, 1, [{ cell: "D1", value: "", base: 1 }]);
  await save(assignmentId, 1, [{ cell: "D1", value: "30", base: 2 }]);
  become(team.clerk);
  const answer = await save(assignmentId, 1, [{ cell: "D1", value: "11", base: 1 }]);
  expect(answer.done?.conflicts).toMatchObject([{ mine: "11", theirs: "30", version: 3 }]);
});

/** In this person's own session, whoever else is at work. */
function saveAs(person: SignedIn, assignmentId: string, cells: Cells): Promise<SavedCells> {
  return withSession(person.digest, async (db, actor) => {
    if (actor === null || typeof actor === "string") throw new Error("nobody");
    return (await saveCells(db, actor, { assignmentId, number: 1, cells })).answer;
  });
}

test("two clerks at once: every cell is one of theirs, and who lost is told", async () => {
  const { school, team, assignmentId } = await aCollection();
  const second = await signIn("SCHOOL_CLERK", school);
  const cells = ["D1", "D2", "D3", "D4", "D5", "E1", "E2", "F1"];
  const writers = [
    { person: team.clerk, value: "1" },
    { person: second, value: "2" },
  ];
  const told: { cell: string; value: string; won: boolean }[] = [];
  for (const [index, cell] of cells.entries()) {
    const answers = await Promise.all(
      writers.map(async ({ person, value }) => {
        const own = {
          cell: person === second ? "E4" : "E3",
          value: String(index + 10),
          base: index === 0 ? null : index,
        };
        return { value, answer: await saveAs(person, assignmentId, [{ cell, value, base: null }, own]) };
      }),
    );
    for (const { value, answer } of answers) {
      expect(Object.keys(answer.saved).length + answer.conflicts.length).toBe(2);
      told.push({ cell, value, won: cell in answer.saved });
    }
  }
  const { values } = await mustView(team.clerk, assignmentId);
  for (const cell of cells) {
    const winners = told.filter((one) => one.cell === cell && one.won);
    expect(winners.map(({ value }) => value)).toEqual([values[cell]]);
  }
  expect([values.E3, values.E4]).toEqual(["17", "17"]);
});

test("nobody but the school types, and not in another school's report", async () => {
  const { school, section, officer, team, assignmentId } = await aCollection();
  const other = await aCollection();
  for (const person of [section, officer, other.team.clerk]) {
    become(person);
    expect(await save(assignmentId, 1, [{ cell: "D1", value: "1", base: null }])).toMatchObject({ status: 409 });
  }
  become(null);
  expect(await save(assignmentId, 1, [{ cell: "D1", value: "1", base: null }])).toMatchObject({ status: 401 });
  become(team.clerk);
  expect(await save(assignmentId, 1, [{ cell: "not a cell", value: "1", base: null }])).toMatchObject({ status: 409 });
  expect(await save(assignmentId, 1, [{ cell: "D1", value: "9".repeat(4001), base: null }])).toMatchObject({
    status: 409,
  });
  expect(await inTenant(school, (db) => db.cellValue.count())).toBe(0);
});

test("a long evening of random edits by two clerks ends with every cell accounted for", async () => {
  const { school, team, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  const second = await signIn("SCHOOL_CLERK", school);
  const start = await mustView(team.clerk, assignmentId);
  const cells = ["D11", "D12", "D13", "F2", "F7"];
  const expected = Object.fromEntries(cells.map((cell) => [cell, start.values[cell] ?? ""]));
  const known = [team.clerk, second].map(() =>
    Object.fromEntries(cells.map((cell) => [cell, start.cells[cell]?.version ?? null])),
  );
  for (let turn = 0; turn < 60; turn += 1) {
    const who = (turn * 7 + (turn >> 2)) % 2;
    const cell = cells[(turn * 3) % cells.length] ?? "D11";
    const mine = known[who] ?? {};
    become(who === 0 ? team.clerk : second);
    const value = String(turn);
    const { done } = await save(assignmentId, 1, [{ cell, value, base: mine[cell] ?? null }]);
    const conflict = done?.conflicts[0];
    if (conflict) {
      expect(conflict.theirs).toBe(expected[cell]);
      mine[cell] = conflict.version;
    } else {
      expected[cell] = value;
      mine[cell] = done?.saved[cell]?.version ?? null;
    }
  }
  const { values } = await mustView(team.clerk, assignmentId);
  expect(Object.fromEntries(cells.map((cell) => [cell, values[cell] ?? ""]))).toEqual(expected);
});

test("each of two clerks is told who the other is and where they were, and what a report starts with is nobody's", async () => {
  const { school, team, assignmentId } = await aCollection();
  const second = await signIn("SCHOOL_CLERK", school);
  become(team.clerk);
  const alone = await save(assignmentId, 1, [{ cell: "D1", value: "10", base: null }]);
  expect(alone.done?.others).toEqual([]);
  become(second);
  const { done } = await save(assignmentId, 1, [{ cell: "D2", value: "8", base: null }]);
  expect(done?.others).toEqual([{ name: team.clerk.name, cell: "D1", at: expect.any(String) }]);
  become(team.clerk);
  const at = (id: string) => ({ params: Promise.resolve({ id }) });
  const ask = (id: string) => others(new Request("http://localhost/o"), at(id));
  expect(await (await ask(assignmentId)).json()).toEqual({
    revision: done?.revision,
    others: [{ name: second.name, cell: "D2", at: expect.any(String) }],
  });
  expect((await ask("nonsense")).status).toBe(404);
  become((await aCollection()).team.clerk);
  expect(await (await ask(assignmentId)).json()).toEqual({ revision: 0, others: [] });
  const old = { cell: "D1", provenance: "TYPED" as const, updatedById: "x", updatedByName: "X" };
  const now = new Date("2026-09-10T08:00:00Z");
  const minutesAgo = (minutes: number) => ({ ...old, updatedAt: new Date(now.getTime() - minutes * 60_000) });
  expect(othersIn([minutesAgo(11), { ...minutesAgo(1), provenance: "CARRIED" }], "me", now)).toEqual([]);
  expect(othersIn([minutesAgo(9), { ...minutesAgo(3), cell: "D5" }], "me", now)).toMatchObject([{ cell: "D5" }]);
});
