"use server";

import { z } from "zod";
import { saveCells } from "#features/reports/save-cells.ts";
import { integerText, uuid } from "#lib/secure-text.ts";
import { action } from "#server/action.ts";
import { typedSince } from "./typed-since.ts";

const Sheet = z
  .looseObject({ assignmentId: uuid(), number: integerText({ min: 1 }), seen: z.string().max(400_000) })
  .transform(({ assignmentId, number, seen, ...texts }) => ({ assignmentId, number, cells: typedSince(seen, texts) }));

/** Saves the whole form as a browser without scripts sends it: only what was typed since the page was made. */
export const saveSection = action("report.fill", Sheet, async (input, { db, actor }) => {
  const { report, answer } = await saveCells(db, actor, input);
  const left = answer.conflicts.length + Object.keys(answer.problems).length;
  return {
    subject: ["Assignment", report.id],
    schoolId: report.schoolId,
    detail: {
      number: report.current,
      saved: Object.keys(answer.saved).length,
      left,
      ...(answer.unsigned && { unsigned: true }),
    },
    message: left > 0 ? "fill.savedPartly" : "form.saved",
  };
});
