import { redirect } from "next/navigation";
import type { z } from "zod";
import { type FormState, formText } from "#lib/form.ts";
import { explain, Invalid, Refusal } from "#server/refusal.ts";
import { currentLocale, origin } from "#server/session.ts";
import { type Locale, wordsFor } from "#server/words.ts";

export type OpenDone = { goTo?: string; message?: string };

/** Of what was typed only this is shown again. */
const SHOWN = new Set(["email"]);

/**
 * A form for those who are not signed in, or not yet all the way. It decides for itself who is asking. An answer is
 * shown on the page as it stands: the page is not read again, because it may no longer be this session's.
 */
export function openAction<Input extends z.ZodType>(
  input: Input,
  run: (input: z.output<Input>, locale: Locale) => Promise<OpenDone>,
) {
  async function submit(_previous: FormState, form: FormData): Promise<FormState> {
    const locale = await currentLocale();
    const typed = formText(form);
    let done: OpenDone;
    try {
      if ((await origin()).crossSite) throw new Refusal("error.notAllowed");
      const parsed = input.safeParse(typed);
      if (!parsed.success) throw new Invalid(parsed.error);
      done = await run(parsed.data, locale);
    } catch (error) {
      const values = Object.fromEntries(Object.entries(typed).filter(([name]) => SHOWN.has(name)));
      return { ...explain(error, locale), values };
    }
    if (done.goTo) redirect(done.goTo);
    return { message: wordsFor(locale, done.message ?? "form.saved"), done: true };
  }
  return Object.assign(submit, { open: true as const, input });
}

/** A wait in the words of the refusal that names it: whole minutes, or seconds where it is less than two. */
export function tooMany(wait: number): Refusal {
  return wait < 120
    ? new Refusal("signIn.waitSeconds", { seconds: wait })
    : new Refusal("signIn.waitMinutes", { minutes: Math.ceil(wait / 60) });
}
