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
const CAMPAIGN = `select id::text from "Campaign" where status = 'OPEN' order by (select count(*) from "Assignment" a where a."campaignId" = "Campaign".id) desc, "dueAt" limit 1`;
const OLD_CAMPAIGN = `select c.id::text from "Campaign" c join "Assignment" a on a."campaignId" = c.id group by c.id, c."dueAt" order by count(*) filter (where a.status in ('ACCEPTED', 'LOCKED')) desc, c."dueAt" limit 1`;

export const PLACES: Place[] = [
  { route: "/", as: "SECTION_STAFF", empty: true },
  { route: "/", as: "SCHOOL_CLERK" },
  { route: "/", as: "DISTRICT_OFFICER" },
  { route: "/schools", as: "SECTION_STAFF", empty: true },
  { route: "/schools/[id]", as: "SECTION_STAFF", params: { id: OPEN_SCHOOL } },
  { route: "/reports", as: "SECTION_STAFF", empty: true },
  { route: "/reports", as: "SCHOOL_HEAD" },
  { route: "/reports/campaigns/[id]", as: "SECTION_STAFF", params: { id: CAMPAIGN } },
  { route: "/reports/campaigns/[id]/roll-up", as: "SECTION_STAFF", params: { id: OLD_CAMPAIGN } },
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
