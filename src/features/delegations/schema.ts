import { z } from "zod";
import { dateText, emailText, integerText, uuid } from "#lib/secure-text.ts";

/** Most days that a role is handed over for at once. */
export const MOST_DAYS = 366;

export const GiveDelegation = z.object({
  colleague: emailText(),
  startsOn: dateText(),
  /** The last day on which the colleague acts. */
  lastOn: dateText(),
});

export const EndDelegation = z.object({ id: uuid(), _version: integerText({ min: 1 }) });
