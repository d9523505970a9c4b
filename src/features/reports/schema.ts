import { z } from "zod";
import { ReportStatus, Stage } from "#generated/prisma/enums.ts";
import { listParams, manyIds, manyOf, oneOf } from "#lib/list-params.ts";
import {
  checkboxes,
  choice,
  chosenRows,
  dateText,
  integerText,
  line,
  optional,
  paragraph,
  uuid,
} from "#lib/secure-text.ts";

import { GROUPINGS } from "./coverage.ts";
import { DRAFT_MOST, FormDraft } from "./form/form-draft.ts";

const reason = () => paragraph(1000);
/** Time of a day as a deadline writes it: 00:00 to 23:59, or 24:00. */
const timeText = () =>
  line(5).refine((text) => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text), "campaigns.error.time");

// ── a school's report ────────────────────────────────────────────────────────────────────────────────────────────────

/** Address of a cell, such as `B2@g3`. */
const CellAddress = z.string().regex(/^[A-Z][A-Za-z0-9_]{0,15}(?:@[a-z][a-z0-9-]{0,31})?$/);

/**
 * What the page sends as people type, by POST to /api/reports/cells. `value` is the text as typed ('' clears the cell);
 * `base` is the version of the cell that the page last knew, null where it knew none.
 */
export const CellsInput = z.strictObject({
  assignmentId: uuid(),
  /** The submission the page shows; a newer one means that the page is out of date. */
  number: z.int().min(1),
  cells: z
    .array(
      z.strictObject({
        cell: CellAddress,
        value: z.string().max(4000),
        base: z.int().min(1).nullable(),
        pasted: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(2000),
});
export type CellsInput = z.output<typeof CellsInput>;

/** A step on one report. `_version` is the assignment's version on the page (`<Form version>`). */
export const StepInput = z.object({ assignmentId: uuid(), _version: integerText({ min: 1 }) });
/** `revision`: that of the figures the head has seen; they are signed as seen or not at all. */
export const SignInput = StepInput.extend({ revision: integerText({ min: 0 }) });
export const ReasonInput = StepInput.extend({ reason: reason() });
/** The reason is demanded where the district has not accepted the report. */
export const AcceptInput = StepInput.extend({ reason: optional(reason()) });
export const CommentInput = z.object({ assignmentId: uuid(), cell: line(60).pipe(CellAddress), text: paragraph(1000) });
/** An answer stands until the report is sent; a blank one takes it back. */
export const AnswerInput = z.object({ assignmentId: uuid(), commentId: uuid(), answer: optional(paragraph(1000)) });
export const ResolveInput = z.object({ assignmentId: uuid(), commentId: uuid() });
/** A collection as a workbook, in the language that its page is read in. */
export const ExportInput = z.object({
  campaignId: uuid(),
  kind: choice(["provisional", "final"]),
  locale: choice(["zh-CN", "en"]),
});
/** `number`: the version that the page shows. */
const ofVersion = { assignmentId: uuid(), number: integerText({ min: 1 }) };
/** The file itself comes as `file`. */
export const AttachInput = z.object({ ...ofVersion, caption: optional(line(120)) });
export const RemoveFileInput = z.object({ ...ofVersion, attachmentId: uuid() });
/** `finding`: the finding's key. A blank reason takes the explanation back. */
export const ExplainInput = z.object({
  assignmentId: uuid(),
  number: integerText({ min: 1 }),
  finding: line(120),
  reason: optional(paragraph(500)),
});

// ── more time for one school ─────────────────────────────────────────────────────────────────────────────────────────

const until = { untilDate: dateText(), untilTime: timeText() };
export const AskTimeInput = z.object({ assignmentId: uuid(), ...until, reason: reason() });
/** `reason` is demanded where the school has not asked. */
export const GiveTimeInput = z.object({ assignmentId: uuid(), ...until, reason: optional(reason()) });
export const WithdrawTimeInput = z.object({ assignmentId: uuid() });
export const RefuseTimeInput = z.object({ assignmentId: uuid(), reason: reason() });

// ── campaigns ────────────────────────────────────────────────────────────────────────────────────────────────────────

const many = <Item extends z.ZodType<string>>(item: Item) =>
  z.preprocess(
    (given) => (given === undefined || given === "" ? [] : Array.isArray(given) ? given : [given]),
    z.array(item).max(200),
  );

/** One campaign as its form asks for it. Empty `stages`, `ownerships`, `districtIds` mean all of them. */
export const CampaignInput = z.object({
  templateVersionId: uuid(),
  schoolYearId: uuid(),
  titleEn: line(160),
  titleZh: line(160),
  /** The day the figures speak of; of a monthly form the first day of its month (any day of it may be given). */
  refersTo: z.preprocess((text) => (/^\d{4}-\d{2}$/.test(String(text)) ? `${text}-01` : text), dateText()),
  dueDate: dateText(),
  dueTime: timeText(),
  graceDate: optional(dateText()),
  graceTime: optional(timeText()),
  stages: checkboxes(Object.values(Stage) as [Stage, ...Stage[]]),
  ownerships: many(line(40)),
  districtIds: many(uuid()),
  noteZh: optional(paragraph(1000)),
  noteEn: optional(paragraph(1000)),
});
export type CampaignInput = z.output<typeof CampaignInput>;
/** The campaign that may ask again what is held, and why. */
export const WaiveInput = CampaignInput.extend({ reason: reason() });

export const ExtendInput = z.object({
  campaignId: uuid(),
  _version: integerText({ min: 1 }),
  dueDate: dateText(),
  dueTime: timeText(),
  graceDate: optional(dateText()),
  graceTime: optional(timeText()),
  reason: reason(),
});
export const CloseInput = z.object({ campaignId: uuid(), _version: integerText({ min: 1 }), reason: reason() });
export const RemindInput = z.object({ campaignId: uuid() });
/** Steps that many reports of a campaign can take together. */
export const TOGETHER = ["acceptDistrict", "accept", "lock"] as const;
export type Together = (typeof TOGETHER)[number];

/** Reports at most that are moved by one press. */
export const TOGETHER_MOST = 500;

/** The reports that a preview showed, each as `id.version`; `state` is the board's address, to go back to. */
export const TogetherInput = z.object({
  campaignId: uuid(),
  state: z.string().max(20_000).optional().default(""),
  row: chosenRows(TOGETHER_MOST),
});
export type TogetherInput = z.output<typeof TogetherInput>;

/** What a preview is asked for: ticked() reports, or all that the board's filters leave. */
export const TogetherView = z.object({
  step: oneOf(TOGETHER),
  id: manyIds(),
  all: oneOf(["yes"]),
});

// ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether it arrived, and when; every assignment is in exactly one. */
export const ARRIVALS = ["onTime", "late", "missing"] as const;
export type Arrival = (typeof ARRIVALS)[number];
/** Whose turn it is; every assignment is in exactly one. `returned`: with the school again after it had been sent. */
export const STANDINGS = ["waiting", "returned", "district", "section", "accepted", "locked"] as const;
export type Standing = (typeof STANDINGS)[number];

const USUAL = ["name", "code", "district", "stages", "status", "version", "submitted"] as const;
/** Columns of a campaign's board, the usual ones first. */
export const BOARD_COLUMNS = [...USUAL, "ownership", "settlement"] as const;

/** About more time: the school waits for an answer, or was given it. */
export const TIMES = ["asked", "given"] as const;

export const AssignmentList = listParams({
  sorts: { code: "text", name: "text", submitted: "instant" },
  sort: "code",
  columns: BOARD_COLUMNS,
  shown: USUAL,
  nullable: ["submitted"],
  filters: {
    arrival: oneOf(ARRIVALS),
    standing: oneOf(STANDINGS),
    time: oneOf(TIMES),
    status: manyOf(Object.values(ReportStatus)),
    district: manyIds(),
    stage: manyOf(Object.values(Stage)),
  },
});
export type AssignmentList = ReturnType<typeof AssignmentList.parse>;

/** Columns of the list of campaigns, the usual ones first. */
const USUAL_OF_CAMPAIGNS = [
  "title",
  "due",
  "arrived",
  "missing",
  "late",
  "returned",
  "district",
  "section",
  "accepted",
  "locked",
] as const;
export const CAMPAIGN_COLUMNS = [...USUAL_OF_CAMPAIGNS, "form", "schoolYear", "openedBy", "grace"] as const;

export const CampaignList = listParams({
  sorts: { due: "instant" },
  sort: "-due",
  columns: CAMPAIGN_COLUMNS,
  shown: USUAL_OF_CAMPAIGNS,
});
export type CampaignList = ReturnType<typeof CampaignList.parse>;

const USUAL_OF_BURDEN = ["title", "opened", "schools", "asked", "perSchool", "prefilled", "time", "waiver"] as const;
/** Columns of the burden ledger, the usual ones first. */
export const BURDEN_COLUMNS = [...USUAL_OF_BURDEN, "estimate", "form", "openedBy"] as const;

export const BurdenList = listParams({
  sorts: { opened: "instant", asked: "number" },
  sort: "-opened",
  columns: BURDEN_COLUMNS,
  shown: USUAL_OF_BURDEN,
});
export type BurdenList = ReturnType<typeof BurdenList.parse>;

/** Groups of a roll-up by stage; `several` holds what a school of several stages cannot divide. */
export const STAGE_GROUPS = ["preschool", "primary", "junior", "senior", "special", "several"] as const;

export const RollUpView = z.object({
  kind: oneOf(["provisional", "final"]).transform((kind) => kind ?? "provisional"),
  by: oneOf(GROUPINGS).transform((by) => by ?? "district"),
  section: z.string().max(16).optional().catch(undefined),
  row: z.string().max(32).optional().catch(undefined),
  /** Code of the item that is drawn. */
  item: z.string().max(16).optional().catch(undefined),
});
export type RollUpView = z.output<typeof RollUpView>;

/** A roll-up in the layout of the form: of the whole or of one group, of today or of a snapshot by its number. */
export const FormFileView = RollUpView.pick({ kind: true }).extend({
  by: oneOf(GROUPINGS),
  of: z.string().max(60).optional().catch(undefined),
  snapshot: z.coerce.number().int().min(1).max(99_999).optional().catch(undefined),
});

/** The school's report as `id.version` of the page; `cell` is the address of the figure. */
export const AdjustInput = z.object({
  school: chosenRows(1).transform(([row], context) => {
    if (row) return row;
    context.addIssue({ code: "custom", message: "error.required" });
    return z.NEVER;
  }),
  cell: line(60).pipe(CellAddress),
  amount: line(30),
  reason: reason(),
});
export type AdjustInput = z.output<typeof AdjustInput>;
export const WithdrawInput = z.object({ adjustmentId: uuid(), reason: reason() });
export type WithdrawInput = z.output<typeof WithdrawInput>;

/** `seen` names the figures as the page showed them. */
export const PublishInput = z.object({
  campaignId: uuid(),
  kind: choice(["provisional", "final"]),
  titleEn: line(160),
  titleZh: line(160),
  seen: line(64).pipe(z.string().regex(/^[0-9a-f]{64}$/, "error.invalid")),
});
export type PublishInput = z.output<typeof PublishInput>;

/** `compare`: with the figures of today, or with another snapshot by its number. */
export const SnapshotView = RollUpView.omit({ kind: true }).extend({
  compare: z
    .string()
    .regex(/^(?:today|[1-9]\d{0,4})$/)
    .optional()
    .catch(undefined),
});
export type SnapshotView = z.output<typeof SnapshotView>;

export const FigureView = z.object({
  kind: oneOf(["provisional", "final"]).transform((kind) => kind ?? "provisional"),
  by: oneOf(GROUPINGS),
  of: z.string().max(60).optional().catch(undefined),
});
export type FigureView = z.output<typeof FigureView>;

// ── designing a form ─────────────────────────────────────────────────────────────────────────────────────────────────

export const NewFormInput = z.object({
  nameEn: optional(line(160)),
  nameZh: optional(line(160)),
  period: choice(["year", "month"]),
});
export const NewEditionInput = z.object({ templateId: uuid() });
export const DraftInput = NewEditionInput.extend({ _version: integerText({ min: 1 }) });
/** `content` is the whole draft as JSON text. */
export const SaveFormInput = DraftInput.extend({
  content: z
    .string()
    .max(DRAFT_MOST)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "error.invalid" });
        return z.NEVER;
      }
    })
    .pipe(FormDraft),
});
