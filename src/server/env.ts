import { z } from "zod";

/** Whether a text is an address that a login opens a PostgreSQL database with. */
export function isDatabaseAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && username !== "" && pathname.length > 1;
}

const DATABASE = "must be a PostgreSQL address: postgresql://login:password@host:5432/database";
const SECRET = "must be a secret of at least 32 characters";
const TOKEN = "must be a secret of at least 32 characters, or not be set";
const POOL = "must be a whole number of connections from 1 to 200";
const ENDPOINT = "must be an address such as https://s3.example.cn, or not be set";
const YES_NO = "must be yes or no";

const Files = z.object({
  /** Where files are kept; not looked at where they are in a bucket. */
  FILES_DIR: z.string().min(1).default(".data/files"),
  /** A bucket of S3 or of what speaks like it; none: files are in FILES_DIR. */
  S3_BUCKET: z.string().default(""),
  S3_ENDPOINT: z.union([z.literal(""), z.url({ protocol: /^https?$/, error: ENDPOINT })]).default(""),
  /** Whether the bucket is named in the path, as most that speak like S3 want it, or in the host's name. */
  S3_PATH_STYLE: z.enum(["yes", "no"], { error: YES_NO }).default("yes"),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().default(""),
  S3_SECRET_ACCESS_KEY: z.string().default(""),
});

const Env = Files.extend({
  DATABASE_URL: z.string({ error: DATABASE }).refine(isDatabaseAddress, DATABASE),
  AUTH_SECRET: z.string({ error: SECRET }).min(32, SECRET),
  APP_URL: z
    .url({ protocol: /^https?$/, error: "must be the address people open, such as https://jijiao.example.cn" })
    .default("http://localhost:3000"),
  SECRETS_KEY: z.string().min(32, SECRET).optional(),
  PRIVATE_PROVIDERS: z.enum(["yes", "no"], { error: YES_NO }).default("no"),
  DATABASE_POOL: z.coerce.number({ error: POOL }).int(POOL).min(1, POOL).max(200, POOL).default(10),
  /** smtp://user:password@host:587, or smtps:// for TLS from the start; none: e-mail is kept as files. */
  SMTP_URL: z
    .string()
    .refine(
      (text) => text === "" || /^smtps?:\/\/[^\s/]+/.test(text),
      "must be an address such as smtp://user:password@mail.example.cn:587",
    )
    .default(""),
  MAIL_FROM: z.string().min(3).max(200).default("Jijiao 基教 <no-reply@localhost>"),
  MAIL_OUTBOX: z.string().min(1).default(".data/outbox"),
  METRICS_TOKEN: z.string().min(32, TOKEN).optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], { error: "must be debug, info, warn, error or silent" })
    .default("info"),
});

/**
 * Where files are kept, also for a process that needs nothing else of the settings.
 * @throws Error with one sentence where that is malformed
 */
export function filesEnv(): z.output<typeof Files> {
  return mustParse(Files);
}

function mustParse<Shape extends z.ZodType>(shape: Shape): z.output<Shape> {
  const result = shape.safeParse(process.env);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`Configuration: ${[...new Set(problems)].join("; ")}. See .env.example.`);
}

let parsed: z.output<typeof Env> | undefined;

/**
 * The settings of this process, read once; the only reader of `process.env` in the application.
 * @throws Error with one sentence naming every variable that is missing or malformed
 */
export function env(): z.output<typeof Env> {
  parsed ??= mustParse(Env);
  return parsed;
}
