import type { ClientBase } from "pg";
import { passwordLink } from "./reset-link.ts";

/**
 * A link with which an operator of the install chooses a password, once, within an hour. Whoever is not known yet is
 * made one; an account that belongs to cities is not, for whoever opens cities is a member of none.
 * @param owner a connection as the owner of the tables
 * @throws Error with one sentence where the address is none or an account has it that is no operator's
 */
export async function operatorLink(owner: ClientBase, address: string, name: string, appUrl: string): Promise<string> {
  const email = address.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error(`${address} is no e-mail address.`);
  await owner.query("begin");
  try {
    await owner.query(
      `insert into "Person" (id, email, name, operator) values (gen_random_uuid(), $1, $2, true) on conflict (email) do nothing`,
      [email, name],
    );
    const { rows } = await owner.query<{ id: string; operator: boolean }>(
      'select id, operator from "Person" where email = $1 and "disabledAt" is null',
      [email],
    );
    if (!rows[0]?.operator) throw new Error(`${email} belongs to an account that is no operator's: take another one.`);
    const link = await passwordLink(owner, rows[0].id, appUrl);
    await owner.query("commit");
    return link;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}
