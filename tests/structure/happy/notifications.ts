import { randomUUID } from "node:crypto";
import { type SignedIn, signIn } from "#support/actor.ts";
import { aTenant, inTenant } from "#support/factories.ts";
import type { Typed } from "../answer.ts";
import type { Scenario, Scenarios } from "./scenario.ts";

/** A member who has been told something, in the roles that reach a part of a city too. */
const told =
  (form: (city: { tenantId: string }, person: SignedIn) => Promise<Typed>): Scenario =>
  async () => {
    const { tenantId } = await aTenant();
    const person = await signIn("SECTION_STAFF", { tenantId });
    return {
      tenantId,
      person,
      form: await form({ tenantId }, person),
      ownPlace: ["SCHOOL_HEAD", "SCHOOL_CLERK", "DISTRICT_OFFICER"],
    };
  };

const CHOICES = {
  ...{ mail_deadlines: "AT_ONCE", mail_reports: "DAILY", mail_requests: "NEVER", mail_jobs: "NEVER" },
  ...{ digestAt: "07:30", quietFrom: "22:00", quietTo: "06:00" },
};

export const notifications: Scenarios = {
  saveChoices: told(async (city, { personId }) => {
    await inTenant(city, (db) => db.notificationSetting.createMany({ data: { personId } }));
    return { ...CHOICES, _version: 1 };
  }),
  readAll: told((city, { personId }) =>
    inTenant(city, async (db) => {
      const data = { personId, kind: "calendar.missing", path: "/settings/calendar", key: randomUUID() };
      const { id } = await db.notification.create({ data, select: { id: true } });
      return { latest: id };
    }),
  ),
};
