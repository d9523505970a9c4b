import { Role } from "#generated/prisma/enums.ts";

export type PortalRole = Role | "OPERATOR";

const section = [Role.SECTION_HEAD, Role.SECTION_STAFF] as const;
const head = [Role.SECTION_HEAD] as const;
const admin = [Role.SYSTEM_ADMIN] as const;
const district = [Role.DISTRICT_OFFICER] as const;
const schoolHead = [Role.SCHOOL_HEAD] as const;
const clerk = [Role.SCHOOL_CLERK] as const;
const school = [...schoolHead, ...clerk] as const;
const members = Object.values(Role);
const everyone: readonly PortalRole[] = [...members, "OPERATOR"];

/**
 * The rights matrix: who may do what. A city may withdraw a right from a role, never add one.
 * Which rows a right reaches is decided below the application, by the database's row policies.
 * Source: section 1.23 of the systems' specification.
 */
export const POLICY = {
  "account.view": everyone,
  "account.edit": everyone,
  "home.view": everyone,

  "school.view": members,
  "school.export": members,
  "school.create": section,
  "school.edit": section,
  "school.contact": [...section, ...district, ...school],
  "school.propose": section,
  "school.approve": section,
  "school.reject": section,
  "school.proposeClosure": section,
  "school.close": section,
  "school.reopen": section,
  "school.markError": section,
  "school.quarantine": section,
  "school.link": section,

  "notification.view": members,
  "notification.edit": members,

  "job.view": members,
  "job.stop": members,
  "job.again": members,

  "change.view": [...section, ...district, ...school],
  "change.request": [...district, ...school],
  "change.propose": district,
  "change.withdraw": [...district, ...school],
  "change.approve": [...section, ...district],
  "change.reject": [...section, ...district],

  "import.view": section,
  "import.upload": section,
  "import.map": section,
  "import.apply": section,
  "import.discard": section,

  "form.view": section,
  "form.design": section,
  "form.publish": head,

  "campaign.view": [...section, ...district],
  "campaign.open": section,
  "campaign.waive": head,
  "campaign.extend": section,
  "campaign.close": section,
  "campaign.remind": section,

  "report.view": [...section, ...district, ...school],
  "report.fill": school,
  "report.explain": school,
  "report.sign": schoolHead,
  "report.submit": schoolHead,
  "report.comment": [...section, ...district],
  "report.answer": school,
  "report.return": [...section, ...district],
  "report.acceptDistrict": district,
  "report.accept": section,
  "report.lock": section,
  "report.reopen": head,

  "extension.ask": schoolHead,
  "extension.withdraw": schoolHead,
  "extension.grant": section,
  "extension.refuse": section,
  "burden.view": [...section, ...district],

  "rollUp.view": [...section, ...district],
  "rollUp.export": [...section, ...district],
  "rollUp.adjust": [...section, ...district],
  "rollUp.publish": head,

  "view.save": members,
  "view.share": [...admin, ...section, ...district],

  "audit.view": [...admin, ...section, ...district, ...schoolHead],

  "member.view": [...admin, ...head, ...district, ...schoolHead],
  "member.invite": [...admin, ...district, ...schoolHead],
  "member.end": [...admin, ...district, ...schoolHead],
  "member.resetPassword": [...admin, ...district, ...schoolHead],

  "delegation.give": [...section, ...district, ...schoolHead],
  "delegation.end": members,

  "tenant.view": [...admin, ...head],
  "tenant.edit": admin,
  "year.edit": admin,
  "calendar.edit": admin,
  "district.edit": admin,
  "ownership.edit": admin,
  "right.withdraw": admin,
  "provider.view": admin,
  "provider.edit": admin,

  "tenant.list": ["OPERATOR"],
  "tenant.create": ["OPERATOR"],
} as const satisfies Record<string, readonly PortalRole[]>;

export type Capability = keyof typeof POLICY;

/** What stands in a city's trail besides: done at the door, before a session of the city was open, or on the server, and asked of nobody. */
export const ENTRIES = [
  "account.signIn",
  "account.signInByProvider",
  "account.passwordByLink",
  "member.takeUp",
  "tenant.restore",
] as const;

/** Nouns whose events concern people, rights and settings rather than schools' business. */
const SYSTEM_NOUNS = new Set([
  "account",
  "job",
  "notification",
  "member",
  "delegation",
  "tenant",
  "year",
  "calendar",
  "district",
  "ownership",
  "right",
  "provider",
]);

export function isSystemCapability(capability: Capability): boolean {
  return SYSTEM_NOUNS.has(capability.slice(0, capability.indexOf(".")));
}

/** What nobody does for another: hand out access, to people or to the role itself. The database holds the same. */
export const NEVER_FOR_ANOTHER: readonly Capability[] = [
  "member.invite",
  "member.end",
  "member.resetPassword",
  "delegation.give",
];

/** Whether somebody in this role, in a city that has withdrawn these rights from it, may do this at all. */
export function can(actor: { role: PortalRole; withdrawn: ReadonlySet<string> }, capability: Capability): boolean {
  const allowed: readonly PortalRole[] = POLICY[capability];
  return allowed.includes(actor.role) && !actor.withdrawn.has(capability);
}
