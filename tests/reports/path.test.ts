import { expect, test } from "vitest";
import {
  acceptAtDistrict,
  acceptReport,
  explainFinding,
  lockReport,
  reopenReport,
  returnReport,
  signAndSubmit,
  signReport,
  submitReport,
} from "#features/reports/actions.ts";
import { commentCell, resolveComment } from "#features/reports/comment-actions.ts";
import { diff } from "#features/reports/form/diff.ts";
import { become, fields } from "#support/actor.ts";
import { auditOf, inTenant } from "#support/factories.ts";
import { aCollection, fill, key, moveDeadline, mustView, save, send, step } from "./world.ts";

test("a report goes from the clerk to the lock, and everyone sees whose turn it is", async () => {
  const { school, section, officer, team, assignmentId } = await aCollection();
  expect((await mustView(team.clerk, assignmentId)).may).toMatchObject({ fill: true, sign: false, accept: false });
  await fill(team, assignmentId);
  const filled = await mustView(team.head, assignmentId);
  expect(filled.assignment.status).toBe("DRAFT");
  expect(filled.submission.filledByIds).toEqual([team.clerk.personId]);
  expect(filled.findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(await signReport({}, await step(team.head, assignmentId))).toMatchObject({ done: true });
  expect((await mustView(team.head, assignmentId)).may).toMatchObject({ submit: true, sign: false, fill: true });
  expect(await submitReport({}, await step(team.head, assignmentId))).toMatchObject({
    done: true,
    message: "Submitted on time.",
  });
  expect((await mustView(team.clerk, assignmentId)).may.fill).toBe(false);
  expect((await mustView(officer, assignmentId)).may).toMatchObject({
    return: true,
    acceptDistrict: true,
    accept: false,
    comment: true,
  });
  expect(await acceptAtDistrict({}, await step(officer, assignmentId))).toMatchObject({ done: true });
  expect((await mustView(officer, assignmentId)).may).toMatchObject({ return: false, comment: false });
  expect(await acceptReport({}, await step(section, assignmentId))).toMatchObject({ done: true });
  expect(await lockReport({}, await step(section, assignmentId))).toMatchObject({ done: true });
  const { assignment, submission, events } = await mustView(team.clerk, assignmentId);
  expect(assignment).toMatchObject({ status: "LOCKED", late: false, current: 1 });
  expect(submission).toMatchObject({
    signedByName: team.head.name,
    submittedByName: team.head.name,
    selfSigned: false,
  });
  const steps = ["report.sign", "report.submit", "report.acceptDistrict", "report.accept", "report.lock"];
  expect(events.map(({ capability }) => capability)).toEqual(steps);
  const trail = await auditOf(school, assignmentId);
  expect(trail.every((event) => event.schoolId === school.schoolId)).toBe(true);
});

test("one press signs and sends, as two facts; pressed twice it is sent once", async () => {
  const { school, team, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  const form = await step(team.head, assignmentId);
  const [one, two] = await Promise.all([signAndSubmit({}, form), signAndSubmit({}, form)]);
  expect(one).toEqual(two);
  expect(one).toMatchObject({ done: true });
  const again = new FormData();
  for (const [name, value] of form.entries()) again.append(name, name === "_key" ? key() : value);
  expect(await signAndSubmit({}, again)).toMatchObject({ message: expect.stringContaining("changed since") });
  const done = (await auditOf(school, assignmentId)).map(({ capability }) => capability);
  expect(done.filter((capability) => capability === "report.submit")).toHaveLength(1);
  expect(done.filter((capability) => capability === "report.sign")).toHaveLength(1);
});

test("errors and unexplained warnings keep the head from signing; a reason lets a warning pass", async () => {
  const { team, assignmentId } = await aCollection();
  const values = await fill(team, assignmentId);
  become(team.clerk);
  const { cells } = await mustView(team.clerk, assignmentId);
  const wrong = await save(assignmentId, 1, [
    { cell: "C1", value: String(Number(values.C1) + 1), base: cells.C1?.version ?? null },
  ]);
  expect(wrong.done?.findings.some(({ severity }) => severity === "error")).toBe(true);
  expect(await signReport({}, await step(team.head, assignmentId))).toMatchObject({
    message: expect.stringContaining("check fails"),
  });
  become(team.clerk);
  const fewer = Math.floor(Number(values["B2@total"]) / 40);
  const shrink = { D2: fewer, D3: 0, D4: 0, D5: fewer, D6: 0, D7: 0, D8: 0, D9: 0, D10: 0, D11: 0, D14: 0 };
  const now = await mustView(team.clerk, assignmentId);
  const edits = Object.entries({ ...shrink, C1: values.C1 }).map(([cell, value]) => ({
    cell,
    value: String(value),
    base: now.cells[cell]?.version ?? null,
  }));
  const warned =
    (await save(assignmentId, 1, edits)).done?.findings.filter(({ severity }) => severity === "warning") ?? [];
  expect(warned.length).toBeGreaterThan(0);
  expect(await signReport({}, await step(team.head, assignmentId))).toMatchObject({
    message: expect.stringContaining("no reason yet"),
  });
  become(team.clerk);
  for (const { key: finding } of warned) {
    const reason = "Two teachers left in August.";
    expect(await explainFinding({}, fields({ assignmentId, number: 1, finding, reason }))).toMatchObject({
      done: true,
    });
  }
  expect(await send(team, assignmentId)).toMatchObject({ done: true });
});

test("a reason that was changed since the head opened the page is not signed unseen", async () => {
  const { team, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  const seen = await step(team.head, assignmentId);
  become(team.clerk);
  const reason = { assignmentId, number: 1, finding: "r10", reason: "新建教学楼" };
  expect(await explainFinding({}, fields(reason))).toMatchObject({ done: true });
  become(team.head);
  expect(await signAndSubmit({}, seen)).toMatchObject({ stale: true });
});

test("what is typed or explained after signing voids the signature, and the history says who did that", async () => {
  const { team, assignmentId } = await aCollection();
  const values = await fill(team, assignmentId);
  await signReport({}, await step(team.head, assignmentId));
  become(team.clerk);
  const { cells } = await mustView(team.clerk, assignmentId);
  const same = await save(assignmentId, 1, [{ cell: "F7", value: values.F7 ?? "", base: cells.F7?.version ?? null }]);
  expect(same.done?.status).toBe("SIGNED");
  const other = await save(assignmentId, 1, [{ cell: "F7", value: "123", base: cells.F7?.version ?? null }]);
  expect(other.done).toMatchObject({ status: "DRAFT", unsigned: true });
  const after = await mustView(team.head, assignmentId);
  expect(after.submission.signedAt).toBeNull();
  expect(await submitReport({}, await step(team.head, assignmentId))).toMatchObject({
    message: expect.stringContaining("gone on"),
  });
  await signReport({}, await step(team.head, assignmentId));
  become(team.clerk);
  const reason = { assignmentId, number: 1, finding: "r10", reason: "新建教学楼" };
  expect(await explainFinding({}, fields(reason))).toMatchObject({ done: true });
  const { events } = await mustView(team.head, assignmentId);
  expect(events.map(({ capability, unsigned, personName }) => [capability, unsigned, personName])).toEqual([
    ["report.sign", false, team.head.name],
    ["report.fill", true, team.clerk.name],
    ["report.sign", false, team.head.name],
    ["report.explain", true, team.clerk.name],
  ]);
});

test("the head signs the figures that were on the page, or nothing", async () => {
  const { team, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  const form = await step(team.head, assignmentId);
  become(team.clerk);
  const { cells } = await mustView(team.clerk, assignmentId);
  await save(assignmentId, 1, [{ cell: "F7", value: "77", base: cells.F7?.version ?? null }]);
  become(team.head);
  expect(await signAndSubmit({}, form)).toMatchObject({ message: expect.stringContaining("Figures have changed") });
});

test("who typed figures signs only where the city allows it, and it is recorded", async () => {
  const strict = await aCollection();
  await fill({ clerk: strict.team.head, head: strict.team.head }, strict.assignmentId);
  expect((await mustView(strict.team.head, strict.assignmentId)).signBlock).toBe("ownFigures");
  expect(await send(strict.team, strict.assignmentId)).toMatchObject({
    message: expect.stringContaining("You typed figures"),
  });
  const lenient = await aCollection({ fillerMaySign: true });
  await fill({ clerk: lenient.team.head, head: lenient.team.head }, lenient.assignmentId);
  expect(await send(lenient.team, lenient.assignmentId)).toMatchObject({ done: true });
  expect((await mustView(lenient.team.head, lenient.assignmentId)).submission.selfSigned).toBe(true);
});

test("a return keeps the version that was sent and starts the next from its figures, reasons and comments", async () => {
  const { officer, team, assignmentId } = await aCollection();
  const values = await fill(team, assignmentId);
  await send(team, assignmentId);
  become(officer);
  expect(
    await commentCell({}, fields({ assignmentId, cell: "F7", text: "Is this the whole line?", _key: key() })),
  ).toMatchObject({
    done: true,
  });
  expect(await returnReport({}, await step(officer, assignmentId, { reason: "" }))).toMatchObject({
    errors: { reason: [expect.any(String)] },
  });
  expect(await returnReport({}, await step(officer, assignmentId, { reason: "See F7." }))).toMatchObject({
    done: true,
  });
  const second = await mustView(team.clerk, assignmentId);
  expect(second.assignment).toMatchObject({ status: "RETURNED", current: 2 });
  expect(second.values).toEqual(values);
  expect(second.comments).toMatchObject([{ number: 1, cell: "F7", authorRole: "DISTRICT_OFFICER", resolvedAt: null }]);
  become(team.clerk);
  expect(
    await save(assignmentId, 1, [{ cell: "F7", value: "300", base: second.cells.F7?.version ?? null }]),
  ).toMatchObject({ status: 409 });
  expect(
    await save(assignmentId, 2, [{ cell: "F7", value: "300", base: second.cells.F7?.version ?? null }]),
  ).toMatchObject({ status: 200 });
  const first = await mustView(team.clerk, assignmentId, 1);
  expect(first.values).toEqual(values);
  expect(first.submission).toMatchObject({
    returnReason: "See F7.",
    returnedByName: officer.name,
    signedByName: team.head.name,
  });
  expect(Object.values(first.may).some(Boolean)).toBe(false);
  const { definition, values: now, previous, context } = await mustView(team.clerk, assignmentId);
  expect(diff(definition, previous ?? {}, now, context)).toEqual([
    { address: "F7", before: values.F7 ?? null, after: "300" },
  ]);
  expect(await send(team, assignmentId)).toMatchObject({ done: true });
  become(officer);
  const [comment] = second.comments;
  expect(await resolveComment({}, fields({ assignmentId, commentId: comment?.id ?? "" }))).toMatchObject({
    done: true,
  });
  expect((await mustView(officer, assignmentId)).comments[0]?.resolvedAt).not.toBeNull();
});

test("the section passes over a district only with a reason, and only its head reopens", async () => {
  const { city, section, officer, team, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  await send(team, assignmentId);
  expect((await mustView(section, assignmentId)).acceptNeedsReason).toBe(true);
  expect(await acceptReport({}, await step(section, assignmentId))).toMatchObject({
    errors: { reason: [expect.any(String)] },
  });
  expect(await acceptReport({}, await step(section, assignmentId, { reason: "The office is closed." }))).toMatchObject({
    done: true,
  });
  expect(await lockReport({}, await step(section, assignmentId))).toMatchObject({ done: true });
  expect(await reopenReport({}, await step(officer, assignmentId, { reason: "x" }))).toMatchObject({
    message: expect.stringContaining("role"),
  });
  expect(
    await reopenReport({}, await step(section, assignmentId, { reason: "A class was counted twice." })),
  ).toMatchObject({ done: true });
  const reopened = await mustView(team.clerk, assignmentId);
  expect(reopened.assignment).toMatchObject({ status: "RETURNED", current: 2 });
  expect(reopened.may.fill).toBe(true);
  const counted = await inTenant(city, (db) =>
    db.assignment.count({ where: { status: { in: ["ACCEPTED", "LOCKED"] } } }),
  );
  expect(counted).toBe(0);
});

test("late is recorded, never refused; a return makes nobody late", async () => {
  const { city, officer, team, campaignId, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  await send(team, assignmentId);
  await returnReport({}, await step(officer, assignmentId, { reason: "Look at F7 again." }));
  await moveDeadline(city, campaignId, new Date(Date.now() - 60_000));
  expect(await send(team, assignmentId)).toMatchObject({ done: true, message: expect.not.stringContaining("late") });
  const { assignment, submission } = await mustView(officer, assignmentId);
  expect(submission.late).toBe(true);
  expect(assignment.late).toBe(false);
  const other = await aCollection();
  await fill(other.team, other.assignmentId);
  await moveDeadline(other.city, other.campaignId, new Date(Date.now() - 60_000));
  expect(await send(other.team, other.assignmentId)).toMatchObject({ message: expect.stringContaining("marked late") });
  expect((await mustView(other.officer, other.assignmentId)).assignment.late).toBe(true);
});
