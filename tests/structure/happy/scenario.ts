import type { Role } from "#generated/prisma/enums.ts";
import type { SignedIn } from "#support/actor.ts";
import type { Typed } from "../answer.ts";

/** Everything stands ready and somebody who may is signed in: the form succeeds once it is sent. */
export type Prepared = {
  /** The city that is watched; none where the action makes one. */
  tenantId?: string;
  person: SignedIn;
  form: Typed;
  /** Roles whose own account or place the form changes, whoever sends it: it names no other. */
  ownPlace?: readonly Role[];
};

export type Scenario = () => Promise<Prepared>;
export type Scenarios = Record<string, Scenario>;

/** The roles that reach a part of a city only. */
export const PLACED = ["SCHOOL_HEAD", "SCHOOL_CLERK", "DISTRICT_OFFICER"] as const satisfies readonly Role[];

/** A form that a page's helper has filled in, to be changed field by field. */
export function typedOf(form: FormData): Typed {
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, sentValue(form.getAll(name))]));
}

function sentValue(values: FormDataEntryValue[]): string | string[] {
  const [first = ""] = values;
  return values.length > 1 ? values.map(String) : String(first);
}
