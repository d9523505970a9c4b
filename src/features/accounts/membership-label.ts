import type { Role } from "#generated/prisma/enums.ts";
import { named } from "#lib/named.ts";
import type { OwnMembership } from "./sessions.ts";

type Labels = (key: `role.${Role}`) => string;

/** 'School head · Qinghe No. 3 Primary School · Qinghe': what tells one's memberships apart. */
export function membershipLabel(one: Omit<OwnMembership, "id" | "tenantId">, label: Labels, locale: string): string {
  const place = named({ nameEn: one.placeNameEn, nameZh: one.placeNameZh }, locale);
  const city = named({ nameEn: one.tenantNameEn, nameZh: one.tenantNameZh }, locale);
  return [label(`role.${one.role as Role}`), place, city].filter(Boolean).join(" · ");
}
