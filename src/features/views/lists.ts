import { auditList } from "#features/audit/schema.ts";
import { memberList } from "#features/members/schema.ts";
import { AssignmentList, CampaignList } from "#features/reports/schema.ts";
import { changeList } from "#features/schools/change-list.ts";
import { schoolList } from "#features/schools/list.ts";
import { stateOf } from "#lib/list-address.ts";
import { type Address, addressOf, type ListParams, type Param } from "#lib/list-params.ts";
import type { Capability } from "#server/policy.ts";

type Schema = {
  parse: (address: Address) => ListParams<string> & Readonly<Record<string, unknown>>;
  defaults: Readonly<Record<string, unknown>>;
};
type Known = { schema: Schema; sees: Capability; path: RegExp };

/** The lists that can have views: what their address holds, who opens them, and where they are. */
export const LISTS = {
  schools: { schema: schoolList, sees: "school.view", path: /^\/schools$/ },
  changes: { schema: changeList, sees: "change.view", path: /^\/schools\/changes$/ },
  campaigns: { schema: CampaignList, sees: "campaign.view", path: /^\/reports$/ },
  board: { schema: AssignmentList, sees: "campaign.view", path: /^\/reports\/campaigns\/[0-9a-f-]{36}$/ },
  people: { schema: memberList, sees: "member.view", path: /^\/settings\/people$/ },
  trail: { schema: auditList, sees: "audit.view", path: /^\/audit$/ },
} as const satisfies Record<string, Known>;

export const LIST_NAMES = Object.keys(LISTS) as [ListName, ...ListName[]];
export type ListName = keyof typeof LISTS;

/** What a list understands of an address, as a view keeps it: without path, view and page, defaults left out. */
export function stateIn(list: ListName, query: string): string {
  const { schema } = LISTS[list];
  const read = schema.parse(addressOf(new URLSearchParams(query))) as Readonly<Record<string, Param>>;
  return stateOf(read, schema.defaults as Readonly<Record<string, Param>>);
}

/** Whether this is where the list is; a campaign's board is at its campaign. */
export function isPlaceOf(list: ListName, path: string): boolean {
  return LISTS[list].path.test(path);
}
