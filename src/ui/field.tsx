"use client";

import type { ComponentProps, ReactNode } from "react";
import { type FieldScope, useFieldScope } from "./form-context.tsx";
import { Icon } from "./icon.tsx";
import { useUiWords } from "./words.tsx";

export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Without it the label says that the field may stay empty. */
  required?: boolean;
};

/** The aria wiring every control shares. */
export function wiring({ id, hintId, errorId, errors }: FieldScope, { name, hint, required }: FieldProps) {
  const describedBy = [hint ? hintId : "", errors.length > 0 ? errorId : ""].filter(Boolean).join(" ");
  return {
    id,
    name,
    required: required || undefined,
    "aria-invalid": errors.length > 0 || undefined,
    "aria-describedby": describedBy || undefined,
  };
}

/** The first typed value, or the one the page came with. */
export function textValue(typed: FieldScope["typed"], initial: string | number | undefined): string {
  const value = Array.isArray(typed) ? typed[0] : typed;
  return value ?? (initial === undefined ? "" : String(initial));
}

export function FieldLabel({ label, required }: Pick<FieldProps, "label" | "required">) {
  const words = useUiWords();
  return (
    <>
      {label}
      {!required && <span className="font-normal text-muted"> ({words.optional})</span>}
    </>
  );
}

export function FieldNotes({ scope, hint }: { scope: FieldScope; hint?: ReactNode }) {
  return (
    <>
      {hint && (
        <p id={scope.hintId} className="max-w-[65ch] text-muted">
          {hint}
        </p>
      )}
      {scope.errors.length > 0 && (
        <p id={scope.errorId} className="flex items-start gap-1.5 font-semibold text-bad">
          <Icon name="bad" size={16} className="mt-0.5 flex-none" />
          <span>{scope.errors.join(" ")}</span>
        </p>
      )}
    </>
  );
}

function Frame({ scope, field, children }: { scope: FieldScope; field: FieldProps; children: ReactNode }) {
  return (
    <div className="field" data-invalid={scope.errors.length > 0 || undefined}>
      <label htmlFor={scope.id} className="font-semibold">
        <FieldLabel {...field} />
      </label>
      <FieldNotes scope={scope} hint={field.hint} />
      {children}
    </div>
  );
}

type Sized = {
  /** How wide the answer is: a code, a name, or the whole line. */
  size?: "short" | "medium" | "full";
};

const widths = { short: "max-w-40", medium: "max-w-80", full: "" };

type InputProps = Omit<ComponentProps<"input">, "name" | "size" | "defaultValue" | "value" | "className" | "id">;

/** One line of text or a number (`inputMode="numeric"`, never type=number). `unit` is written behind the box. */
export function TextField({
  name,
  label,
  hint,
  required,
  size = "medium",
  unit,
  initial,
  ...input
}: FieldProps & Sized & { unit?: ReactNode; initial?: string | number } & InputProps) {
  const field = { name, label, hint, required };
  const scope = useFieldScope(name);
  const numeric = input.inputMode === "numeric" || input.inputMode === "decimal";
  return (
    <Frame scope={scope} field={field}>
      <span className={`flex items-center gap-2 ${widths[size]}`}>
        <input
          type="text"
          autoComplete="off"
          {...input}
          {...wiring(scope, field)}
          defaultValue={textValue(scope.typed, initial)}
          className={`control ${numeric ? "tabular-nums" : ""}`}
        />
        {unit && <span className="flex-none text-muted">{unit}</span>}
      </span>
    </Frame>
  );
}

/** Several lines; grows with its text. */
export function TextArea({
  name,
  label,
  hint,
  required,
  initial,
  size = "full",
  ...area
}: FieldProps &
  Sized & { initial?: string } & Omit<
    ComponentProps<"textarea">,
    "name" | "defaultValue" | "value" | "className" | "id"
  >) {
  const field = { name, label, hint, required };
  const scope = useFieldScope(name);
  return (
    <Frame scope={scope} field={field}>
      <textarea
        rows={4}
        {...area}
        {...wiring(scope, field)}
        defaultValue={textValue(scope.typed, initial)}
        className={`control max-w-[75ch] ${widths[size]}`}
      />
    </Frame>
  );
}

export type Choice = { value: string; label: string; hint?: string; group?: string };

function Options({ options }: { options: Choice[] }) {
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.map((group) => {
    const items = options
      .filter((option) => option.group === group)
      .map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ));
    if (group === undefined) return items;
    return (
      <optgroup key={group} label={group}>
        {items}
      </optgroup>
    );
  });
}

/** One of many. The empty choice says `empty`, or 'Choose'; give `empty={null}` to have none. */
export function SelectField({
  name,
  label,
  hint,
  required,
  options,
  initial,
  empty,
  size = "medium",
  onChange,
}: FieldProps &
  Sized & { options: Choice[]; initial?: string; empty?: string | null; onChange?: (value: string) => void }) {
  const words = useUiWords();
  const field = { name, label, hint, required };
  const scope = useFieldScope(name);
  const value = textValue(scope.typed, initial);
  return (
    <Frame scope={scope} field={field}>
      <span className={`select ${widths[size]}`}>
        <select
          key={value}
          {...wiring(scope, field)}
          defaultValue={value}
          onChange={onChange && ((event) => onChange(event.currentTarget.value))}
          className="control"
        >
          {empty !== null && <option value="">{empty ?? words.choose}</option>}
          <Options options={options} />
        </select>
        <Icon name="chevron-down" size={16} />
      </span>
    </Frame>
  );
}

/** A calendar day, yyyy-mm-dd, with the browser's own picker. */
export function DateField(props: FieldProps & { initial?: string; min?: string; max?: string }) {
  return <TextField {...props} type="date" size="short" />;
}

/** A file. It stays chosen when the form comes back with errors, but not over a reload. */
export function FileField({
  name,
  label,
  hint,
  required,
  accept,
  multiple,
}: FieldProps & { accept?: string; multiple?: boolean }) {
  const field = { name, label, hint, required };
  const scope = useFieldScope(name);
  return (
    <Frame scope={scope} field={field}>
      <input type="file" {...wiring(scope, field)} accept={accept} multiple={multiple} className="control max-w-md" />
    </Frame>
  );
}
