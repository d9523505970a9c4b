"use server";

import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { action } from "#server/action.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { spanOn } from "./change-requests.ts";
import { mustBeCurrent } from "./conflict.ts";
import { STEP_CAPABILITY } from "./lifecycle.ts";
import { changeContact, changeFacts, createSchools, factsOf, knownSpans } from "./record.ts";
import {
  CampusInput,
  CampusRemoval,
  ContactInput,
  CreateInput,
  EditInput,
  type Facts,
  isEditable,
  LinkInput,
  MergeInput,
  RecodeInput,
  SplitInput,
  StepInput,
} from "./schema.ts";
import { anyByCode, link, mergeSchools, openByCode, recodeSchool, splitSchool } from "./succession.ts";
import { takeStep } from "./take-step.ts";
import { touched } from "./timeline.ts";
import { mustBeAlone } from "./twins.ts";

export const createSchool = action(
  "school.create",
  CreateInput,
  async ({ effectiveOn, reason, twin, ...input }, { db }) => {
    if (!twin) await mustBeAlone(db, input);
    const school = { ...input, openedOn: effectiveOn, reason: reason ?? "", siteKey: null, extra: {} };
    const [id = ""] = await createSchools(db, [school]);
    return {
      subject: ["School", id],
      ...(reason && { reason }),
      goTo: `/schools/${id}`,
      message: "schools.done.created",
    };
  },
  { once: true },
);

export const editSchool = action(
  "school.edit",
  EditInput,
  async ({ id, _version: version, effectiveOn, reason, correcting, shownOn, ...input }, { db, actor }) => {
    const spans = (await knownSpans(db, [id])).get(id);
    const shown = shownOn ? spanOn(spans, shownOn) : spans?.at(-1);
    if (!shown) throw new Refusal("error.notFound");
    if (!isEditable(shown.facts.status)) throw new Refusal("schools.error.step");
    await mustBeCurrent(db, actor, { id, version, typed: input, facts: shown.facts });
    const facts = touched(shown.facts, input);
    const changed = await changeFacts(db, [{ schoolId: id, version, effectiveOn, facts, reason, correcting }]);
    if (changed.length === 0) throw new Refusal("schools.error.nothingChanged");
    return {
      subject: ["School", id],
      reason,
      detail: { effectiveOn, correcting },
      goTo: `/schools/${id}`,
      message: "schools.done.edited",
    };
  },
  { once: true },
);

export const editContact = action(
  "school.contact",
  ContactInput,
  async ({ id, _version: version, ...contact }, { db, actor }) => {
    const row = await db.school.findFirst({ where: { id } });
    const [longitude, latitude] = [row?.longitude?.toFixed(8) ?? null, row?.latitude?.toFixed(8) ?? null];
    const stored = row && { ...row, longitude, latitude };
    await mustBeLatest(db, actor, { entity: "School", seen: version, typed: contact, stored });
    await changeContact(db, [{ schoolId: id, version, ...contact }]);
    const detail = { changed: "contact" };
    return { subject: ["School", id], detail, goTo: `/schools/${id}`, message: "schools.done.contact" };
  },
);

export const addCampus = action(
  "school.contact",
  CampusInput,
  async (input, { db }) => {
    const { id } = await db.campus.create({ data: input, select: { id: true } });
    const detail = { changed: "campusAdded" };
    return { subject: ["Campus", id], schoolId: input.schoolId, detail, message: "schools.campus.added" };
  },
  { once: true },
);

export const removeCampus = action(
  "school.contact",
  CampusRemoval,
  async ({ id, schoolId, _version: version }, { db }) => {
    const campus = await db.campus.findFirst({ where: { id }, select: { nameEn: true, nameZh: true } });
    const { count } = await db.campus.deleteMany({ where: { id, schoolId, version } });
    if (count === 0) throw new Stale();
    const detail = { changed: "campusRemoved", ...campus };
    return { subject: ["Campus", id], schoolId, detail, message: "schools.campus.removed" };
  },
);

export const mergeIntoSchool = action(
  "school.link",
  MergeInput,
  async ({ _version: version, ...input }, { db }) => {
    const ended = (await openByCode(db, input.others)).map(({ schoolId }) => schoolId);
    await mergeSchools(db, { ...input, version, others: ended });
    return {
      subject: ["School", input.id],
      reason: input.reason,
      detail: { changed: "merged", ended },
      goTo: `/schools/${input.id}?tab=history`,
      message: "schools.done.merged",
    };
  },
  { once: true },
);

export const splitFromSchool = action(
  "school.link",
  SplitInput,
  async ({ id, _version: version, effectiveOn, reason, closes, ...input }, { db }) => {
    const facts: Facts = { ...input, status: "OPEN" };
    const created = await splitSchool(db, { id, version, effectiveOn, reason, closes, facts: factsOf(facts) });
    return {
      subject: ["School", id],
      reason,
      detail: { changed: "split", created, closes },
      goTo: `/schools/${created}?tab=history`,
      message: "schools.done.split",
    };
  },
  { once: true },
);

export const changeCategory = action(
  "school.link",
  RecodeInput,
  async ({ _version: version, ...input }, { db }) => {
    const successor = await recodeSchool(db, { ...input, version });
    return {
      subject: ["School", input.id],
      reason: input.reason,
      detail: { changed: "recoded", successor },
      goTo: `/schools/${successor}?tab=history`,
      message: "schools.done.recoded",
    };
  },
  { once: true },
);

export const linkSchools = action(
  "school.link",
  LinkInput,
  async ({ id, direction, other, happenedOn, reason }, { db }) => {
    const otherId = await anyByCode(db, other);
    if (otherId === id) throw new Refusal("schools.error.linkSelf", {}, "other");
    const pair =
      direction === "predecessor"
        ? { predecessorId: otherId, successorId: id }
        : { predecessorId: id, successorId: otherId };
    await link(db, [pair], "SUCCESSION", happenedOn, reason);
    return { subject: ["School", id], reason, detail: { changed: "linked", ...pair }, message: "schools.link.added" };
  },
);

export const proposeSchool = action(STEP_CAPABILITY.propose, StepInput, (input, { db }) =>
  takeStep(db, "propose", input),
);
export const approveSchool = action(STEP_CAPABILITY.approve, StepInput, (input, { db }) =>
  takeStep(db, "approve", input),
);
export const rejectSchool = action(STEP_CAPABILITY.reject, StepInput, (input, { db }) => takeStep(db, "reject", input));
export const proposeClosure = action(STEP_CAPABILITY.proposeClosure, StepInput, (input, { db }) =>
  takeStep(db, "proposeClosure", input),
);
export const closeSchool = action(STEP_CAPABILITY.close, StepInput, (input, { db }) => takeStep(db, "close", input));
export const keepSchoolOpen = action(STEP_CAPABILITY.keepOpen, StepInput, (input, { db }) =>
  takeStep(db, "keepOpen", input),
);
export const reopenSchool = action(STEP_CAPABILITY.reopen, StepInput, (input, { db }) => takeStep(db, "reopen", input));
export const quarantineSchool = action(STEP_CAPABILITY.quarantine, StepInput, (input, { db }) =>
  takeStep(db, "quarantine", input),
);
export const releaseSchool = action(STEP_CAPABILITY.release, StepInput, (input, { db }) =>
  takeStep(db, "release", input),
);
export const markSchoolError = action(STEP_CAPABILITY.markError, StepInput, (input, { db }) =>
  takeStep(db, "markError", input),
);
