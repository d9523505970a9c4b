import { sumBurdens } from "#features/reports/form/burden.ts";
import { cellsOf } from "#features/reports/form/cells.ts";
import type { Pace } from "#features/reports/pace.ts";
import { addDays } from "#lib/plain-date.ts";
import { type Campaign, templateVersionId } from "./campaigns.ts";
import { idOf } from "./chance.ts";
import { costOf } from "./filling.ts";
import type { Person } from "./people.ts";
import type { Report } from "./report.ts";
import { assignmentId, isCarried, submissionId } from "./report-acts.ts";
import { at, inserts, type Script, updates } from "./script.ts";
import { schoolYearId } from "./settings.ts";
import type { Staff } from "./staff.ts";

const NOTES = {
  year: {
    noteZh: "请各校按9月1日时点如实填报，校长审核签字后上报。",
    noteEn: "Fill it in as things stood on 1 September; the school head checks, signs and submits it.",
  },
  month: {
    noteZh: "实行零报告制度，无辍学也须填报。",
    noteEn: "A month without a dropout is reported too: the signed zero.",
  },
};

/** The opening of a campaign, with everything it gives the schools, and its end where it is over. */
export function openCampaign(
  slug: string,
  campaign: Campaign,
  staff: Staff,
  { reports, pace }: { reports: readonly Report[]; pace: Pace },
  script: Script,
): void {
  const { id, titleEn, titleZh, refersTo, stages, closedOn, definition, openedOn, dueOn } = campaign;
  const opener = staff.section("SECTION_STAFF");
  const openedAt = at(openedOn, "08:30");
  waive(slug, campaign, staff.section("SECTION_HEAD"), reports.length, script);
  const subject = ["Campaign", id] as const;
  script.record({ at: openedAt, by: opener, verb: "campaign.open", subject, detail: { schools: reports.length } }, [
    inserts("Campaign", [
      {
        ...{ id, titleEn, titleZh, refersTo, stages, openedAt },
        templateVersionId: templateVersionId(slug, definition),
        schoolYearId: schoolYearId(slug, campaign.startYear),
        dueAt: at(dueOn, "24:00"),
        graceUntil: at(addDays(dueOn, 5), "24:00"),
        ...NOTES[definition.period],
        openedByName: opener.name,
      },
    ]),
    inserts("BurdenEntry", [{ campaignId: id, schools: reports.length, ...sumBurdens(reports.map(costOf)), ...pace }]),
    ...(campaign.waiver ? [updates("Waiver", [{ id: waiverId(campaign), campaignId: id }])] : []),
    inserts("Assignment", reports.map(assignmentOf)),
    inserts(
      "Submission",
      reports.map(({ asked }) => {
        const assignment = assignmentId(campaign, asked);
        return {
          id: submissionId(assignment, 1),
          assignmentId: assignment,
          schoolId: asked.school.id,
          number: 1,
          createdAt: openedAt,
        };
      }),
    ),
    inserts(
      "CellValue",
      reports.flatMap((report) => startingCells(report, opener, openedAt)),
    ),
  ]);
  if (!closedOn) return;
  script.record(
    { at: at(closedOn, "10:30"), by: opener, verb: "campaign.close", subject, reason: "填报结束，数据已锁定" },
    [updates("Campaign", [{ id, status: "CLOSED", version: 2 }])],
  );
}

const waiverId = ({ id }: Campaign): string => idOf(id, "Waiver");

/** The head's leave to ask again what is held, given the day before. */
function waive(slug: string, campaign: Campaign, head: Person, schools: number, script: Script): void {
  const { waiver, openedOn, definition, refersTo, stages } = campaign;
  if (!waiver) return;
  const grantedAt = at(addDays(openedOn, -1), "16:20");
  const [id, held, { reason }] = [waiverId(campaign), waiver.held(schools), waiver];
  const detail = { cells: held.length };
  script.record({ at: grantedAt, by: head, verb: "campaign.waive", subject: ["Waiver", id], reason, detail }, [
    inserts("Waiver", [
      {
        ...{ id, refersTo, stages, held, reason, grantedAt },
        templateVersionId: templateVersionId(slug, definition),
        ownerships: [],
        districtIds: [],
        grantedByName: head.name,
      },
    ]),
  ]);
}

function assignmentOf(report: Report) {
  const { campaign, asked, context } = report;
  const { school, register } = asked;
  const { nameEn, nameZh, code, stages, ownership, settlement, districtId } = register;
  return {
    ...{ nameEn, nameZh, code, stages, ownership, settlement, districtId },
    id: assignmentId(campaign, asked),
    campaignId: campaign.id,
    schoolId: school.id,
    context: JSON.parse(JSON.stringify(context)),
    ...costOf(report),
  };
}

function startingCells({ campaign, asked, context, values }: Report, opener: Person, updatedAt: string) {
  return cellsOf(campaign.definition, context).flatMap(({ address, typed }) => {
    const value = values[address];
    if (!typed || !value || !isCarried(context, address)) return [];
    return [
      {
        submissionId: submissionId(assignmentId(campaign, asked), 1),
        cell: address,
        schoolId: asked.school.id,
        value,
        provenance: "CARRIED" as const,
        updatedById: opener.id,
        updatedByName: "",
        updatedAt,
      },
    ];
  });
}
