import { z } from "zod";

const Env = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "must be a PostgreSQL address: postgresql://login:password@host:5432/database",
  }),
  AUTH_SECRET: z
    .string({ error: "must be a secret of at least 32 characters" })
    .min(32, "must be a secret of at least 32 characters"),
  APP_URL: z
    .url({ protocol: /^https?$/, error: "must be the address people open, such as https://jijiao.example.cn" })
    .default("http://localhost:3000"),
  DATABASE_POOL: z.coerce
    .number({ error: "must be a number of connections from 1 to 200" })
    .int()
    .min(1)
    .max(200)
    .default(10),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], { error: "must be debug, info, warn, error or silent" })
    .default("info"),
});

let parsed: z.output<typeof Env> | undefined;

/**
 * The settings of this process, read once; the only reader of `process.env` in the application.
 * @throws Error with one sentence naming every variable that is missing or malformed
 */
export function env(): z.output<typeof Env> {
  if (parsed) return parsed;
  const result = Env.safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`Configuration: ${[...new Set(problems)].join("; ")}. See .env.example.`);
  }
  parsed = result.data;
  return parsed;
}
