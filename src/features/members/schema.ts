import { z } from "zod";
import { Role } from "#generated/prisma/enums.ts";
import { listParams, manyIds, oneId, oneOf } from "#lib/list-params.ts";
import { choice, chosenRows, emailText, integerText, line, optional, ticked, uuid } from "#lib/secure-text.ts";
import { WHOLE_CITY } from "./giving.ts";

const ROLES = Object.values(Role) as [Role, ...Role[]];

export const MEMBER_STATES = ["present", "offered", "planned", "ended"] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

const USUAL = ["name", "email", "memberships"] as const;
/** Columns of the list of people, the usual ones first. */
export const MEMBER_COLUMNS = [...USUAL, "role", "place", "state", "startsOn", "endsOn"] as const;

export const memberList = listParams({
  sorts: { name: "text" },
  sort: "name",
  columns: MEMBER_COLUMNS,
  shown: USUAL,
  filters: { role: oneOf(ROLES), state: oneOf(MEMBER_STATES), district: oneId() },
});
export type MemberList = ReturnType<typeof memberList.parse>;

/** Where a role is held: a district by id, a school by its code or its name. */
const place = {
  districtId: optional(z.union([z.literal(WHOLE_CITY), uuid()], { error: "error.id" })),
  school: optional(line(200)),
};

export const Invite = z.object({ email: emailText(), name: line(80), role: choice(ROLES), ...place, byMail: ticked() });

export const EndMembership = z.object({ id: uuid(), _version: integerText({ min: 1 }) });

/** People at most whose roles end by one press. */
export const END_MOST = 200;

/** The memberships that a preview showed; `state` is the list's address, to go back to. */
export const EndMemberships = z.object({
  row: chosenRows(500),
  state: z.string().max(20_000).optional().default(""),
});

/** What a preview is asked for: ticked people, or all that the list's filters leave. */
export const EndView = z.object({ id: manyIds(), all: oneOf(["yes"]) });

export const MoveMembership = EndMembership.extend(place);

export const OfPerson = z.object({ personId: uuid() });

/** `byMail`: its link goes to its person by e-mail instead of being shown. */
export const OfOffer = z.object({ id: uuid(), byMail: ticked() });
