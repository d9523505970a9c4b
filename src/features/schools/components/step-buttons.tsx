import { useTranslations } from "next-intl";
import type { FormAction } from "#lib/form.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import {
  approveSchool,
  closeSchool,
  keepSchoolOpen,
  markSchoolError,
  proposeClosure,
  proposeSchool,
  quarantineSchool,
  rejectSchool,
  releaseSchool,
  reopenSchool,
} from "../actions.ts";
import { type SchoolStep, STEP_CAPABILITY, schoolLife } from "../lifecycle.ts";
import type { Facts } from "../schema.ts";
import { DatedReason } from "./dated-reason.tsx";

const ACTIONS: Record<SchoolStep, FormAction> = {
  propose: proposeSchool,
  approve: approveSchool,
  reject: rejectSchool,
  proposeClosure,
  close: closeSchool,
  keepOpen: keepSchoolOpen,
  reopen: reopenSchool,
  quarantine: quarantineSchool,
  release: releaseSchool,
  markError: markSchoolError,
};

const GRAVE: ReadonlySet<SchoolStep> = new Set(["reject", "close", "markError"]);

/** What may be done next with the state of a school, by whoever is looking. */
export function StepButtons({
  actor,
  school,
  name,
  heir,
}: {
  actor: Actor;
  school: { id: string; version: number; status: Facts["status"] };
  name: string;
  /** What it went into, where it was merged or got another category. */
  heir?: string | undefined;
}) {
  const t = useTranslations("schools");
  const steps = schoolLife.allowed(school.status).filter((step) => can(actor, STEP_CAPABILITY[step]));
  return steps.map((step) => (
    <ConfirmButton
      key={step}
      label={t(`step.${step}`)}
      variant={GRAVE.has(step) ? "danger" : "secondary"}
      title={t(`stepQuestion.${step}`, { name })}
      consequence={
        <>
          <p>{t(`stepEffect.${step}`)}</p>
          {step === "reopen" && heir && <p className="mt-2">{t("reopenHeir", { heir })}</p>}
        </>
      }
      action={ACTIONS[step]}
      fields={{ id: school.id }}
      version={school.version}
    >
      <DatedReason today={actor.today} />
    </ConfirmButton>
  ));
}

export function hasSteps(actor: Actor, status: Facts["status"]): boolean {
  return schoolLife.allowed(status).some((step) => can(actor, STEP_CAPABILITY[step]));
}
