import { z } from "zod";
import { integerText, optional, paragraph, ticked, uuid } from "#lib/secure-text.ts";

/** Most rows of one list: every one of them is looked up, and may get a link, in one transaction. */
export const MOST_ROWS = 500;

export const FIELDS = ["act", "name", "email", "role", "place", "lastDay"] as const;
export type StaffField = (typeof FIELDS)[number];

/** A row as it stands in the list: texts, none of them checked. */
export const StaffRow = z.object({
  line: z.number(),
  act: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  place: z.string(),
  lastDay: z.string(),
});
export type StaffRow = z.output<typeof StaffRow>;

export const StaffCounts = z.object({
  invited: z.number().default(0),
  ended: z.number().default(0),
  same: z.number().default(0),
  leftOut: z.number().default(0),
});
export type StaffCounts = z.output<typeof StaffCounts>;

/** A file, or a table that was copied out of a spreadsheet. */
export const UploadStaff = z.object({ pasted: optional(paragraph(200_000)) });

export const ApplyStaff = z.object({
  id: uuid(),
  _version: integerText({ min: 1 }),
  /** What the page said would come of it. */
  plan: z.string().regex(/^[0-9a-f]{32}$/, "error.invalid"),
  byMail: ticked(),
});
