import { z } from "zod";
import type { SchoolStatus, SettlementClass, Stage } from "#generated/prisma/enums.ts";
import { checkCreditCode } from "#lib/credit-code.ts";
import { type CodeFormat, type CodeStage, categoryOf, checkSchoolCode, normaliseSchoolCode } from "#lib/school-code.ts";
import {
  checkboxes,
  choice,
  dateText,
  emailText,
  integerText,
  line,
  optional,
  paragraph,
  uuid,
} from "#lib/secure-text.ts";

// Every field takes the text that a form or a file gives, and the value that the register already holds.

export const STAGES = ["PRESCHOOL", "PRIMARY", "JUNIOR", "SENIOR", "SPECIAL"] as const satisfies readonly Stage[];
export const SETTLEMENTS = ["URBAN", "TOWN", "RURAL"] as const satisfies readonly SettlementClass[];
export const STATUSES = [
  "PROPOSED",
  "PENDING_APPROVAL",
  "OPEN",
  "OPEN_PROPOSED_TO_CLOSE",
  "CLOSED",
  "REJECTED",
  "CREATED_IN_ERROR",
  "QUARANTINED",
] as const satisfies readonly SchoolStatus[];
/** What 'open' means wherever schools are counted or shown to the public. */
export const OPEN_STATUSES = ["OPEN", "OPEN_PROPOSED_TO_CLOSE"] as const satisfies readonly SchoolStatus[];

/** Entries of schools that never were are left as they are. */
export function isEditable(status: SchoolStatus): boolean {
  return status !== "CREATED_IN_ERROR" && status !== "REJECTED";
}

const PHONE = /^(?=.*\d)[\d+()（）\-–/ ,;，；、.#转轉extEXT]+$/u;
const WEBSITE = /^https?:\/\/[^\s/?#]+\.[^\s/?#]+[^\s]*$/i;

/** Blank is '', which the register keeps for a text that is not recorded. */
const blankable = (schema: z.ZodType<string>) => optional(schema).transform((value) => value ?? "");

const codeText = () => line(60).transform(normaliseSchoolCode).pipe(z.string().max(30, "error.tooLong"));

/** Yes or no as a select, a tick box, a file or the register writes it; blank is null: not recorded. */
const yesNo = () =>
  z
    .unknown()
    .optional()
    .transform((value) => (value === true ? "yes" : value === false ? "no" : value))
    .pipe(optional(choice(["yes", "no", "on"])))
    .transform((value) => value && value !== "no");

const amount = (max: number) =>
  z
    .unknown()
    .optional()
    .transform((value) => (typeof value === "number" ? String(value) : value))
    .pipe(optional(integerText({ min: 0, max })));

const creditCode = () =>
  optional(
    line(40).transform((value, context) => {
      const check = checkCreditCode(value);
      if (check.ok) return check.code;
      context.addIssue({ code: "custom", message: check.error });
      return z.NEVER;
    }),
  );

const website = () =>
  blankable(
    line(290)
      .transform((value) => (/^[a-z][a-z\d+.-]*:/i.test(value) ? value : `https://${value}`))
      .pipe(z.string().regex(WEBSITE, "schools.error.website")),
  );

/** Degrees as exact decimal text with at most eight places. */
const degrees = (limit: number) =>
  z
    .unknown()
    .optional()
    .transform((value): unknown => (value === null || value === undefined ? "" : String(value)))
    .pipe(
      optional(
        line(20)
          .refine((value) => /^[+-]?\d{1,3}(?:\.\d+)?$/.test(value), { error: "schools.error.degrees", abort: true })
          .refine((value) => Math.abs(Number(value)) <= limit, "schools.error.degrees")
          .transform((value) => Number(value).toFixed(8)),
      ),
    );

/** What stands in the register by date, apart from the state of the school. */
export const factFields = {
  code: codeText(),
  nameZh: blankable(line(200)),
  nameEn: blankable(line(200)),
  districtId: uuid(),
  ownership: line(40),
  stages: checkboxes(STAGES, 1),
  settlement: optional(choice(SETTLEMENTS)),
  teachingPoint: yesNo().transform((value) => value === true),
  boarding: yesNo(),
  capacity: amount(100_000),
  creditCode: creditCode(),
};

/** What a school keeps up itself; not by date. */
export const contactFields = {
  addressZh: blankable(line(500)),
  addressEn: blankable(line(500)),
  phone: blankable(line(60).refine((value) => PHONE.test(value), "schools.error.phone")),
  email: blankable(emailText()),
  website: website(),
  longitude: degrees(180),
  latitude: degrees(90),
};

const Names = z.object({ nameZh: z.string(), nameEn: z.string() });

/** A school has a name in one language at least; said together with whatever else is wrong. */
export function hasName<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.refine((value) => Names.safeParse(value).data?.nameZh || Names.safeParse(value).data?.nameEn, {
    path: ["nameZh"],
    message: "schools.error.name",
    when: ({ value }) => Names.safeParse(value).success,
  });
}

export const Facts = hasName(z.object({ ...factFields, status: choice(STATUSES) }));
export type Facts = z.output<typeof Facts>;

export const Contact = z.object(contactFields);
export type Contact = z.output<typeof Contact>;

/** A school that is to be entered: its facts from the day it opens, its contact details, its site and further facts. */
export const SchoolInput = hasName(
  z.object({
    ...factFields,
    ...contactFields,
    status: choice(STATUSES),
    openedOn: dateText(),
    reason: blankable(line(500)),
    siteKey: optional(line(40)),
    extra: z.record(z.string().max(40), z.string().max(300)).default({}),
  }),
);
export type SchoolInput = z.output<typeof SchoolInput>;

export const FACT_NAMES = [...Object.keys(factFields), "status"] as (keyof Facts)[];

export type CodeProblem =
  | "error.required"
  | "error.codeLength"
  | "error.codePattern"
  | "error.codeCategory"
  | "schools.error.codeStages";

/**
 * What is wrong with a code for a school that teaches these stages; undefined where it fits.
 * Source: the category of a national code says which stages the institution offers at least (`systems.md` 1.1).
 */
export function codeProblem(facts: Pick<Facts, "code" | "stages">, format: CodeFormat): CodeProblem | undefined {
  const check = checkSchoolCode(facts.code, format);
  if (!check.ok) return check.error;
  const needed = check.category?.stages ?? [];
  return needed.every((stage) => facts.stages.includes(stageOf(stage))) ? undefined : "schools.error.codeStages";
}

/** Whether going from one code to the other is a change of category, which makes another institution of it. */
export function changesCategory(before: string, after: string, format: CodeFormat): boolean {
  return categoryOf(before, format)?.kind !== categoryOf(after, format)?.kind;
}

function stageOf(stage: CodeStage): Stage {
  return stage.toUpperCase() as Stage;
}

const idAndVersion = { id: uuid(), _version: integerText({ min: 1 }) };
const reason = paragraph(500);
const dated = { effectiveOn: dateText(), reason };

/** Entered directly by the section. */
export const CreateInput = hasName(
  z.object({
    ...factFields,
    ...contactFields,
    status: choice(["OPEN", "PROPOSED"]),
    /** Whoever enters it has seen that there is a school of this name. */
    twin: yesNo().transform((value) => value === true),
    effectiveOn: dateText(),
    reason: optional(paragraph(500)),
  }),
);

/** `shownOn`: the day whose facts the form showed; without it those that were recorded last. */
export const EditInput = hasName(
  z.object({
    ...idAndVersion,
    ...dated,
    ...factFields,
    shownOn: optional(dateText()),
    correcting: yesNo().transform((value) => value === true),
  }),
);

export const StepInput = z.object({ ...idAndVersion, ...dated });

export const ContactInput = z.object({ ...idAndVersion, ...contactFields });

const campusFields = {
  nameZh: blankable(line(120)),
  nameEn: blankable(line(120)),
  addressZh: blankable(line(500)),
  addressEn: blankable(line(500)),
  main: yesNo().transform((value) => value === true),
};
export const CampusInput = hasName(z.object({ schoolId: uuid(), ...campusFields }));
export const CampusRemoval = z.object({ id: uuid(), schoolId: uuid(), _version: integerText({ min: 1 }) });

/** Codes in one text, separated by anything that no code holds; each once. */
export function codesText() {
  return paragraph(600).transform((value) => [
    ...new Set(
      value
        .split(/[\s,;，；、]+/u)
        .filter(Boolean)
        .map(normaliseSchoolCode),
    ),
  ]);
}

/** Several into one. `code`: the one it goes on with. */
export const MergeInput = z.object({
  ...idAndVersion,
  ...dated,
  /** Codes of the schools that end, separated by anything that no code holds. */
  others: codesText(),
  code: blankable(codeText()),
});

/** One into several: this school gives a part to a new one. `closes`: nothing of it stays. */
export const SplitInput = hasName(
  z.object({ ...idAndVersion, ...dated, ...factFields, closes: yesNo().transform((value) => value === true) }),
);

/** A change of category: the institution goes on under a new code, and often under a new name. */
export const RecodeInput = hasName(
  z.object({
    ...idAndVersion,
    ...dated,
    code: codeText(),
    stages: checkboxes(STAGES, 1),
    nameZh: blankable(line(200)),
    nameEn: blankable(line(200)),
  }),
);

export const LinkInput = z.object({
  id: uuid(),
  direction: choice(["predecessor", "successor"]),
  other: codeText(),
  happenedOn: dateText(),
  reason,
});

/** A school that is asked for: its code may be left to whoever approves it. */
const proposedFields = { ...factFields, code: blankable(codeText()) };
const twin = yesNo().transform((value) => value === true);
export const ProposalInput = hasName(z.object({ ...proposedFields, ...contactFields, ...dated, twin }));
export const SplitProposal = hasName(
  z.object({
    ...idAndVersion,
    ...dated,
    ...proposedFields,
    twin,
    closes: yesNo().transform((value) => value === true),
  }),
);

export const ChangeRequestInput = hasName(z.object({ ...idAndVersion, ...dated, ...factFields }));
export const ClosureRequestInput = z.object({ ...idAndVersion, ...dated });
/** `confirmed`: the decider has seen that the register changed since the request. `code`: of a school that begins. */
export const ApproveInput = z.object({
  ...idAndVersion,
  note: optional(paragraph(500)),
  code: blankable(codeText()),
  confirmed: yesNo().transform((value) => value === true),
});
export const RejectInput = z.object({ ...idAndVersion, reason: paragraph(500) });
export const WithdrawInput = z.object(idAndVersion);
