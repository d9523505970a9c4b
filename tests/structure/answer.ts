import type { FormState } from "#lib/form.ts";
import type { Capability } from "#server/policy.ts";
import { fields } from "#support/actor.ts";

type Shape = Record<string, unknown>;

/** A server action as `action()` makes it. */
export type Submit = ((previous: FormState, form: FormData) => Promise<FormState>) & {
  capability: Capability;
  input: { shape?: Shape; in?: { shape?: Shape } };
  once: boolean;
};

/** A form before it is sent. */
export type Typed = Parameters<typeof fields>[0];

/** The fields that an action takes. */
export const shapeOf = ({ input }: Submit) => Object.keys(input.shape ?? input.in?.shape ?? {});

/** What the person gets to see; whatever else is thrown is a defect and is returned as such. */
export async function answerOf(action: Submit, form: Typed): Promise<string> {
  try {
    const { values: _typed, ...said } = await action({}, fields(form));
    return JSON.stringify(said);
  } catch (error) {
    const { digest } = error as { digest?: string };
    return digest?.startsWith("NEXT_REDIRECT") ? "gone on" : `THROWN ${String(error).slice(0, 300)}`;
  }
}

/** A message key, a sentence of zod's own, or a stack in place of words. */
export const NOT_WORDS = /THROWN|"[a-z]\w*\.\w[\w.]*"|Invalid input|Too (?:small|big)|expected \w+|\bat \S+ \(/;

export const succeeded = (answer: string) => answer === "gone on" || /"done":true/.test(answer);
export const refusedInWords = (answer: string) => !succeeded(answer) && !NOT_WORDS.test(answer);
