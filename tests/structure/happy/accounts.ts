import { generate } from "otplib";
import { newKey } from "#features/accounts/one-time-code.ts";
import { become } from "#support/actor.ts";
import { type ATenant, aTenant, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { type APerson, aMembership, aPerson, openSessionOf, PASSWORD } from "../../accounts/people.ts";
import type { Typed } from "../answer.ts";
import { PLACED, type Prepared, type Scenario, type Scenarios } from "./scenario.ts";

/** Somebody with a password is signed in and sends this about their own account. */
const own =
  (form: (person: APerson, tenant: ATenant) => Typed | Promise<Typed>, more: Partial<Prepared> = {}): Scenario =>
  async () => {
    const tenant = await aTenant();
    const somebody = await aPerson(tenant);
    const typed = await form(somebody, tenant);
    const person = await openSessionOf(tenant, somebody);
    become(person);
    return { tenantId: tenant.tenantId, person, form: typed, ...more };
  };

async function turnOnCode({ personId }: APerson): Promise<void> {
  await owner().query(
    `update "Credential" set "totpSecret" = 'A', "totpSince" = now(), "recoveryCodes" = '{a,b}' where "personId" = $1`,
    [personId],
  );
}

const NEW = "a lantern under nine bridges";

export const accounts: Scenarios = {
  editAccount: own(() => ({ name: "Li Hua", locale: "en" }), { ownPlace: PLACED }),
  changePassword: own(async (person, tenant) => {
    await openSessionOf(tenant, person); // elsewhere, which ends
    return { currentPassword: PASSWORD, newPassword: NEW };
  }),
  addCode: own(async ({ email }) => {
    const { key } = newKey(email);
    return { key, oneTimeCode: await generate({ secret: key }), currentPassword: PASSWORD };
  }),
  removeCode: own(async (person) => {
    await turnOnCode(person);
    return { currentPassword: PASSWORD };
  }),
  renewRecoveryCodes: own(async (person) => {
    await turnOnCode(person);
    return { currentPassword: PASSWORD };
  }),
  endSession: own(async (person, tenant) => {
    const elsewhere = await openSessionOf(tenant, person);
    return { session: elsewhere.digest.toString("hex").slice(0, 32) };
  }),
  endOtherSessions: own(async (person, tenant) => {
    await openSessionOf(tenant, person);
    return {};
  }),
  switchMembership: own(async ({ personId }, tenant) => ({
    membershipId: await aMembership(tenant, personId, "SECTION_HEAD"),
  })),
  switchSchoolYear: own(
    async (_person, tenant) => {
      const data = { nameEn: "2026", nameZh: "2026", startsOn: new Date("2026-09-01"), endsOn: new Date("2027-08-31") };
      const year = await inTenant(tenant, (db) => db.schoolYear.create({ data, select: { id: true } }));
      return { schoolYearId: year.id };
    },
    { ownPlace: PLACED },
  ),
};
