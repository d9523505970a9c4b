"use client";

import { useTranslations } from "next-intl";
import type { FormAction } from "#lib/form.ts";
import { TextArea } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";

/** The reason for one warning, given where it stands. An emptied reason takes it back. */
export function ExplainForm({
  action,
  assignmentId,
  number,
  finding,
  initial,
  onDone,
}: {
  action: FormAction;
  assignmentId: string;
  number: number;
  finding: string;
  initial: string;
  onDone: () => void;
}) {
  const t = useTranslations("fill");
  return (
    <Form
      action={action}
      submit={t("reason.save")}
      submitVariant="secondary"
      fields={{ assignmentId, number, finding }}
      onDone={onDone}
      className="space-y-2"
    >
      <TextArea name="reason" label={t("reason.label")} required initial={initial} maxLength={500} />
    </Form>
  );
}
