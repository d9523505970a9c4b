"use client";

import { createContext, useContext } from "react";
import type { FormState } from "#lib/form.ts";

/** What a field needs to know of the form around it. `id` starts the ids of all its fields. */
export type FormScope = { id: string; state: FormState };

export const FormContext = createContext<FormScope | null>(null);

export type FieldScope = {
  id: string;
  hintId: string;
  errorId: string;
  errors: string[];
  /** What the person typed last, where the form came back. */
  typed: string | string[] | undefined;
};

/** Id, errors and typed value of the field of this name. Throws outside a <Form>. */
export function useFieldScope(name: string): FieldScope {
  const scope = useContext(FormContext);
  if (!scope) throw new Error(`The field ${name} stands outside a <Form>.`);
  const id = `${scope.id}-${name}`;
  const { errors = {}, values = {} } = scope.state;
  return { id, hintId: `${id}-hint`, errorId: `${id}-error`, errors: errors[name] ?? [], typed: values[name] };
}

/** Closes the dialog that one stands in: what a form does once it is done. */
export const CloseDialog = createContext<(() => void) | null>(null);
