"use server";

import { cookies } from "next/headers";
import { keepLanguage } from "#features/accounts/keep-language.ts";
import { cookieOptions } from "#server/session.ts";
import { choiceOf } from "./preference-choices.ts";

/**
 * Keeps how a browser shows the portal: language, light or dark, density. Open to anybody; the language of somebody who
 * is signed in goes with their account, for messages and for other browsers.
 */
export async function setPreference(form: FormData): Promise<void> {
  const jar = await cookies();
  for (const [name, value] of form) {
    const choice = choiceOf(name, value);
    if (choice) jar.set(name, choice, { ...cookieOptions(), httpOnly: false });
    if (choice && name === "locale") await keepLanguage(choice);
  }
}
