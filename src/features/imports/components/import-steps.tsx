import { useTranslations } from "next-intl";
import type { ImportStatus } from "#generated/prisma/enums.ts";
import { Steps } from "#ui/steps.tsx";

const STEPS = ["upload", "columns", "values", "check", "apply"] as const;

/** The way from the file to the register; steps that can be gone back to are links. */
export function ImportSteps({ now, of }: { now: (typeof STEPS)[number]; of?: { id: string; status: ImportStatus } }) {
  const t = useTranslations("imports");
  const at = STEPS.indexOf(now);
  const open = of && (of.status === "UPLOADED" || of.status === "CHECKED");
  return (
    <div className="mb-6">
      <Steps
        label={t("steps.label")}
        words={{ done: t("steps.done"), now: t("steps.now"), later: t("steps.later") }}
        items={STEPS.map((step, index) => ({
          label: t(`steps.${step}`),
          state: index < at || of?.status === "APPLIED" ? "done" : index === at ? "now" : "later",
          ...(open &&
            index < at &&
            (step === "columns" || step === "values") && { href: `/schools/imports/${of.id}/${step}` }),
        }))}
      />
    </div>
  );
}
