import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { createTransport, type Transporter } from "nodemailer";
import { env } from "./env.ts";

export type Mail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  locale: string;
  /** The same for the same e-mail, however often it is handed over. */
  name: string;
};

/** This one address does not take it; others may. */
export class MailboxRefused extends Error {
  readonly code: number;

  constructor(code: number) {
    super("mailbox refused");
    this.code = code;
  }
}

let transport: Transporter | undefined;

function transporter(url: string): Transporter {
  transport ??= createTransport(url, {
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
  } as object);
  return transport;
}

/** The address that people open, without a slash at its end. */
export function portalAddress(): string {
  return env().APP_URL.replace(/\/+$/, "");
}

/**
 * Hands an e-mail over: to the server of `SMTP_URL`, or, where there is none, as a file to the folder of `MAIL_OUTBOX`.
 * @throws MailboxRefused where the server does not take this address; any other Error where nothing can be sent
 */
export async function sendMail({ to, subject, text, html, locale, name }: Mail): Promise<void> {
  const { MAIL_FROM, SMTP_URL, MAIL_OUTBOX } = env();
  const message = {
    from: MAIL_FROM,
    to,
    subject,
    text,
    html,
    messageId: `<${name}@${new URL(env().APP_URL).hostname}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "Content-Language": locale,
      "List-Unsubscribe": `<${portalAddress()}/notifications/settings>`,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  if (!SMTP_URL) return keep(message, name, MAIL_OUTBOX);
  try {
    await transporter(SMTP_URL).sendMail(message);
  } catch (error) {
    const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
    // What the server says of a recipient is about that recipient; all else is about the server.
    if (code === "EENVELOPE" && responseCode >= 400) throw new MailboxRefused(responseCode);
    throw error;
  }
}

/** Whether e-mail reaches people: where no server is set it stays in a folder. */
export function mailGoesOut(): boolean {
  return env().SMTP_URL !== "";
}

/** Why the mail server of `SMTP_URL` cannot be used, in its own words; null where it can. Sends nothing. */
export async function mailServerProblem(): Promise<string | null> {
  try {
    await transporter(env().SMTP_URL).verify();
    return null;
  } catch (error) {
    return (error as Error).message.trim().replace(/\.$/, "");
  }
}

/** Written under another name first, so that whoever reads the folder finds whole letters only. */
async function keep(message: object, name: string, folder: string): Promise<void> {
  const built = await createTransport({ streamTransport: true, buffer: true, newline: "unix" }).sendMail(message);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = path.join(folder, `.${name}.draft`);
  await writeFile(draft, built.message as Buffer, { mode: 0o600 });
  await rename(draft, path.join(folder, `${name}.eml`));
}
