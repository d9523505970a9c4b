import { expect, test } from "vitest";
import { z } from "zod";
import { NOUNS, runsBackwards } from "#features/audit/schema.ts";
import { deedOf, subjectOf } from "#features/audit/subject.ts";
import { fieldChanges } from "#features/audit/write-value.ts";
import { inviteMember } from "#features/members/actions.ts";
import { Prisma } from "#generated/prisma/client.ts";
import * as scalarFields from "#generated/prisma/internal/prismaNamespace.ts";
import { action } from "#server/action.ts";
import { ENTRIES, POLICY } from "#server/policy.ts";
import { messagesOf } from "#server/words.ts";
import { fields, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant } from "#support/factories.ts";
import { eventOf, list } from "./trail.ts";

const setPhone = action(
  "school.contact",
  z.object({ id: z.uuid(), phone: z.string() }),
  async ({ id, phone }, { db }) => {
    await db.school.updateMany({ where: { id }, data: { phone, version: { increment: 1 } } });
    return { subject: ["School", id], reason: "moved" };
  },
);

const MESSAGES = [messagesOf("en"), messagesOf("zh-CN")];

test("every capability has words in both languages", () => {
  for (const messages of MESSAGES) {
    const labelled = Object.keys(messages.capability).sort();
    expect(labelled).toEqual([...Object.keys(POLICY), ...ENTRIES].map((name) => name.replace(".", "_")).sort());
  }
});

test("every table and every column that the trail can show has words, every noun of the filter too", () => {
  const kernel = new Set([
    "Credential",
    "Session",
    "OneTimeToken",
    "Throttle",
    "AuditEvent",
    "AuditChange",
    "IdempotencyKey",
    "OpeningView",
    "Uptime",
    "Worker",
  ]);
  for (const { audit } of MESSAGES) {
    for (const noun of NOUNS) expect(audit.nouns).toHaveProperty(noun);
    for (const model of Object.values(Prisma.ModelName)) {
      expect(audit.entity, model).toHaveProperty(model);
      const columns =
        (scalarFields as unknown as Record<string, Record<string, string>>)[`${model}ScalarFieldEnum`] ?? {};
      const shown = Object.keys(columns).filter(
        (name) => name !== "tenantId" && !["operator", "disabledAt"].includes(name),
      );
      if (!kernel.has(model))
        for (const column of shown) expect(audit.field, `${model}.${column}`).toHaveProperty(column);
    }
  }
});

async function aStory() {
  const tenant = await aTenant();
  const [north, south] = [await aDistrict(tenant, "North"), await aDistrict(tenant, "South")];
  const [mine, other] = [await aSchool(north), await aSchool(south)];
  const clerk = await signIn("SCHOOL_CLERK", mine);
  await setPhone({}, fields({ id: mine.schoolId, phone: "123" }));
  await signIn("SCHOOL_CLERK", other);
  await setPhone({}, fields({ id: other.schoolId, phone: "456" }));
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  await inviteMember({}, fields({ email: `${clerk.personId}-2@example.test`, name: "New", role: "SECTION_STAFF" }));
  return { tenant, north, mine, other, clerk, admin };
}

test("each role sees what it should, and no other city's", async () => {
  const { tenant, north, mine } = await aStory();
  await aStory();
  const seen = async () =>
    (await list()).rows
      .map(
        ({ capability, schoolId }) => `${capability} ${schoolId === mine.schoolId ? "mine" : schoolId ? "other" : ""}`,
      )
      .sort();
  expect(await seen(), "administrator").toEqual(["member.invite "]);
  await signIn("SECTION_STAFF", tenant);
  expect(await seen(), "section").toEqual(["member.invite ", "school.contact mine", "school.contact other"]);
  await signIn("DISTRICT_OFFICER", north);
  expect(await seen(), "district").toEqual(["school.contact mine"]);
  await signIn("SCHOOL_HEAD", mine);
  expect(await seen(), "school").toEqual(["school.contact mine"]);
});

test("an event opens to the rows it changed, in words, for those who may see it", async () => {
  const { tenant, mine, other } = await aStory();
  await signIn("SECTION_HEAD", tenant);
  const found = await list({ school: mine.schoolId });
  const event = found.rows[0];
  const detail = await eventOf(event?.id ?? "");
  expect(detail).toMatchObject({
    event: { reason: "moved", capability: "school.contact" },
    changes: [{ entity: "School", operation: "UPDATE" }],
  });
  const writer = { locale: "en" as const, timeZone: "Asia/Shanghai", names: detail?.names ?? new Map() };
  const change = detail?.changes[0];
  expect(fieldChanges("School", change?.before ?? null, change?.after ?? null, writer)).toEqual([
    { field: "Telephone", before: null, after: "123" },
  ]);
  if (event) expect(deedOf(event, "en")).toBe("Changed a school's contact details");
  if (event) expect(subjectOf(event, found.names, "en").text).toBe(`School: School ${mine.code}`);
  await signIn("SCHOOL_HEAD", other);
  expect(await eventOf(event?.id ?? "")).toBeNull();
  await signIn("SECTION_HEAD", await aTenant());
  expect(await eventOf(event?.id ?? "")).toBeNull();
});

test("filters by person, noun, school, days and words; pages without losing or doubling", async () => {
  const { tenant, mine, clerk } = await aStory();
  await signIn("SECTION_HEAD", tenant);
  const count = async (address: Record<string, string>) => (await list(address)).count;
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  expect(await count({ person: clerk.personId })).toBe(1);
  expect(await count({ noun: "member" })).toBe(1);
  expect(await count({ noun: "school" })).toBe(2);
  expect(await count({ school: mine.schoolId })).toBe(1);
  expect(await count({ q: mine.code })).toBe(1);
  expect(await count({ q: clerk.name.slice(0, 8) })).toBeGreaterThan(0);
  expect(await count({ q: "%" })).toBe(0);
  expect(await count({ from: today, to: today })).toBe(3);
  expect(await count({ to: "2020-01-01" })).toBe(0);
  const reversed = { from: "2020-01-02", to: "2020-01-01" };
  expect([await count(reversed), runsBackwards(reversed), runsBackwards({ from: today, to: today })]).toEqual([
    0,
    true,
    false,
  ]);
  expect(await count({ noun: "nonsense", from: "not a day" })).toBe(3);

  await signIn("SCHOOL_CLERK", mine);
  for (let n = 0; n < 60; n += 1) await setPhone({}, fields({ id: mine.schoolId, phone: String(n) }));
  await signIn("SECTION_HEAD", tenant);
  const ids: string[] = [];
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof list>> = await list(after ? { after } : {});
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  }
  expect(ids).toHaveLength(63);
  expect(new Set(ids).size).toBe(63);
  const second = await list({ after: (await list()).next ?? "" });
  expect((await list({ before: second.previous ?? "" })).rows.map(({ id }) => id)).toEqual(ids.slice(0, 25));
  expect((await list({ sort: "at" })).rows[0]?.id).toBe(ids.at(-1));
});
