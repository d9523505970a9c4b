import { expect, test } from "vitest";
import { readLink } from "#features/accounts/choose-password.ts";
import { digestOf } from "#lib/digest.ts";
import { aTenant, auditOf } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { resetLink } from "../../src/commands/database/reset-link.ts";
import { aPerson } from "../accounts/people.ts";

test("whoever runs the server lets an administrator choose a new password, on record, and nobody else", async () => {
  const tenant = await aTenant();
  const admin = await aPerson(tenant, "SYSTEM_ADMIN");
  const staff = await aPerson(tenant);
  const client = await owner().connect();
  try {
    const link = (email: string, city = tenant.slug) => resetLink(client, city, email, "http://portal.test");
    await expect(link(staff.email)).rejects.toThrow("is an administrator");
    await expect(link(admin.email, "nowhere")).rejects.toThrow("no city");
    const first = await link(admin.email.toUpperCase());
    const second = await link(admin.email);
    const open = (url: string) => readLink(digestOf(new URL(url).pathname.slice("/welcome/".length)));
    expect(await open(first)).toBeNull();
    expect(await open(second)).toMatchObject({ personId: admin.personId, purpose: "RESET", offer: null });
  } finally {
    client.release();
  }
  expect(await auditOf(tenant, admin.personId)).toMatchObject([
    { capability: "member.resetPassword", personId: null },
    { capability: "member.resetPassword", system: true },
  ]);
});
