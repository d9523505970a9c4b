import { Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";

/** What a row of each table takes; days as YYYY-MM-DD, instants as ISO text. */
export type Rows = {
  SchoolYear: Prisma.SchoolYearCreateManyInput;
  Term: Prisma.TermCreateManyInput;
  CalendarYear: Prisma.CalendarYearCreateManyInput;
  CalendarDay: Prisma.CalendarDayCreateManyInput;
  District: Prisma.DistrictCreateManyInput;
  Ownership: Prisma.OwnershipCreateManyInput;
  StaffList: Prisma.StaffListCreateManyInput;
  Membership: Prisma.MembershipCreateManyInput;
  School: Prisma.SchoolCreateManyInput;
  SchoolFact: Prisma.SchoolFactCreateManyInput;
  SchoolCode: Prisma.SchoolCodeCreateManyInput;
  SchoolGram: Prisma.SchoolGramCreateManyInput;
  SchoolLink: Prisma.SchoolLinkCreateManyInput;
  Campus: Prisma.CampusCreateManyInput;
  ChangeRequest: Prisma.ChangeRequestCreateManyInput;
  Template: Prisma.TemplateCreateManyInput;
  TemplateVersion: Prisma.TemplateVersionCreateManyInput;
  Campaign: Prisma.CampaignCreateManyInput;
  BurdenEntry: Prisma.BurdenEntryCreateManyInput;
  Waiver: Prisma.WaiverCreateManyInput;
  Assignment: Prisma.AssignmentCreateManyInput;
  Submission: Prisma.SubmissionCreateManyInput;
  CellValue: Prisma.CellValueCreateManyInput;
  Explanation: Prisma.ExplanationCreateManyInput;
  CellComment: Prisma.CellCommentCreateManyInput;
  Extension: Prisma.ExtensionCreateManyInput;
  Adjustment: Prisma.AdjustmentCreateManyInput;
  Snapshot: Prisma.SnapshotCreateManyInput;
  SavedView: Prisma.SavedViewCreateManyInput;
  TemplateDraft: Prisma.TemplateDraftCreateManyInput;
  AuditEvent: Prisma.AuditEventCreateManyInput;
};

const AT_ONCE = 8000;

/** Rows of one shape into one table, as few statements as it takes; what a row leaves out gets the table's default. */
export async function insert<Table extends keyof Rows>(
  db: Db,
  table: Table,
  rows: readonly Rows[Table][],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const name = Prisma.raw(`"${table}"`);
  const columns = Prisma.raw(
    Object.keys(first)
      .map((column) => `"${column}"`)
      .join(", "),
  );
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const text = JSON.stringify(rows.slice(at, at + AT_ONCE));
    await db.$executeRaw`insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, ${text}::jsonb)`;
  }
}
