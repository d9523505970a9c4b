import { requestSchoolChange } from "#features/schools/change-actions.ts";
import type { FormState } from "#lib/form.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { aRegistered, factsForm, type Registered } from "./register.ts";

/** Where a form went to, or what it said. */
export const swallow = (run: Promise<FormState>) =>
  run.catch((error: { digest?: string }) => ({ message: error.digest ?? "" }));

/** A school in the register, with those who ask for changes of it and those who decide them. */
export async function cast() {
  const school = await aRegistered();
  const { tenantId, districtId, schoolId } = school;
  const clerk = await signIn("SCHOOL_CLERK", { tenantId, schoolId });
  const officer = await signIn("DISTRICT_OFFICER", { tenantId, districtId });
  const staff = await signIn("SECTION_STAFF", { tenantId });
  return { school, clerk, officer, staff };
}

export async function ask(school: Registered, person: SignedIn, over: Record<string, string>): Promise<FormState> {
  become(person);
  return swallow(requestSchoolChange({}, fields(await factsForm(school, { reason: "扩班", ...over }))));
}

export const requests = (school: Registered) =>
  inTenant(school, (db) =>
    db.changeRequest.findMany({ where: { schoolId: school.schoolId }, orderBy: { owner: "asc" } }),
  );
