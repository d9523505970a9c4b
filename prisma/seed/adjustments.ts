import { idOf } from "./chance.ts";
import type { Person } from "./people.ts";
import type { Report } from "./report.ts";
import { assignmentId, submissionId } from "./report-acts.ts";
import { inserts, type Script, updates } from "./script.ts";

type Told = { cell: string; amount: string; reason: string; by: "keeper" | "officer"; withdrawn?: string };

/** What section and districts have found in reports that count already. */
const LINES: Told[] = [
  {
    ...{ cell: "B2@total", amount: "-2", by: "officer" },
    reason: "转学两人9月1日已在接收学校建籍，本校仍计入在校生，学籍系统核对后扣除。",
  },
  {
    ...{ cell: "D1", amount: "1", by: "keeper" },
    reason: "一名交流轮岗教师按规定计入本校，接收学校已核减。",
  },
  {
    ...{ cell: "E1", amount: "-120.5", by: "keeper" },
    reason: "与邻校共用的操场重复计算，按产权证面积扣除。",
    withdrawn: "核对产权证后确认该面积属于本校。",
  },
];

const later = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

/** Lines beside figures of accepted reports that were never sent back, one for each of as many schools. */
export function adjust(reports: readonly Report[], script: Script): void {
  const steady = reports.filter(({ fate }) => fate.status === "ACCEPTED" && !fate.returned);
  for (const [index, line] of LINES.entries()) {
    const least = Math.abs(Number(line.amount));
    const report = steady.find(({ values }, at) => at >= index * 3 && Number(values[line.cell] ?? 0) > least);
    if (report) tell(report, line, script);
  }
}

function tell({ campaign, asked, moments, hands }: Report, line: Told, script: Script): void {
  const about = assignmentId(campaign, asked);
  const by: Person = hands[line.by];
  const addedAt = later(moments.accepted, 2);
  const id = idOf(about, "Adjustment", line.cell);
  const row = {
    ...{ id, submissionId: submissionId(about, 1), schoolId: asked.school.id, cell: line.cell, amount: line.amount },
    ...{ reason: line.reason, authorId: by.id, authorName: by.name, addedAt },
    authorRole: line.by === "keeper" ? ("SECTION_STAFF" as const) : ("DISTRICT_OFFICER" as const),
  };
  const deed = {
    by,
    verb: "rollUp.adjust" as const,
    subject: ["Assignment", about] as const,
    schoolId: asked.school.id,
  };
  const detail = { number: 1, cell: line.cell, amount: line.amount };
  script.record({ ...deed, at: addedAt, reason: line.reason, detail }, [inserts("Adjustment", [row])]);
  if (!line.withdrawn) return;
  const withdrawnAt = later(addedAt, 3);
  const withdrawal = { id, withdrawnByName: by.name, withdrawnAt, withdrawReason: line.withdrawn };
  script.record(
    { ...deed, at: withdrawnAt, reason: line.withdrawn, detail: { changed: "withdrawn", number: 1, cell: line.cell } },
    [updates("Adjustment", [withdrawal])],
  );
}
