import { randomUUID } from "node:crypto";
import { type SignedIn, signIn } from "#support/actor.ts";
import { aTenant, inTenant } from "#support/factories.ts";
import { PLACED, type Scenarios } from "./scenario.ts";

/** A city with somebody who has a view of the list of schools. */
async function aView() {
  const { tenantId } = await aTenant();
  const person = await signIn("SECTION_STAFF", { tenantId });
  const id = await viewOf(tenantId, person);
  return { tenantId, person, id };
}

async function viewOf(tenantId: string, { personId }: SignedIn): Promise<string> {
  return inTenant({ tenantId }, async (db) => {
    const data = { list: "schools", name: "Primary", query: "stage=PRIMARY", personId, personName: "Somebody" };
    return (await db.savedView.create({ data, select: { id: true } })).id;
  });
}

const at = { list: "schools", path: "/schools" };

export const views: Scenarios = {
  saveView: async () => {
    const { tenantId } = await aTenant();
    const person = await signIn("SECTION_STAFF", { tenantId });
    const form = { ...at, state: "stage=JUNIOR", name: "Junior", first: "on", _key: randomUUID() };
    return { tenantId, person, form, ownPlace: PLACED };
  },
  changeView: async () => {
    const { tenantId, person, id } = await aView();
    return { tenantId, person, form: { ...at, id, _version: 1, state: "stage=JUNIOR", name: "Junior", again: "on" } };
  },
  shareView: async () => {
    const { tenantId, person, id } = await aView();
    return { tenantId, person, form: { id, _version: 1, shared: "on" } };
  },
  openViewFirst: async () => {
    const { tenantId, person, id } = await aView();
    return { tenantId, person, form: { id, first: "on" } };
  },
  removeView: async () => {
    const { tenantId, person, id } = await aView();
    return { tenantId, person, form: { ...at, id, _version: 1 } };
  },
};
