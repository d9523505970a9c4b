import { saveCells } from "#features/reports/save-cells.ts";
import { CellsInput } from "#features/reports/schema.ts";
import { post } from "#server/route.ts";

/** Saves what clerks type, as they type it. */
export const POST = post("report.fill", CellsInput, async (input, { db, actor }) => {
  const { report, answer } = await saveCells(db, actor, input);
  const saved = Object.keys(answer.saved).length;
  return {
    subject: ["Assignment", report.id],
    schoolId: report.schoolId,
    detail: {
      number: report.current,
      saved,
      conflicts: answer.conflicts.length,
      ...(answer.unsigned && { unsigned: true }),
    },
    answer: JSON.parse(JSON.stringify(answer)),
  };
});
