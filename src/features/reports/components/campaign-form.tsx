"use client";

import Form from "next/form";
import { useId } from "react";
import type { FormState } from "#lib/form.ts";
import { Button } from "#ui/button.tsx";
import { CheckboxGroup } from "#ui/choice-field.tsx";
import { type Choice, DateField, SelectField, TextArea, TextField } from "#ui/field.tsx";
import { FormContext } from "#ui/form-context.tsx";
import { ErrorSummary } from "#ui/form-messages.tsx";

export type CampaignFormWords = Record<
  | "titleEn"
  | "titleZh"
  | "schoolYear"
  | "refersTo"
  | "month"
  | "monthHint"
  | "refersToHint"
  | "dueDate"
  | "dueTime"
  | "dueTimeHint"
  | "graceDate"
  | "graceTime"
  | "graceHint"
  | "stages"
  | "ownerships"
  | "districts"
  | "allHint"
  | "noteZh"
  | "noteEn"
  | "noteHint"
  | "what"
  | "when"
  | "whom"
  | "preview",
  string
>;

type Props = {
  /** Of the form itself. */
  id: string;
  words: CampaignFormWords;
  state: FormState;
  values: Record<string, string | string[]>;
  monthly: boolean;
  templateVersionId: string;
  choices: { schoolYears: Choice[]; stages: Choice[]; ownerships: Choice[]; districts: Choice[] };
};

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";
const all = (value: string | string[] | undefined) => (Array.isArray(value) ? value : value ? [value] : []);

function Part({ legend, children }: { legend: string; children: React.ReactNode }) {
  return (
    <fieldset className="space-y-4">
      <legend className="mb-3 text-base font-semibold">{legend}</legend>
      {children}
    </fieldset>
  );
}

function When({ words, values, monthly }: Props) {
  return (
    <Part legend={words.when}>
      <TextField
        name="refersTo"
        type={monthly ? "month" : "date"}
        label={monthly ? words.month : words.refersTo}
        hint={monthly ? words.monthHint : words.refersToHint}
        required
        size="short"
        initial={monthly ? one(values.refersTo).slice(0, 7) : one(values.refersTo)}
      />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <DateField name="dueDate" label={words.dueDate} required initial={one(values.dueDate)} />
        <TextField
          name="dueTime"
          label={words.dueTime}
          hint={words.dueTimeHint}
          required
          size="short"
          maxLength={5}
          initial={one(values.dueTime)}
        />
      </div>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <DateField name="graceDate" label={words.graceDate} hint={words.graceHint} initial={one(values.graceDate)} />
        <TextField
          name="graceTime"
          label={words.graceTime}
          size="short"
          maxLength={5}
          initial={one(values.graceTime)}
        />
      </div>
    </Part>
  );
}

function Whom({ words, values, choices }: Props) {
  return (
    <Part legend={words.whom}>
      <CheckboxGroup
        name="stages"
        label={words.stages}
        hint={words.allHint}
        options={choices.stages}
        initial={all(values.stages)}
        columns
      />
      <CheckboxGroup
        name="ownerships"
        label={words.ownerships}
        hint={words.allHint}
        options={choices.ownerships}
        initial={all(values.ownerships)}
        columns
      />
      <CheckboxGroup
        name="districtIds"
        label={words.districts}
        hint={words.allHint}
        options={choices.districts}
        initial={all(values.districtIds)}
        columns
      />
    </Part>
  );
}

/**
 * What a new campaign asks, as a GET form: the address holds the draft, so that it can be previewed, changed, reloaded
 * and passed on before anything is opened, also without JavaScript.
 */
export function CampaignForm(props: Props) {
  const { words, state, values, templateVersionId, choices } = props;
  const id = useId();
  return (
    <FormContext value={{ id, state }}>
      <Form id={props.id} action="/reports/campaigns/new" className="max-w-3xl space-y-8" noValidate>
        <ErrorSummary state={state} formId={id} />
        <input type="hidden" name="templateVersionId" value={templateVersionId} />
        <input type="hidden" name="preview" value="1" />
        <Part legend={words.what}>
          <TextField
            name="titleZh"
            label={words.titleZh}
            required
            size="full"
            maxLength={160}
            initial={one(values.titleZh)}
          />
          <TextField
            name="titleEn"
            label={words.titleEn}
            required
            size="full"
            maxLength={160}
            initial={one(values.titleEn)}
          />
          <SelectField
            name="schoolYearId"
            label={words.schoolYear}
            required
            options={choices.schoolYears}
            initial={one(values.schoolYearId)}
          />
          <TextArea
            name="noteZh"
            label={words.noteZh}
            hint={words.noteHint}
            rows={2}
            maxLength={1000}
            initial={one(values.noteZh)}
          />
          <TextArea name="noteEn" label={words.noteEn} rows={2} maxLength={1000} initial={one(values.noteEn)} />
        </Part>
        <When {...props} />
        <Whom {...props} />
        <Button type="submit" icon="eye">
          {words.preview}
        </Button>
      </Form>
    </FormContext>
  );
}
