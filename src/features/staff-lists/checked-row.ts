import type { Place } from "#features/members/place.ts";
import type { Role } from "#generated/prisma/enums.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { StaffField, StaffRow } from "./schema.ts";

export type RowProblem = { field: StaffField; key: string; values?: Record<string, string | number> };

type Held = {
  id: string;
  personId: string;
  startsOn: Date;
  endsOn: Date | null;
  role: Role;
  schoolId: string | null;
  version: number;
};

/** What will come of a row: an offer, roles that end, nothing because it is so already, or what is wrong with it. */
export type CheckedRow = { row: StaffRow } & (
  | { outcome: "invite"; email: string; name: string; role: Role; place: Place }
  | { outcome: "end"; email: string; from: PlainDate; ending: Held[] }
  | { outcome: "same" }
  | { outcome: "problem"; problems: RowProblem[] }
);

export const problem = (row: StaffRow, ...problems: RowProblem[]): CheckedRow => ({
  row,
  outcome: "problem",
  problems,
});

/** What a schema says of a cell: the key of its first sentence. */
export function messageOf(issues: readonly { message: string }[]): string {
  return issues[0]?.message ?? "error.invalid";
}
