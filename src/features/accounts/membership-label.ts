import type { Role } from "#generated/prisma/enums.ts";
import { named } from "#lib/named.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import type { OwnMembership } from "./sessions.ts";

type Labels = (key: `role.${Role}`) => string;

/** 'Section head (for Ms Sun)': a role as somebody acts in it. */
export function roleText(role: string, forName: string | null | undefined, locale: Locale): string {
  return forName ? wordsFor(locale, "account.roleFor", { role, name: forName }) : role;
}

/** 'School head · Qinghe No. 3 Primary School · Qinghe': what tells one's memberships apart. */
export function membershipLabel(one: Omit<OwnMembership, "id" | "tenantId">, label: Labels, locale: Locale): string {
  const place = named({ nameEn: one.placeNameEn, nameZh: one.placeNameZh }, locale);
  const city = named({ nameEn: one.tenantNameEn, nameZh: one.tenantNameZh }, locale);
  return [roleText(label(`role.${one.role as Role}`), one.forName, locale), place, city].filter(Boolean).join(" · ");
}
