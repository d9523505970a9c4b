import { randomUUID } from "node:crypto";
import { HONG_KONG_SCHOOL_CODE } from "../src/lib/school-code.ts";
import { asOwnerOf } from "./sessions.ts";

/**
 * A city of its own like the demo's Hong Kong, with nothing in it but one member of each of these roles.
 * @returns its short name
 */
export async function anEmptyCity(...roles: string[]): Promise<string> {
  const slug = `journey-${randomUUID().slice(0, 8)}`;
  const further = ["gender", "session", "religion", "category"].map((key) => ({ key, en: key, zh: key }));
  const people = roles.map((role) => ({ role, id: randomUUID() }));
  await asOwnerOf(null, async (client) => {
    await client.query(
      `insert into "Tenant" (id, slug, "nameEn", "nameZh", locale, "timeZone", "codeFormat", "schoolFields")
       values ($1, $2, 'Harbour City', '港城', 'en', 'Asia/Hong_Kong', $3, $4)`,
      [randomUUID(), slug, JSON.stringify(HONG_KONG_SCHOOL_CODE), JSON.stringify(further)],
    );
    for (const { role, id } of people)
      await client.query(`insert into "Person" (id, email, name) values ($1, $2, $3)`, [
        id,
        `${id}@example.test`,
        role,
      ]);
  });
  await asOwnerOf(slug, async (client) => {
    for (const { role, id } of people)
      await client.query(
        `insert into "Membership" (id, "personId", role, "startsOn") values ($1, $2, $3::"Role", '2020-01-01')`,
        [randomUUID(), id, role],
      );
  });
  return slug;
}
