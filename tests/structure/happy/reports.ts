import { acceptAtDistrict, acceptReport, attachFile, returnReport, signReport } from "#features/reports/actions.ts";
import { commentCell } from "#features/reports/comment-actions.ts";
import { askForTime } from "#features/reports/extension-actions.ts";
import { addAdjustment } from "#features/reports/roll-up-actions.ts";
import type { FormState } from "#lib/form.ts";
import { become, fields, type SignedIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { aPdf, fileOf } from "../../files/picture.ts";
import { aCollection, campaignFields, fill, key, mustView, publication, send, step } from "../../reports/world.ts";
import type { Typed } from "../answer.ts";
import { type Scenario, type Scenarios, typedOf } from "./scenario.ts";

type Collection = Awaited<ReturnType<typeof aCollection>>;

async function must(answer: Promise<FormState>): Promise<void> {
  const { done, ...said } = await answer;
  if (!done) throw new Error(JSON.stringify(said));
}

/** How a school's report gets where a scenario finds it; each stage from the one before. */
const STAGES = {
  assigned: async () => undefined,
  filled: async ({ team, assignmentId }: Collection) => void (await fill(team, assignmentId)),
  sent: ({ team, assignmentId }: Collection) => must(send(team, assignmentId)),
  judged: async ({ officer, assignmentId }: Collection) =>
    must(acceptAtDistrict({}, await step(officer, assignmentId))),
  accepted: async ({ section, assignmentId }: Collection) => must(acceptReport({}, await step(section, assignmentId))),
};
type Stage = keyof typeof STAGES;

async function collectionAt(stage: Stage): Promise<Collection> {
  const collection = await aCollection();
  const names = Object.keys(STAGES) as Stage[];
  for (const name of names.slice(0, names.indexOf(stage) + 1)) await STAGES[name](collection);
  return collection;
}

type Who = (collection: Collection) => SignedIn;
const clerk: Who = ({ team }) => team.clerk;
const head: Who = ({ team }) => team.head;
const officer: Who = (collection) => collection.officer;
const section: Who = (collection) => collection.section;

/** With a report at this stage somebody sends this. */
const reporting =
  (stage: Stage, who: Who, form: (collection: Collection, person: SignedIn) => Typed | Promise<Typed>): Scenario =>
  async () => {
    const collection = await collectionAt(stage);
    const person = who(collection);
    become(person);
    const typed = await form(collection, person);
    become(person);
    return { tenantId: collection.city.tenantId, person, form: typed };
  };

/** A step that a report's page offers. */
const stepping = (stage: Stage, who: Who, more: Record<string, string> = {}): Scenario =>
  reporting(stage, who, async ({ assignmentId }, person) => typedOf(await step(person, assignmentId, more)));

const commentOn = (assignmentId: string) => ({ assignmentId, cell: "F7", text: "All of it?", _key: key() });
const reason = "Look at F7 again.";

export const reports: Scenarios = {
  signReport: stepping("filled", head),
  submitReport: reporting("filled", head, async ({ team, assignmentId }) => {
    await must(signReport({}, await step(team.head, assignmentId)));
    const { revision: _revision, ...form } = typedOf(await step(team.head, assignmentId));
    return form;
  }),
  signAndSubmit: stepping("filled", head),
  returnReport: stepping("sent", officer, { reason }),
  reopenReport: stepping("accepted", section, { reason }),
  acceptAtDistrict: stepping("sent", officer),
  acceptReport: stepping("judged", section),
  lockReport: stepping("accepted", section),
  explainFinding: reporting("filled", clerk, ({ assignmentId }) => ({
    assignmentId,
    number: 1,
    finding: "F7",
    reason: "Two teachers left in August.",
  })),
};

/** Remarks on cells, and their answers. */
export const comments: Scenarios = {
  commentCell: reporting("sent", officer, ({ assignmentId }) => commentOn(assignmentId)),
  resolveComment: reporting("sent", officer, async ({ assignmentId }, person) => {
    await must(commentCell({}, fields(commentOn(assignmentId))));
    const { comments } = await mustView(person, assignmentId);
    return { assignmentId, commentId: comments[0]?.id ?? "" };
  }),
  answerComment: reporting("sent", clerk, async ({ officer, assignmentId }) => {
    become(officer);
    await must(commentCell({}, fields(commentOn(assignmentId))));
    await must(returnReport({}, await step(officer, assignmentId, { reason })));
    const { comments } = await mustView(officer, assignmentId);
    return { assignmentId, commentId: comments[0]?.id ?? "", answer: "Counted again: it is." };
  }),
};

const time = { untilDate: "2036-10-05", untilTime: "24:00", reason: "The network was down." };
const asking = async ({ team, assignmentId }: Collection): Promise<void> => {
  become(team.head);
  await must(askForTime({}, fields({ assignmentId, ...time, _key: key() })));
};

/** What a head asks for and the section decides. */
export const extensions: Scenarios = {
  askForTime: reporting("assigned", head, ({ assignmentId }) => ({ assignmentId, ...time, _key: key() })),
  withdrawAsk: reporting("assigned", head, async (collection) => {
    await asking(collection);
    return { assignmentId: collection.assignmentId };
  }),
  giveMoreTime: reporting("assigned", section, async (collection) => {
    await asking(collection);
    return { assignmentId: collection.assignmentId, ...time };
  }),
  refuseMoreTime: reporting("assigned", section, async (collection) => {
    await asking(collection);
    return { assignmentId: collection.assignmentId, reason };
  }),
};

/** A file of the report, as its clerk added it. */
const attached = async ({ assignmentId }: Collection, person: SignedIn): Promise<Typed> => {
  await must(attachFile({}, fields({ assignmentId, number: 1, file: fileOf(aPdf(), "a.pdf"), _key: key() })));
  const { files } = await mustView(person, assignmentId);
  return { assignmentId, number: 1, attachmentId: files[0]?.id ?? "" };
};

export const files: Scenarios = {
  attachFile: reporting("assigned", clerk, ({ assignmentId }) => ({
    assignmentId,
    number: 1,
    file: fileOf(aPdf(), "a.pdf"),
    _key: key(),
  })),
  removeFile: reporting("assigned", clerk, attached),
};

/** The campaign's present version, and what its forms ask. */
const ofCampaign = async ({ city, campaignId }: Collection): Promise<Typed> => {
  const { version } = await inTenant(city, (db) => db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
  return { campaignId, _version: version, reason: "The network was down." };
};

/** The report as a preview of many showed it. */
const previewed = async ({ campaignId, assignmentId }: Collection, person: SignedIn): Promise<Typed> => {
  const { assignment } = await mustView(person, assignmentId);
  return { campaignId, row: `${assignmentId}.${assignment.version}`, _key: key() };
};

export const campaigns: Scenarios = {
  openCampaign: reporting("assigned", section, ({ city }) =>
    campaignFields(city, { templateVersionId: city.monthly, refersTo: "2026-10" }),
  ),
  waiveHeld: reporting("assigned", section, ({ city }) => ({ ...campaignFields(city), reason })),
  extendDeadline: reporting("assigned", section, async (collection) => ({
    ...(await ofCampaign(collection)),
    dueDate: "2036-10-20",
    dueTime: "24:00",
  })),
  closeCampaign: reporting("assigned", section, ofCampaign),
  remindSchools: reporting("assigned", section, ({ campaignId }) => ({ campaignId, _key: key() })),
  acceptReportsAtDistrict: reporting("sent", officer, previewed),
  acceptReports: reporting("judged", section, previewed),
  lockReports: reporting("accepted", section, previewed),
  exportCampaign: reporting("assigned", section, ({ campaignId }) => ({
    campaignId,
    kind: "provisional",
    locale: "en",
    _key: key(),
  })),
};

/** A line beside the report's figure, as the page of the figure would send it. */
const lineOn = async ({ assignmentId }: Collection, person: SignedIn): Promise<Typed> => {
  const { assignment } = await mustView(person, assignmentId);
  const school = `${assignmentId}.${assignment.version}`;
  return { school, cell: "B2@total", amount: "3", reason: "Three were counted twice.", _key: key() };
};

export const rollUps: Scenarios = {
  addAdjustment: reporting("accepted", section, lineOn),
  withdrawAdjustment: reporting("accepted", section, async (collection, person) => {
    await must(addAdjustment({}, fields(await lineOn(collection, person))));
    const { adjustments } = await mustView(person, collection.assignmentId);
    return { adjustmentId: adjustments[0]?.id ?? "", reason: "They were not." };
  }),
  publishRollUp: reporting("accepted", section, ({ campaignId }, person) => publication(person, campaignId)),
};

const CELL = "F7";

export const figures = {
  saveSection: reporting("assigned", clerk, ({ assignmentId }) => ({
    assignmentId,
    number: 1,
    seen: "{}",
    [CELL]: "300",
  })),
  POST: reporting("assigned", clerk, ({ assignmentId }) => ({
    assignmentId,
    number: 1,
    cells: JSON.stringify([{ cell: CELL, value: "300", base: null }]),
  })),
} satisfies Scenarios;
