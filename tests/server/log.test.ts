import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { aboutError } from "#server/log.ts";
import { aTenant } from "#support/factories.ts";

const NAME = "Zhang Weiming";
const EMAIL = "zhang.weiming@example.test";

test.each([
  [`invalid input syntax for type uuid: "${NAME}"`],
  [`Key (email)=(${EMAIL}) already exists`],
  [`Key (name, school)=(${NAME}, 第一小学) already exists`],
  [`Unexpected value 张伟明 in row`],
  [`'${NAME}' is no date`],
  [`'${NAME} is never closed`],
  [`Unexpected token in JSON: \`${NAME}\``],
  [`pupil number 1199100024 ${EMAIL}`],
  [`${"x".repeat(300)} ${NAME}`],
])("what an error quotes is not logged: %s", (message) => {
  const said = JSON.stringify(aboutError(Object.assign(new Error(message), { code: "22P02" })));
  for (const part of [NAME, "Weiming", EMAIL, "张伟明", "第一小学", "1199100024"]) expect(said).not.toContain(part);
  expect(said).toContain("log.test.ts");
  expect(said).toContain("22P02");
});

test("the rest of its message stays", () => {
  expect(aboutError(new TypeError("Cannot read properties of undefined (reading 'id')"))).toMatchObject({
    error: "TypeError",
    message: "Cannot read properties of undefined (reading …)",
  });
});

const SECRETS = [NAME, "Weiming", EMAIL, "a-secret-token"];

/** What is sent through the doors, each wrong in a way of its own: to Prisma, to the database, to the code. */
const PROGRAM = `
  import { withJob } from "#server/db.ts";
  import { log } from "#server/log.ts";
  import { explain } from "#server/refusal.ts";
  import { onRequestError } from "./src/instrumentation.ts";
  process.env.NEXT_RUNTIME = "nodejs";
  const [tenantId, name, email] = process.argv.slice(1);
  const attempts = [
    (db) => db.membership.create({ data: { personId: name, role: "SECTION_STAFF" } }),
    (db) => db.school.create({ data: { phone: email, nowhere: name } }),
    (db) => db.school.create({ data: { phone: name.repeat(20) } }),
    (db) => db.$queryRaw\`select \${name}::uuid\`,
    (db) => db.$queryRaw\`insert into "Person" (id, email, name) values (gen_random_uuid(), \${email}, \${name})\`,
    () => Promise.reject(new Error(\`no school is called "\${name}"\`)),
    () => JSON.parse(\`{"name": \${name}}\`),
  ];
  for (const attempt of attempts) {
    const error = await withJob({ tenantId, personId: null }, async (db) => attempt(db)).then(() => null, (thrown) => thrown);
    try {
      log().info({ wrong: error !== null, said: explain(error, "en") });
    } catch (defect) {
      await onRequestError(defect, { path: "/welcome/a-secret-token", method: "POST" }, { routePath: "/welcome/[token]" });
    }
  }
  process.exit(0);`;

test("what goes wrong at the doors leaves no name, address, link or typed text in what the process says", async () => {
  const { tenantId } = await aTenant();
  const args = ["--input-type=module", "-e", PROGRAM, tenantId, NAME, EMAIL];
  const env = { ...process.env, LOG_LEVEL: "debug" };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const lines = stdout.trim().split("\n");
  const told = lines.map((line): Record<string, unknown> => JSON.parse(line));
  const defects = told.filter(({ msg }) => msg === "request failed");
  expect(defects.map(({ route, method }) => [route, method])).toEqual(defects.map(() => ["/welcome/[token]", "POST"]));
  expect(defects.length).toBe(6);
  expect(told.filter(({ msg }) => msg === "refused by the database").length).toBe(1);
  expect(told.filter(({ wrong }) => wrong !== undefined)).toMatchObject([{ wrong: true }]);
  for (const secret of SECRETS) expect(stdout).not.toContain(secret);
});
