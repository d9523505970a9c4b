import { chooseColumns } from "#features/imports/actions.ts";
import { signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import {
  anEmptyCity,
  check,
  columnsForm,
  headOf,
  key,
  send,
  type Tenant,
  upload,
  valuesForm,
} from "../../imports/journey.ts";
import { listOf, SCHOOLS } from "../../imports/synthetic.ts";
import type { Typed } from "../answer.ts";
import { type Scenario, type Scenarios, typedOf } from "./scenario.ts";

const LIST = listOf(SCHOOLS.slice(0, 1));

/** The section of a city that has nothing yet sends this. */
const importing =
  (form: (city: Tenant) => Promise<Typed>): Scenario =>
  async () => {
    const city = await anEmptyCity();
    const person = await signIn("SECTION_STAFF", city);
    return { tenantId: city.tenantId, person, form: await form(city) };
  };

async function uploaded(): Promise<string> {
  const { id, ...said } = await upload(LIST);
  if (!id) throw new Error(JSON.stringify(said));
  return id;
}

/** A mapping as the list of mappings names it. */
async function remembered(city: Tenant): Promise<Typed> {
  await check(city, LIST, "list.csv", { remember: "The bureau's list" });
  const { id: mappingId } = await inTenant(city, (db) => db.importMapping.findFirstOrThrow());
  return { mappingId };
}

/** A checked list as its page names it. */
async function checked(city: Tenant): Promise<Typed> {
  const importId = await check(city, LIST);
  return { importId, _version: (await headOf(city, importId)).version };
}

export const imports: Scenarios = {
  uploadList: importing(async () => ({ _key: key(), headerRow: "", sheet: "", file: new File([LIST], "list.csv") })),
  chooseColumns: importing(async (city) => typedOf(await columnsForm(city, await uploaded(), { source_website: "" }))),
  takeRemembered: importing(async (city) => {
    await check(city, LIST, "list.csv", { remember: "The bureau's list" });
    const { id: mappingId } = await inTenant(city, (db) => db.importMapping.findFirstOrThrow());
    const importId = await uploaded();
    return { importId, mappingId, _version: (await headOf(city, importId)).version };
  }),
  checkValues: importing(async (city) => {
    const id = await uploaded();
    await send(chooseColumns, await columnsForm(city, id));
    return typedOf(await valuesForm(city, id, { remember: "The bureau's list" }));
  }),
  checkAgain: importing(checked),
  applyImport: importing(async (city) => ({ ...(await checked(city)), _key: key(), mode: "all", reason: "" })),
  discardImport: importing(checked),
};

export const mappings: Scenarios = {
  renameMapping: importing(async (city) => ({
    ...(await remembered(city)),
    _version: 1,
    name: "The list of September",
  })),
  forgetMapping: importing(remembered),
};
