"use client";

import type { ReactNode } from "react";
import { type Choice, FieldLabel, FieldNotes, type FieldProps, textValue, wiring } from "./field.tsx";
import { type FieldScope, useFieldScope } from "./form-context.tsx";

function Group({ scope, field, children }: { scope: FieldScope; field: FieldProps; children: ReactNode }) {
  const { "aria-describedby": describedBy } = wiring(scope, field);
  return (
    <fieldset className="field" aria-describedby={describedBy} data-invalid={scope.errors.length > 0 || undefined}>
      <legend className="font-semibold">
        <FieldLabel {...field} />
      </legend>
      <FieldNotes scope={scope} hint={field.hint} />
      {children}
    </fieldset>
  );
}

function list(typed: FieldScope["typed"], initial: string[]): string[] {
  if (typed === undefined) return initial;
  return Array.isArray(typed) ? typed : [typed];
}

function Choices({
  kind,
  name,
  scope,
  options,
  values,
  columns,
}: {
  kind: "checkbox" | "radio";
  name: string;
  scope: FieldScope;
  options: Choice[];
  values: string[];
  columns?: boolean;
}) {
  return (
    <div className={columns ? "gap-x-6 sm:columns-2 lg:columns-3" : ""}>
      {options.map((option, index) => (
        <label key={option.value} className="choice break-inside-avoid">
          <input
            type={kind}
            id={index === 0 ? scope.id : undefined}
            name={name}
            value={option.value}
            defaultChecked={values.includes(option.value)}
            aria-invalid={scope.errors.length > 0 || undefined}
            className="tick"
          />
          <span className="pt-0.5">
            {option.label}
            {option.hint && <span className="block text-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}

/** Any number of choices; the name is repeated in the form. `columns` for long lists of short words. */
export function CheckboxGroup({
  options,
  initial = [],
  columns,
  ...field
}: FieldProps & { options: Choice[]; initial?: string[]; columns?: boolean }) {
  const scope = useFieldScope(field.name);
  const values = list(scope.typed, scope.errors.length > 0 ? [] : initial);
  return (
    <Group scope={scope} field={field}>
      <Choices kind="checkbox" name={field.name} scope={scope} options={options} values={values} columns={columns} />
    </Group>
  );
}

/** Exactly one of a few. */
export function RadioGroup({ options, initial, ...field }: FieldProps & { options: Choice[]; initial?: string }) {
  const scope = useFieldScope(field.name);
  return (
    <Group scope={scope} field={field}>
      <Choices
        kind="radio"
        name={field.name}
        scope={scope}
        options={options}
        values={[textValue(scope.typed, initial)]}
      />
    </Group>
  );
}

/** Yes or nothing: sends `value` ('on') when ticked, and no field at all when not. */
export function Checkbox({
  initial,
  value = "on",
  ...field
}: Omit<FieldProps, "hint"> & { hint?: string; initial?: boolean; value?: string }) {
  const scope = useFieldScope(field.name);
  return (
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          className="tick"
          {...wiring(scope, field)}
          value={value}
          defaultChecked={scope.typed === undefined ? initial : scope.typed === value}
        />
        <span className="pt-0.5">{field.label}</span>
      </label>
      <FieldNotes scope={scope} hint={field.hint} />
    </div>
  );
}
