import type { PortalRole } from "#server/policy.ts";

/** Parts of the guide, in the order in which a page shows them. Each is a file of docs/guide, in both languages. */
export const TOPICS = [
  ...["start", "week", "find"],
  ...["register", "schools", "lists", "views", "import", "ask", "decide"],
  ...["design", "collect", "burden", "board", "fill", "sign", "files", "review", "together", "roll-up"],
  ...["people", "joiners", "city", "years", "places", "rights", "provider"],
  ...["cities", "notices", "jobs", "trail", "account", "leave"],
] as const;
export type Topic = (typeof TOPICS)[number];

const everybody: Topic[] = ["start", "week", "find", "notices", "jobs", "account", "leave"];
const reader: Topic[] = [...everybody, "schools", "lists", "views"];
const school: Topic[] = [...reader, "ask", "fill", "files"];
const section: Topic[] = [
  ...reader,
  ...([
    "register",
    "import",
    "decide",
    "design",
    "collect",
    "burden",
    "board",
    "files",
    "review",
    "together",
    "roll-up",
    "trail",
  ] as const),
];

const OF: Record<PortalRole, readonly Topic[]> = {
  SYSTEM_ADMIN: [...reader, "people", "joiners", "city", "years", "places", "rights", "provider", "trail"],
  SECTION_HEAD: [...section, "people", "city", "years", "places", "rights"],
  SECTION_STAFF: section,
  DISTRICT_OFFICER: [
    ...reader,
    ...([
      "ask",
      "decide",
      "burden",
      "board",
      "files",
      "review",
      "together",
      "roll-up",
      "people",
      "joiners",
      "trail",
    ] as const),
  ],
  SCHOOL_HEAD: [...school, "sign", "people", "joiners", "trail"],
  SCHOOL_CLERK: school,
  INSPECTOR: reader,
  AWARD_EXPERT: reader,
  LEGAL_REVIEWER: reader,
  OPERATOR: ["start", "week", "cities", "account"],
};

/** What the guide of a role holds, in order. */
export function topicsOf(role: PortalRole): Topic[] {
  return TOPICS.filter((topic) => OF[role].includes(topic));
}

/** Roles as an address names them: 'school-clerk'. */
export const slugOf = (role: PortalRole): string => role.toLowerCase().replaceAll("_", "-");

export const GUIDED = Object.keys(OF) as PortalRole[];

/** The role that an address names; null: none is called so. */
export function roleOf(slug: string): PortalRole | null {
  return GUIDED.find((role) => slugOf(role) === slug) ?? null;
}
