import type { Capability } from "#server/policy.ts";

/** The parts of a city's settings, in their order, and the right to see each. */
export const SETTINGS_PARTS = [
  { key: "city", href: "/settings", needs: "tenant.view" },
  { key: "people", href: "/settings/people", needs: "member.view" },
  { key: "signIn", href: "/settings/sign-in", needs: "provider.view" },
  { key: "years", href: "/settings/school-years", needs: "tenant.view" },
  { key: "calendar", href: "/settings/calendar", needs: "tenant.view" },
  { key: "districts", href: "/settings/districts", needs: "tenant.view" },
  { key: "ownerships", href: "/settings/ownerships", needs: "tenant.view" },
  { key: "rights", href: "/settings/rights", needs: "tenant.view" },
] as const satisfies { key: string; href: string; needs: Capability }[];
