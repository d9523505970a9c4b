import { env } from "../../server/env.ts";
import { mailServerProblem } from "../../server/mail.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Whether e-mail goes out, and as whom. Sends nothing. */
export async function mailFindings(): Promise<Finding[]> {
  const { SMTP_URL, MAIL_FROM, MAIL_OUTBOX } = env();
  if (!SMTP_URL) return [warn(`SMTP_URL is not set: e-mail goes to nobody and is kept as files in ${MAIL_OUTBOX}.`)];
  const problem = await mailServerProblem();
  if (problem) return [fail(`The mail server of SMTP_URL does not take us: ${problem}.`)];
  const named = MAIL_FROM.includes("@localhost")
    ? warn("MAIL_FROM is an address at localhost: mail servers elsewhere will refuse it.")
    : ok(`E-mail goes out as ${MAIL_FROM}.`);
  return [ok("The mail server of SMTP_URL answers and takes us."), named];
}
