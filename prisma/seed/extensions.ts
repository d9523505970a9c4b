import type { Prisma } from "#generated/prisma/client.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
import type { Report } from "./report.ts";
import { assignmentId } from "./report-acts.ts";
import { at, inserts, type Script, updates } from "./script.ts";

const REASONS = [
  "学校机房搬迁，网络本周内恢复，恳请延期填报。",
  "校舍改造后面积正在复核，待测绘结果出具后填报。",
  "填报员住院，已另派专人接手，请予延期。",
];

/** One in so many of the schools that have sent nothing yet asks for more time. */
const ONE_IN = 7;

/** Schools of an open campaign that ask for more time: some have been given it, the others wait. */
export function askForTime(reports: readonly Report[], today: PlainDate, script: Script): void {
  const idle = reports.filter(({ campaign, fate }) => !campaign.closedOn && fate.status === "ASSIGNED");
  for (const [index, report] of idle.filter((_, at) => at % ONE_IN === 0).entries()) {
    const { campaign, asked, hands } = report;
    const assignment = assignmentId(campaign, asked);
    const reason = REASONS[index % REASONS.length] ?? "";
    const row: Prisma.ExtensionCreateManyInput = {
      id: idOf(assignment, "Extension"),
      assignmentId: assignment,
      schoolId: asked.school.id,
      status: "ASKED",
      until: at(addDays(campaign.dueOn, 3), "24:00"),
      reason,
      askedByName: hands.head.name,
      createdAt: at(addDays(today, -1), "15:10"),
    };
    const about = { subject: ["Assignment", assignment] as const, schoolId: asked.school.id };
    const writes = [inserts("Extension", [row])];
    script.record(
      { at: at(addDays(today, -1), "15:10"), by: hands.head, verb: "extension.ask", ...about, reason },
      writes,
    );
    if (index % 2 === 0) continue;
    const decidedAt = at(addDays(today, -1), "16:40");
    const decided = { id: row.id ?? "", status: "GRANTED" as const, decidedByName: hands.keeper.name, decidedAt };
    const detail = { from: at(campaign.dueOn, "24:00"), to: row.until as string };
    script.record({ at: decidedAt, by: hands.keeper, verb: "extension.grant", ...about, detail }, [
      updates("Extension", [decided]),
      updates("Assignment", [{ id: assignment, extendedTo: row.until, version: 2 }]),
    ]);
  }
}
