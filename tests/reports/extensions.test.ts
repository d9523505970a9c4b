import { expect, test } from "vitest";
import { acceptAtDistrict, returnReport, signAndSubmit } from "#features/reports/actions.ts";
import { answerComment, commentCell, resolveComment } from "#features/reports/comment-actions.ts";
import { askForTime, giveMoreTime, refuseMoreTime, withdrawAsk } from "#features/reports/extension-actions.ts";
import { listAssignments } from "#features/reports/queries.ts";
import { AssignmentList } from "#features/reports/schema.ts";
import type { Db } from "#server/db.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { aCollection, fill, key, moveDeadline, mustView, send, step } from "./world.ts";

type Collection = Awaited<ReturnType<typeof aCollection>>;

const form = (assignmentId: string, more: Record<string, string> = {}) =>
  fields({ assignmentId, untilDate: "2036-10-05", untilTime: "24:00", reason: "Flood", _key: key(), ...more });

const ask = ({ team, assignmentId }: Collection, more: Record<string, string> = {}) => {
  become(team.head);
  return askForTime({}, form(assignmentId, more));
};

const due = async (person: SignedIn, assignmentId: string) =>
  (await mustView(person, assignmentId)).campaign.dueAt.toISOString();

test("a head asks once at a time, takes back, asks again; the section gives it, and this school's deadline moves", async () => {
  const collection = await aCollection();
  const { team, section, officer, assignmentId, campaignId, city } = collection;
  expect(await ask(collection, { reason: "" })).toHaveProperty("errors.reason");
  expect(await ask(collection, { untilDate: "2036-09-20" })).toHaveProperty("errors.untilDate");
  expect(await ask(collection)).toMatchObject({ done: true });
  expect((await mustView(team.head, assignmentId)).may).toMatchObject({ askTime: false, withdrawTime: true });
  expect(await ask(collection)).toMatchObject({ message: expect.stringContaining("already") });
  become(team.head);
  expect(await withdrawAsk({}, fields({ assignmentId }))).toMatchObject({ done: true });
  expect(await ask(collection)).toMatchObject({ done: true });
  const list = AssignmentList.parse({ time: "asked" });
  expect(await inTenant(city, (db) => listAssignments(db, campaignId, list, "en"))).toMatchObject({ count: 1 });
  expect((await mustView(officer, assignmentId)).may).toMatchObject({ giveTime: false, refuseTime: false });
  become(section);
  expect(await giveMoreTime({}, form(assignmentId, { reason: "", untilTime: "12:00" }))).toMatchObject({ done: true });
  expect(await due(team.clerk, assignmentId)).toBe("2036-10-05T04:00:00.000Z");
  const { extensions, events, may } = await mustView(team.head, assignmentId);
  expect(extensions.map(({ status }) => status)).toEqual(["GRANTED"]);
  expect(events.map(({ capability }) => capability)).toEqual([
    "extension.ask",
    "extension.withdraw",
    "extension.ask",
    "extension.grant",
  ]);
  expect(may).toMatchObject({ askTime: true, withdrawTime: false });
});

test("what arrives within the time that was given is on time, and after it late", async () => {
  const given = await aCollection();
  const { team, section, assignmentId, campaignId, city } = given;
  await fill(team, assignmentId);
  become(section);
  expect(await giveMoreTime({}, form(assignmentId, { reason: "" }))).toHaveProperty("errors.reason");
  expect(await giveMoreTime({}, form(assignmentId))).toMatchObject({ done: true });
  await moveDeadline(city, campaignId, new Date(Date.now() - 60_000));
  expect(await send(team, assignmentId)).toMatchObject({ done: true });
  expect((await mustView(team.head, assignmentId)).assignment).toMatchObject({ late: false });
  const other = await aCollection();
  await fill(other.team, other.assignmentId);
  await moveDeadline(other.city, other.campaignId, new Date(Date.now() - 60_000));
  await send(other.team, other.assignmentId);
  expect((await mustView(other.team.head, other.assignmentId)).assignment).toMatchObject({ late: true });
  become(section);
  expect(await giveMoreTime({}, form(assignmentId))).toMatchObject({ message: expect.stringContaining("arrived") });
});

test("refused, the deadline stays and the reason is the school's to read", async () => {
  const collection = await aCollection();
  const { team, section, assignmentId } = collection;
  const before = await due(team.head, assignmentId);
  await ask(collection);
  become(section);
  expect(await refuseMoreTime({}, fields({ assignmentId, reason: "Ten days are enough." }))).toMatchObject({
    done: true,
  });
  const { extensions } = await mustView(team.head, assignmentId);
  expect(extensions).toMatchObject([{ status: "REFUSED", answer: "Ten days are enough." }]);
  expect(await due(team.head, assignmentId)).toBe(before);
  become(section);
  expect(await refuseMoreTime({}, fields({ assignmentId, reason: "Again." }))).not.toHaveProperty("done");
});

test("below the application nobody gives themselves more time", async () => {
  const { team, officer, assignmentId: id, school } = await aCollection();
  const until = new Date("2037-01-01");
  for (const { digest } of [team.head, officer]) {
    const attempt = (run: (db: Db) => Promise<unknown>) => expect(withSession(digest, run)).rejects.toThrow("42501");
    await attempt((db) =>
      db.assignment.updateMany({ where: { id }, data: { extendedTo: until, version: { increment: 1 } } }),
    );
    const row = { assignmentId: id, schoolId: school.schoolId, until };
    await attempt((db) => db.extension.createMany({ data: { ...row, status: "GRANTED" } }));
  }
});

test("a remark is answered while the school corrects, and settled by whoever judges the next version", async () => {
  const { team, officer, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  await send(team, assignmentId);
  become(officer);
  await commentCell({}, fields({ assignmentId, cell: "F7", text: "All of it?", _key: key() }));
  const [remark] = (await mustView(officer, assignmentId)).comments;
  const commentId = remark?.id ?? "";
  const answer = (text: string) => answerComment({}, fields({ assignmentId, commentId, answer: text }));
  become(team.clerk);
  expect(await answer("Yes.")).not.toHaveProperty("done"); // it is not with the school
  become(officer);
  expect(await returnReport({}, await step(officer, assignmentId, { reason: "F7" }))).toMatchObject({ done: true });
  become(officer);
  expect(await answer("Myself.")).not.toHaveProperty("done");
  become(team.clerk);
  expect(await answer("Yes, counted again.")).toMatchObject({ done: true });
  expect(await answer("")).toMatchObject({ done: true });
  expect((await mustView(officer, assignmentId)).comments).toMatchObject([{ answer: "", answeredAt: null }]);
  become(team.clerk);
  expect(await answer("Yes, by two of us.")).toMatchObject({ done: true });
  expect(await signAndSubmit({}, await step(team.head, assignmentId))).toMatchObject({ done: true });
  become(officer);
  expect(await resolveComment({}, fields({ assignmentId, commentId }))).toMatchObject({ done: true });
  const [settled] = (await mustView(team.clerk, assignmentId)).comments;
  expect(settled).toMatchObject({ answer: "Yes, by two of us.", resolvedAt: expect.any(Date), number: 1 });
  expect(await acceptAtDistrict({}, await step(officer, assignmentId))).toMatchObject({ done: true });
});
