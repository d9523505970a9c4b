import { z } from "zod";
import { choice, integerText, line, uuid } from "#lib/secure-text.ts";
import { GROUPS, type Group, MAIL_WHEN, minutesOf } from "./choices.ts";

const clock = () =>
  line(5)
    .refine((text) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text), "notices.error.time")
    .transform(minutesOf);

const when = choice(MAIL_WHEN);
type MailFields = { [G in Group as `mail_${G}`]: typeof when };
const mail = Object.fromEntries(GROUPS.map((group) => [`mail_${group}`, when])) as MailFields;

/** `_version`: 0 where the person has chosen nothing yet. */
export const ChoicesInput = z.object({
  ...mail,
  digestAt: clock(),
  quietFrom: clock(),
  quietTo: clock(),
  _version: integerText({ min: 0 }),
});

export const ReadInput = z.object({ ids: z.array(uuid()).min(1).max(200) });
/** `latest`: the newest that the page showed; what has come since stays unread. */
export const ReadAllInput = z.object({ latest: uuid() });
