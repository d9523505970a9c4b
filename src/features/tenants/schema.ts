import { z } from "zod";
import { OwnershipGroup, Role } from "#generated/prisma/enums.ts";
import {
  checkboxes,
  choice,
  emailText,
  integerText,
  line,
  optional,
  paragraph,
  ticked,
  uuid,
} from "#lib/secure-text.ts";
import { isTimeZone } from "#lib/zoned-time.ts";
import { POLICY } from "#server/policy.ts";

export const TENANT_LOCALES = ["zh-CN", "zh-TW", "zh-HK", "en"] as const;

const ROLES = Object.values(Role) as [Role, ...Role[]];
const CAPABILITIES = Object.keys(POLICY) as [string, ...string[]];

const timeZone = () => line(60).refine(isTimeZone, "tenants.timeZoneUnknown");
const names = { nameEn: line(120), nameZh: line(120) };
const shortNames = { nameEn: line(80), nameZh: line(80) };
const version = { _version: integerText({ min: 1 }) };
const position = integerText({ min: 0, max: 9999 });
export const EditTenant = z.object({
  ...names,
  locale: choice(TENANT_LOCALES),
  timeZone: timeZone(),
  accent: optional(line(7).pipe(z.string().regex(/^#[0-9a-fA-F]{6}$/, "tenants.accentShape"))),
  fillerMaySign: ticked(),
  primaryGrades: choice(["6", "5"]).transform(Number),
  totpRoles: checkboxes(ROLES),
  schoolFields: optional(paragraph(4000)),
  ...version,
});

/** The picture comes as the file `emblem`; `remove` takes away the one there is. */
export const EditEmblem = z.object({ remove: ticked(), ...version });

export const EditCodeFormat = z.object({
  pattern: line(120),
  length: integerText({ min: 1, max: 30 }),
  example: line(30),
  siteLength: optional(integerText({ min: 1, max: 29 })),
  categories: optional(paragraph(4000)),
  ...version,
});

/** Days as people write a list of them: '7, 3, 1', each once, the farthest first. Nothing: nobody is reminded. */
const days = optional(line(60)).transform((text, context) => {
  const found = (text ?? "")
    .normalize("NFKC")
    .split(/[\s,、;]+/)
    .filter(Boolean);
  if (found.length > 6 || found.some((one) => !/^\d{1,2}$/.test(one) || Number(one) > 60)) {
    context.addIssue({ code: "custom", message: "tenants.daysShape" });
    return z.NEVER;
  }
  return [...new Set(found.map(Number))].sort((a, b) => b - a);
});
const after = integerText({ min: 1, max: 60 });
export const EditReminders = z.object({ remindBefore: days, districtAfter: after, sectionAfter: after, ...version });

export const CODE_FORMATS = ["national", "hong-kong"] as const;

export const CreateTenant = z.object({
  slug: line(40).pipe(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "tenants.slugShape")),
  ...names,
  locale: choice(TENANT_LOCALES),
  timeZone: timeZone(),
  codeFormat: choice(CODE_FORMATS),
  name: line(80),
  email: emailText(),
});

export const RenewFounder = z.object({ id: uuid(), name: line(80), email: emailText() });

const district = { code: line(20), ...shortNames, position };
export const AddDistrict = z.object(district);
export const EditDistrict = z.object({ id: uuid(), ...district, ...version });

const group = choice(Object.values(OwnershipGroup) as [OwnershipGroup, ...OwnershipGroup[]]);
const ownership = {
  code: line(40).pipe(z.string().regex(/^[A-Za-z0-9_-]+$/, "tenants.codeShape")),
  ...shortNames,
  group,
  position,
};
export const AddOwnership = z.object(ownership);
export const EditOwnership = z.object({ ...ownership, ...version });
export const OfOwnership = z.object({ code: line(40) });

/** The rights that were ticked when the page was opened, with a space between. */
const was = optional(line(4000)).transform((text) => text?.split(" ") ?? []);
export const SaveRights = z.object({ role: choice(ROLES), capability: checkboxes(CAPABILITIES), was });
