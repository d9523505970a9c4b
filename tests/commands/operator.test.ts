import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { choosePassword, readLink } from "#features/accounts/choose-password.ts";
import { digestOf } from "#lib/digest.ts";
import { aTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { operatorLink } from "../../src/commands/database/operator-link.ts";
import { aPerson } from "../accounts/people.ts";

test("the first operator of an install is made on the server, chooses a password, and is let in again", async () => {
  const email = `${randomUUID()}@example.test`;
  const client = await owner().connect();
  const link = (address: string) => operatorLink(client, address, "Operator Wu", "http://portal.test");
  const digestIn = (url: string) => digestOf(new URL(url).pathname.slice("/welcome/".length));
  try {
    const first = await link(email.toUpperCase());
    const personId = await choosePassword(digestIn(first), "a sentence that nobody would guess");
    const { rows } = await client.query('select email, name, operator from "Person" where id = $1', [personId]);
    expect(rows).toEqual([{ email, name: "Operator Wu", operator: true }]);
    expect(await readLink(digestIn(first))).toBeNull();
    expect(await readLink(digestIn(await link(email)))).toMatchObject({
      personId,
      purpose: "RESET",
      hasPassword: true,
    });

    const member = await aPerson(await aTenant());
    await expect(link(member.email)).rejects.toThrow("is no operator's");
    await expect(link("nobody")).rejects.toThrow("nobody is no e-mail address.");
    const { rows: same } = await client.query('select operator from "Person" where id = $1', [member.personId]);
    expect(same).toEqual([{ operator: false }]);
  } finally {
    client.release();
  }
});
