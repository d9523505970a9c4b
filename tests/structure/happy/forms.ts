import { startEdition } from "#features/reports/form-actions.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { aCity, type City, key, landing } from "../../reports/world.ts";
import type { Typed } from "../answer.ts";
import type { Scenario, Scenarios } from "./scenario.ts";

const templateOf = async (city: City): Promise<string> =>
  (await inTenant(city, (db) => db.template.findFirstOrThrow({ where: { key: "monthly-return" } }))).id;

/** A city where somebody has begun the next edition of a form. */
async function aDraft() {
  const city = await aCity();
  const author = await signIn("SECTION_STAFF", city);
  const templateId = await templateOf(city);
  become(author);
  await landing(() => startEdition({}, fields({ templateId, _key: key() })));
  return { city, author, templateId };
}
type Drafted = Awaited<ReturnType<typeof aDraft>>;

const designing =
  (typed: (drafted: Drafted) => Typed | Promise<Typed>, who?: (drafted: Drafted) => Promise<SignedIn>): Scenario =>
  async () => {
    const drafted = await aDraft();
    const form = { templateId: drafted.templateId, _version: 1, ...(await typed(drafted)) };
    const person = who ? await who(drafted) : drafted.author;
    return { tenantId: drafted.city.tenantId, person, form };
  };

/** The draft as it is kept, with another name. */
const renamed = async ({ city, templateId }: Drafted): Promise<Typed> => {
  const { content } = await inTenant(city, (db) => db.templateDraft.findFirstOrThrow({ where: { templateId } }));
  return { content: JSON.stringify({ ...(content as object), names: { en: "Monthly figures", zh: "每月数据" } }) };
};

export const forms: Scenarios = {
  startForm: async () => {
    const { tenantId } = await aCity();
    const person = await signIn("SECTION_STAFF", { tenantId });
    return { tenantId, person, form: { nameZh: "体育设施", nameEn: "", period: "year", _key: key() } };
  },
  startEdition: async () => {
    const city = await aCity();
    const person = await signIn("SECTION_STAFF", city);
    return { tenantId: city.tenantId, person, form: { templateId: await templateOf(city) } };
  },
  saveForm: designing(renamed),
  discardForm: designing(() => ({})),
  publishForm: designing(
    () => ({}),
    ({ city }) => signIn("SECTION_HEAD", city),
  ),
};
