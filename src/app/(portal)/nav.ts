import type { Actor } from "#server/db.ts";
import { type Capability, can } from "#server/policy.ts";
import type { IconName } from "#ui/icon.tsx";

type Entry = { key: NavKey; href: string; icon: IconName; needs: Capability };
export type NavKey =
  | "home"
  | "mySchool"
  | "schools"
  | "changes"
  | "imports"
  | "reports"
  | "audit"
  | "jobs"
  | "people"
  | "settings"
  | "tenants"
  | "account";

const GROUPS: { key: "work" | "register" | "reporting" | "administration"; entries: Entry[] }[] = [
  { key: "work", entries: [{ key: "home", href: "/", icon: "home", needs: "home.view" }] },
  {
    key: "register",
    entries: [
      { key: "schools", href: "/schools", icon: "school", needs: "school.view" },
      { key: "changes", href: "/schools/changes", icon: "edit", needs: "change.view" },
      { key: "imports", href: "/schools/imports", icon: "upload", needs: "import.view" },
    ],
  },
  { key: "reporting", entries: [{ key: "reports", href: "/reports", icon: "report", needs: "report.view" }] },
  {
    key: "administration",
    entries: [
      { key: "tenants", href: "/operator", icon: "building", needs: "tenant.list" },
      { key: "people", href: "/settings/people", icon: "people", needs: "member.view" },
      { key: "settings", href: "/settings", icon: "settings", needs: "tenant.view" },
      { key: "audit", href: "/audit", icon: "history", needs: "audit.view" },
      { key: "jobs", href: "/jobs", icon: "programme", needs: "tenant.view" },
    ],
  },
];

/** The navigation is what the person may do, and nothing else. */
export function navigationOf(actor: Actor) {
  const own: Entry[] = actor.schoolId
    ? [{ key: "mySchool", href: `/schools/${actor.schoolId}`, icon: "building", needs: "school.view" }]
    : [];
  return GROUPS.map(({ key, entries }) => ({
    key,
    entries: [...(key === "register" ? own : []), ...entries].filter((entry) => can(actor, entry.needs)),
  })).filter((group) => group.entries.length > 0);
}
