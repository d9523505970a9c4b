import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { type FormState, formText, isSecretField } from "#lib/form.ts";
import { type ActionOptions, type Done, perform, type Work } from "./perform.ts";
import type { Capability } from "./policy.ts";
import { explain, Refusal } from "./refusal.ts";
import { currentLocale, origin, sayNext, sessionDigest } from "./session.ts";
import { wordsFor } from "./words.ts";

/**
 * The door for changes made by a form: who, may they, is it well-formed, do it, put it on record, show it; in that
 * order, once, in one transaction. Errors come back beside their fields with everything that was typed.
 */
export function action<Input extends z.ZodType>(
  capability: Capability,
  input: Input,
  run: Work<Input>,
  options: ActionOptions = {},
) {
  async function submit(_previous: FormState, form: FormData): Promise<FormState> {
    const locale = await currentLocale();
    const typed = formText(form);
    const values = Object.fromEntries(Object.entries(typed).filter(([name]) => !isSecretField(name)));
    let done: Done;
    try {
      const digest = await sessionDigest();
      if (!digest || (await origin()).crossSite) throw new Refusal("error.signedOut");
      done = await perform(digest, capability, input, typed, form, run, options);
    } catch (error) {
      return { ...explain(error, locale), values };
    }
    return options.receipt ? receiptOf(done) : shown(done, "_say" in typed);
  }
  return Object.assign(submit, { capability, input, once: options.once === true });
}

/** What was done, without the page. */
async function receiptOf({ message = "form.saved", answer = {} }: Done): Promise<FormState> {
  return { message: wordsFor(await currentLocale(), message), done: true, receipt: answer };
}

/** The page anew, or the one to go to. @throws the redirect */
async function shown({ message, goTo }: Done, saidByPage: boolean): Promise<FormState> {
  const said = wordsFor(await currentLocale(), message ?? "form.saved"); // the change may have been of the language
  // A form that is gone once it is done, as in a dialog, has its sentence said by the page.
  if (goTo ? message : saidByPage) await sayNext(said);
  refresh();
  if (!goTo) return { message: said, done: true };
  redirect(goTo);
}
