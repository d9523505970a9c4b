import { Role } from "#generated/prisma/enums.ts";
import { type Capability, POLICY } from "#server/policy.ts";

/** What nobody can lose: their own account and home page. An administrator keeps everything, to be able to mend it. */
const KEPT: ReadonlySet<Capability> = new Set(["account.view", "account.edit", "home.view", "delegation.end"]);

/** Rights that a role has from the start, in the order of the table. */
export function rightsOf(role: Role): Capability[] {
  const allowed = (capability: Capability) => (POLICY[capability] as readonly string[]).includes(role);
  return (Object.keys(POLICY) as Capability[]).filter(allowed);
}

/** Those of them that a city may withdraw. */
export function withdrawable(role: Role): Capability[] {
  return role === Role.SYSTEM_ADMIN ? [] : rightsOf(role).filter((capability) => !KEPT.has(capability));
}

/** `school.view` as the key of its words under `capability`. */
export function capabilityKey<Name extends string>(capability: Name): Underscored<Name> {
  return capability.replace(".", "_") as Underscored<Name>;
}

type Underscored<Name extends string> = Name extends `${infer Noun}.${infer Verb}` ? `${Noun}_${Verb}` : never;
