import { readFileSync } from "node:fs";
import { asOwnerOf } from "./sessions.ts";

export type SignIn = { role: string; name: string; email: string; password: string; tenant: string | null };

export function signIns(): SignIn[] {
  return JSON.parse(readFileSync(process.env.SIGN_INS_FILE ?? ".data/sign-ins.json", "utf8"));
}

export function signInOf(role: string, tenant: string | null = role === "OPERATOR" ? null : "qinghe"): SignIn {
  const found = signIns().find((one) => one.role === role && one.tenant === tenant);
  if (!found) throw new Error(`The seeds make no sign-in for ${role} of ${tenant}.`);
  return found;
}

/** A page of the product: how its address is made, and who is shown it in pictures and journeys. */
export type Place = {
  /** As Next.js names the route. */
  route: string;
  as: string | null;
  /** Values of the address's parameters, each an SQL query of one text on the tenant `$1`; and what follows the path. */
  params?: Record<string, string>;
  query?: string;
  /** Also taken in the tenant that has nothing yet. */
  empty?: boolean;
};

const OPEN_SCHOOL = `select "schoolId"::text from "SchoolFact" where "supersededAt" is null and status = 'OPEN' and "validTo" is null order by code limit 1`;
const ownSchool = (role: string) =>
  `select "schoolId"::text from "Membership" where role = '${role}' and "endsOn" is null order by "createdAt", id limit 1`;
const CAMPAIGN = `select id::text from "Campaign" where status = 'OPEN' order by (select count(*) from "Assignment" a where a."campaignId" = "Campaign".id) desc, "dueAt" limit 1`;
const COUNTED_CAMPAIGN = `select c.id::text from "Campaign" c join "Assignment" a on a."campaignId" = c.id group by c.id, c."dueAt" order by count(*) filter (where a.status in ('ACCEPTED', 'LOCKED')) desc, c."dueAt" limit 1`;
const PUBLISHED_CAMPAIGN = `select "campaignId"::text from "Snapshot" group by "campaignId" order by count(*) desc, "campaignId" limit 1`;
const reportIn = (status: string) =>
  `select id::text from "Assignment" where status = '${status}' order by code, id limit 1`;
const one = (table: string, column = "id") => `select ${column}::text from "${table}" order by ${column} limit 1`;

/** The school of a district's officer is one of the district. */
const IN_DISTRICT = `select f."schoolId"::text from "SchoolFact" f where f."supersededAt" is null and f.status = 'OPEN' and f."validTo" is null
  and f."districtId" = (select "districtId" from "Membership" where role = 'DISTRICT_OFFICER' and "endsOn" is null order by "createdAt", id limit 1) order by f.code limit 1`;

const school = (route: string, as = "SECTION_STAFF"): Place => ({
  route,
  as,
  params: { id: as === "SCHOOL_HEAD" ? ownSchool(as) : as === "DISTRICT_OFFICER" ? IN_DISTRICT : OPEN_SCHOOL },
});

export const PLACES: Place[] = [
  { route: "/sign-in", as: null },
  { route: "/sign-in/forgot", as: null },
  { route: "/sign-in/code", as: null },
  { route: "/sign-in/set-up-code", as: null },
  { route: "/sign-in/no-membership", as: null },
  { route: "/sign-in/provider", as: null },
  { route: "/welcome/[token]", as: null, params: { token: "select 'spent'" } },
  { route: "/c/[tenant]", as: null, empty: true },
  { route: "/c/[tenant]/schools/[id]", as: null, params: { id: OPEN_SCHOOL } },
  { route: "/", as: "SECTION_STAFF", empty: true },
  { route: "/", as: "DISTRICT_OFFICER" },
  { route: "/", as: "SCHOOL_HEAD" },
  { route: "/", as: "SCHOOL_CLERK" },
  { route: "/", as: "INSPECTOR" },
  { route: "/", as: "SYSTEM_ADMIN", empty: true },
  { route: "/schools", as: "SECTION_STAFF", empty: true },
  {
    route: "/schools",
    as: "SECTION_STAFF",
    query:
      "?col=name&col=openedOn&col=capacity&col=classes&col=pupils&col=teachers&col=head&col=phone&col=address&density=compact",
  },
  { route: "/schools/counts", as: "SECTION_STAFF", empty: true },
  { route: "/schools/new", as: "SECTION_STAFF" },
  school("/schools/[id]"),
  { ...school("/schools/[id]"), query: "?tab=history" },
  { ...school("/schools/[id]"), query: "?tab=people" },
  { ...school("/schools/[id]"), query: "?tab=reports" },
  school("/schools/[id]/edit"),
  school("/schools/[id]/contact"),
  school("/schools/[id]/category"),
  school("/schools/[id]/link"),
  school("/schools/[id]/merge"),
  school("/schools/[id]/split"),
  school("/schools/[id]/request", "SCHOOL_HEAD"),
  { route: "/schools/propose", as: "DISTRICT_OFFICER" },
  school("/schools/[id]/request/merge", "DISTRICT_OFFICER"),
  school("/schools/[id]/request/split", "DISTRICT_OFFICER"),
  { route: "/schools/changes", as: "SECTION_STAFF", empty: true },
  {
    route: "/schools/changes/[id]",
    as: "SECTION_STAFF",
    params: {
      id: `select id::text from "ChangeRequest" where status = 'PENDING' and owner = 'SECTION' order by "requestedAt" limit 1`,
    },
  },
  ...["CREATE", "MERGE"].map((kind) => ({
    route: "/schools/changes/[id]",
    as: "SECTION_STAFF",
    params: { id: `select id::text from "ChangeRequest" where kind = '${kind}' and status = 'PENDING' limit 1` },
  })),
  { route: "/schools/imports", as: "SECTION_STAFF", empty: true },
  { route: "/schools/imports/new", as: "SECTION_STAFF" },
  { route: "/schools/imports/mappings", as: "SECTION_STAFF", empty: true },
  { route: "/schools/imports/[importId]", as: "SECTION_STAFF", params: { importId: one("Import") } },
  { route: "/schools/imports/[importId]/columns", as: "SECTION_STAFF", params: { importId: one("Import") } },
  { route: "/schools/imports/[importId]/values", as: "SECTION_STAFF", params: { importId: one("Import") } },
  { route: "/reports", as: "SECTION_STAFF", empty: true },
  { route: "/reports", as: "DISTRICT_OFFICER" },
  { route: "/reports", as: "SCHOOL_HEAD" },
  { route: "/reports/[id]", as: "SECTION_STAFF", params: { id: reportIn("DISTRICT_ACCEPTED") } },
  {
    route: "/reports/[id]",
    as: "SCHOOL_CLERK",
    params: {
      id: `select a.id::text from "Assignment" a where a."schoolId"::text = (${ownSchool("SCHOOL_CLERK")}) order by a.status = 'DRAFT' desc, (select count(*) from "CellValue" v join "Submission" s on s.id = v."submissionId" where s."assignmentId" = a.id) desc limit 1`,
    },
  },
  { route: "/reports/campaigns/new", as: "SECTION_STAFF" },
  { route: "/reports/burden", as: "SECTION_HEAD", empty: true },
  { route: "/reports/burden", as: "DISTRICT_OFFICER" },
  { route: "/reports/forms", as: "SECTION_STAFF", empty: true },
  {
    route: "/reports/forms/design/[templateId]",
    as: "SECTION_HEAD",
    params: { templateId: `select "templateId"::text from "TemplateDraft" limit 1` },
  },
  { route: "/reports/forms/[id]", as: "SCHOOL_CLERK", params: { id: one("TemplateVersion") } },
  { route: "/reports/campaigns/[id]", as: "SECTION_STAFF", params: { id: CAMPAIGN } },
  {
    route: "/reports/campaigns/[id]/together",
    as: "SECTION_STAFF",
    params: { id: CAMPAIGN },
    query: "?step=accept&all=yes",
  },
  { route: "/reports/campaigns/[id]/roll-up", as: "SECTION_STAFF", params: { id: COUNTED_CAMPAIGN } },
  {
    route: "/reports/campaigns/[id]/roll-up",
    as: "SECTION_STAFF",
    params: { id: COUNTED_CAMPAIGN },
    query: "?by=stage",
  },
  {
    route: "/reports/campaigns/[id]/roll-up/[cell]",
    as: "SECTION_STAFF",
    params: { id: COUNTED_CAMPAIGN, cell: "select 'D1'" },
  },
  { route: "/reports/campaigns/[id]/published", as: "SECTION_HEAD", params: { id: PUBLISHED_CAMPAIGN } },
  { route: "/reports/campaigns/[id]/published", as: "DISTRICT_OFFICER", params: { id: CAMPAIGN } },
  {
    route: "/reports/campaigns/[id]/published/[number]",
    as: "SECTION_HEAD",
    params: { id: PUBLISHED_CAMPAIGN, number: "select '1'" },
    query: "?compare=2&section=B",
  },
  { route: "/views/new", as: "SECTION_STAFF", query: "?list=schools&path=/schools&state=settlement%3DRURAL" },
  {
    route: "/views/[id]",
    as: "SECTION_STAFF",
    params: {
      id: `select v.id::text from "SavedView" v join "Membership" m on m."personId" = v."personId" and m.role = 'SECTION_STAFF' where v.list = 'schools' order by v."createdAt", v.id limit 1`,
    },
    query: "?path=/schools&state=settlement%3DRURAL",
  },
  { route: "/audit", as: "SECTION_HEAD", empty: true },
  {
    route: "/audit/[id]",
    as: "SECTION_HEAD",
    params: { id: `select id::text from "AuditEvent" where not system order by at desc limit 1` },
  },
  { route: "/jobs", as: "SYSTEM_ADMIN", empty: true },
  { route: "/jobs", as: "SECTION_STAFF" },
  { route: "/notifications", as: "SCHOOL_HEAD" },
  { route: "/notifications", as: "SECTION_STAFF", empty: true },
  { route: "/notifications/settings", as: "SCHOOL_HEAD" },
  { route: "/account", as: "SCHOOL_HEAD" },
  { route: "/account/code", as: "SCHOOL_HEAD" },
  { route: "/account/leave", as: "SCHOOL_HEAD" },
  { route: "/help", as: "SECTION_STAFF" },
  { route: "/help/[role]", as: "SECTION_STAFF", params: { role: "select 'section-staff'" } },
  { route: "/help/[role]", as: "SCHOOL_CLERK", params: { role: "select 'school-clerk'" } },
  { route: "/settings", as: "SYSTEM_ADMIN" },
  { route: "/settings/sign-in", as: "SYSTEM_ADMIN" },
  { route: "/settings/people", as: "SYSTEM_ADMIN" },
  { route: "/settings/people/end", as: "SYSTEM_ADMIN", query: "?all=yes&role=AWARD_EXPERT" },
  { route: "/settings/people/invite", as: "SYSTEM_ADMIN" },
  { route: "/settings/people/lists", as: "SYSTEM_ADMIN" },
  { route: "/settings/people/lists/[listId]", as: "SYSTEM_ADMIN", params: { listId: one("StaffList") } },
  { route: "/settings/people/[id]", as: "SYSTEM_ADMIN", params: { id: one("Membership", '"personId"') } },
  { route: "/settings/school-years", as: "SYSTEM_ADMIN" },
  { route: "/settings/school-years/[id]", as: "SYSTEM_ADMIN", params: { id: one("SchoolYear") } },
  { route: "/settings/calendar", as: "SYSTEM_ADMIN", empty: true },
  { route: "/settings/calendar/[year]", as: "SYSTEM_ADMIN", params: { year: one("CalendarYear", "year") } },
  { route: "/settings/districts", as: "SYSTEM_ADMIN", empty: true },
  { route: "/settings/ownerships", as: "SYSTEM_ADMIN", empty: true },
  { route: "/settings/rights", as: "SYSTEM_ADMIN" },
  { route: "/operator", as: "OPERATOR" },
];

async function ask(sql: string, tenant: string): Promise<string | null> {
  return asOwnerOf(
    tenant,
    async (client) => (await client.query({ text: sql, rowMode: "array" })).rows[0]?.[0] ?? null,
  );
}

/** The address of a place in a tenant; null where the tenant has no such record. */
export async function addressOf(place: Place, tenant: string): Promise<string | null> {
  let address = place.route.replace("[tenant]", tenant);
  for (const [name, sql] of Object.entries(place.params ?? {})) {
    const value = await ask(sql, tenant);
    if (value === null) return null;
    address = address.replace(`[${name}]`, value);
  }
  return address + (place.query ?? "");
}
