import { z } from "zod";
import { requestedJob } from "#server/jobs.ts";
import { Refusal } from "#server/refusal.ts";
import { applyList } from "./apply.ts";
import { move } from "./move.ts";

const ApplyWork = z.object({
  importId: z.uuid(),
  mode: z.enum(["all", "good"]),
  closures: z.array(z.string()),
  reason: z.string(),
});

/** Applies a checked list with the rights of whoever pressed the button; where that fails the list is as it was. */
export const applyJob = requestedJob(
  "import.apply",
  "import.apply",
  {
    input: ApplyWork,
    queue: "long",
    minutes: 15,
    async givenUp(db, { importId }) {
      const found = await db.import.findFirst({ where: { id: importId, status: "APPLYING" } });
      if (found) await move(db, found, "giveUp", found.version, { appliedAt: null });
      return [];
    },
  },
  async ({ importId, ...options }, { db, actor, progress }) => {
    const found = await db.import.findFirst({ where: { id: importId } });
    if (!found) throw new Refusal("error.notFound");
    const applied = await applyList(db, found, actor, { ...options, progress });
    await move(db, found, "finish", found.version, { applied, appliedAt: new Date() });
    return {
      result: {
        message: "imports.result.done",
        values: { file: found.fileName },
        goTo: `/schools/imports/${importId}`,
      },
      record: { subject: ["Import", importId], reason: options.reason, detail: { file: found.fileName, ...applied } },
    };
  },
);
