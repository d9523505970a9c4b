import { type Context, cellsOf, type Values } from "#features/reports/form/cells.ts";
import { evaluate, type Finding } from "#features/reports/form/evaluate.ts";
import type { Prisma, ReportStatus } from "#generated/prisma/client.ts";
import type { Campaign } from "./campaigns.ts";
import { idOf } from "./chance.ts";
import type { Asked } from "./figures.ts";
import { secondsOf } from "./filling.ts";
import type { Person } from "./people.ts";
import { PUT_RIGHT, reasonFor } from "./remarks.ts";
import type { Report } from "./report.ts";
import { at, inserts, type Script, updates, type Write } from "./script.ts";

/** States on the way of a report that is not sent back. */
const WAY: readonly ReportStatus[] = [
  "ASSIGNED",
  "DRAFT",
  "SIGNED",
  "SUBMITTED",
  "DISTRICT_ACCEPTED",
  "ACCEPTED",
  "LOCKED",
];

export const assignmentId = ({ id }: Campaign, { school }: Asked): string => idOf(id, "Assignment", school.id);
export const submissionId = (assignment: string, number: number): string =>
  idOf(assignment, "Submission", String(number));

type Cell = Prisma.CellValueCreateManyInput;

/** What a report takes over when its campaign opens. */
export const isCarried = ({ lastMonth }: Context, address: string): boolean => address === "M1" && Boolean(lastMonth);

/** The life of one report after its campaign has opened, step by step, as its people took them. */
export class ReportActs {
  readonly #report: Report;
  readonly #script: Script;
  readonly #id: string;
  #version = 1;

  constructor(report: Report, script: Script) {
    this.#report = report;
    this.#script = script;
    this.#id = assignmentId(report.campaign, report.asked);
  }

  play(): void {
    const { fate, moments, values, slip, hands } = this.#report;
    const reached = (status: ReportStatus) =>
      fate.status === "RETURNED" || WAY.indexOf(fate.status) >= WAY.indexOf(status);
    const first = fate.returned ? { ...values, ...slip?.values } : values;
    if (!reached("DRAFT")) return;
    this.#fill(first, reached("SIGNED"));
    if (!reached("SIGNED")) return;
    this.#sign(1, moments.signed);
    if (!reached("SUBMITTED")) return;
    this.#submit(1, moments.submitted);
    if (fate.returned) this.#sendBack(first);
    if (fate.status === "RETURNED") return;
    const number = fate.returned ? 2 : 1;
    if (fate.returned) {
      this.#refill(first);
      this.#sign(2, moments.resigned);
      this.#submit(2, moments.resubmitted);
    }
    if (reached("DISTRICT_ACCEPTED"))
      this.#step(moments.judged, hands.officer, "report.acceptDistrict", "DISTRICT_ACCEPTED", number, this.#resolved());
    if (reached("ACCEPTED")) this.#step(moments.accepted, hands.keeper, "report.accept", "ACCEPTED", number);
    if (reached("LOCKED")) this.#step(moments.locked, hands.keeper, "report.lock", "LOCKED", number);
  }

  #fill(values: Values, explained: boolean): void {
    const { moments, hands, context } = this.#report;
    const submission = submissionId(this.#id, 1);
    const cells = this.#cells(1, values).filter(({ cell }) => !isCarried(context, cell));
    const writes = [
      inserts("CellValue", cells),
      updates("Submission", [{ id: submission, filledByIds: [hands.clerk.id] }]),
    ];
    this.#step(moments.filled, hands.clerk, "report.fill", "DRAFT", 1, writes);
    if (explained) for (const finding of this.#warnings(values)) this.#explain(1, finding, moments.filled);
  }

  #explain(number: number, finding: Finding, when: string): void {
    const { hands, asked } = this.#report;
    const row = this.#explanation(number, finding, when);
    this.#script.record(
      {
        at: when,
        by: hands.clerk,
        verb: "report.explain",
        ...this.#about(number, { finding: finding.key }),
        reason: reasonFor(finding, asked.school),
      },
      [inserts("Explanation", [row])],
    );
  }

  #sign(number: number, when: string): void {
    const { head } = this.#report.hands;
    const signed = { id: submissionId(this.#id, number), signedById: head.id, signedByName: head.name, signedAt: when };
    this.#step(when, head, "report.sign", "SIGNED", number, [updates("Submission", [signed])]);
  }

  #submit(number: number, when: string): void {
    const { campaign, hands, fate, moments } = this.#report;
    const late = when >= at(campaign.dueOn, "24:00");
    const sent = {
      id: submissionId(this.#id, number),
      submittedByName: hands.head.name,
      submittedAt: when,
      late,
      fillSeconds: secondsOf(this.#report, number),
      pastedCells: 0,
    };
    const move = { submittedAt: moments.submitted, late: fate.late };
    this.#step(when, hands.head, "report.submit", "SUBMITTED", number, [updates("Submission", [sent])], { late }, move);
  }

  #sendBack(values: Values): void {
    const { moments, hands, slip } = this.#report;
    if (!slip) throw new RangeError("a report is sent back for a reason");
    const { officer } = hands;
    const when = moments.returned;
    const [before, after] = [submissionId(this.#id, 1), submissionId(this.#id, 2)];
    const { schoolId } = this.#about(1);
    const comment = {
      id: idOf(before, "CellComment"),
      submissionId: before,
      schoolId,
      cell: slip.cell,
      text: slip.comment,
      authorName: officer.name,
      authorRole: "DISTRICT_OFFICER" as const,
      createdAt: when,
    };
    this.#script.record({ at: when, by: officer, verb: "report.comment", ...this.#about(1, { cell: slip.cell }) }, [
      inserts("CellComment", [comment]),
    ]);
    const writes = [
      updates("Submission", [
        { id: before, returnedByName: officer.name, returnedAt: when, returnReason: slip.reason },
      ]),
      inserts("Submission", [
        { id: after, assignmentId: this.#id, schoolId, number: 2, createdAt: when, filledByIds: [hands.clerk.id] },
      ]),
      inserts("CellValue", this.#cells(2, values)),
      inserts(
        "Explanation",
        this.#warnings(values).map((finding) => this.#explanation(2, finding, moments.filled)),
      ),
    ];
    this.#step(when, officer, "report.return", "RETURNED", 1, writes, {}, { current: 2 }, slip.reason);
  }

  #refill(before: Values): void {
    const { moments, hands, values, slip } = this.#report;
    const changed = this.#cells(2, values).filter(({ cell }) => cell in (slip?.values ?? {}));
    const cells = changed.map(({ submissionId: id, cell, value, updatedById, updatedByName }) => ({
      submissionId: id,
      cell,
      value,
      updatedById: updatedById ?? "",
      updatedByName,
      updatedAt: moments.refilled,
      version: 2,
    }));
    this.#step(moments.refilled, hands.clerk, "report.fill", "DRAFT", 2, [
      updates("CellValue", cells, ["submissionId", "cell"]),
    ]);
    const answered = { answer: PUT_RIGHT, answeredBy: hands.clerk.name, answeredAt: moments.refilled };
    const comment = { id: idOf(submissionId(this.#id, 1), "CellComment"), ...answered };
    this.#script.record({ at: moments.refilled, by: hands.clerk, verb: "report.answer", ...this.#about(2) }, [
      updates("CellComment", [comment]),
    ]);
    const known = new Set(this.#warnings(before).map(({ key }) => key));
    for (const finding of this.#warnings(values))
      if (!known.has(finding.key)) this.#explain(2, finding, moments.refilled);
  }

  /** The district is content with what it had asked for. */
  #resolved(): Write[] {
    const { fate, moments } = this.#report;
    return fate.returned
      ? [updates("CellComment", [{ id: idOf(submissionId(this.#id, 1), "CellComment"), resolvedAt: moments.judged }])]
      : [];
  }

  #step(
    when: string,
    by: Person,
    verb: `report.${"fill" | "sign" | "submit" | "return" | "acceptDistrict" | "accept" | "lock"}`,
    status: ReportStatus,
    number: number,
    writes: readonly Write[] = [],
    detail: Prisma.InputJsonObject = {},
    move: Partial<Prisma.AssignmentCreateManyInput> = {},
    reason = "",
  ): void {
    this.#version += 1;
    const moved = updates("Assignment", [{ id: this.#id, status, version: this.#version, ...move }]);
    this.#script.record({ at: when, by, verb, ...this.#about(number, detail), reason }, [...writes, moved]);
  }

  #about(number: number, detail: Prisma.InputJsonObject = {}) {
    return {
      subject: ["Assignment", this.#id] as const,
      schoolId: this.#report.asked.school.id,
      detail: { number, ...detail },
    };
  }

  #warnings(values: Values): Finding[] {
    const { campaign, context } = this.#report;
    return evaluate(campaign.definition, values, context).filter(({ severity }) => severity === "warning");
  }

  #explanation(number: number, finding: Finding, when: string): Prisma.ExplanationCreateManyInput {
    const { asked, hands } = this.#report;
    return {
      submissionId: submissionId(this.#id, number),
      finding: finding.key,
      schoolId: asked.school.id,
      reason: reasonFor(finding, asked.school),
      authorName: hands.clerk.name,
      updatedAt: when,
    };
  }

  #cells(number: number, values: Values): Cell[] {
    const { campaign, context, asked, hands, moments } = this.#report;
    return cellsOf(campaign.definition, context).flatMap(({ address, typed }): Cell[] => {
      const value = values[address];
      if (!typed || !value) return [];
      const carried = isCarried(context, address);
      return [
        {
          submissionId: submissionId(this.#id, number),
          cell: address,
          schoolId: asked.school.id,
          value,
          provenance: carried ? "CARRIED" : "TYPED",
          updatedById: carried ? hands.keeper.id : hands.clerk.id,
          updatedByName: carried ? "" : hands.clerk.name,
          updatedAt: carried ? at(campaign.openedOn, "08:30") : moments.filled,
        },
      ];
    });
  }
}
