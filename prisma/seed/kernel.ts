import pg from "pg";
import { hashPassword } from "#features/accounts/password.ts";
import type { PortalRole } from "#server/policy.ts";
import { asOwner } from "../../src/commands/database/set-up.ts";
import { type Person, passwordOf } from "./people.ts";

export type TenantRow = {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
  locale: string;
  timeZone: string;
  codeFormat: object;
  schoolFields: object[];
};

/** The rows above the cities, which no door of the application writes: written as the owner of the tables. */
export class Kernel {
  readonly #client: pg.Client;
  readonly #hashes = new Map<string, Promise<string>>();

  constructor(migrationUrl: string) {
    this.#client = new pg.Client({ connectionString: asOwner(migrationUrl) });
  }

  open = (): Promise<unknown> => this.#client.connect();
  close = (): Promise<void> => this.#client.end();

  async has({ id }: TenantRow): Promise<boolean> {
    const { rowCount } = await this.#client.query('select from "Tenant" where id = $1', [id]);
    return Boolean(rowCount);
  }

  /** Makes the city unless there is one of that address. @returns whether it is the seeds' own */
  async tenant(row: TenantRow): Promise<boolean> {
    await this.#insert("Tenant", [row]);
    const { rows } = await this.#client.query<{ id: string }>('select id from "Tenant" where slug = $1', [row.slug]);
    return rows[0]?.id === row.id;
  }

  async people(people: readonly Person[]): Promise<void> {
    await this.#insert(
      "Person",
      people.map(({ id, email, name, role }) => ({ id, email, name, operator: role === "OPERATOR" })),
    );
    const credentials = people.map(async ({ id, role }) => ({ personId: id, passwordHash: await this.#hash(role) }));
    await this.#insert("Credential", await Promise.all(credentials));
  }

  /** Dates the trail of changes like the deeds that made them: the database has just stamped it with the present moment. */
  async dateChanges(tenantId: string): Promise<void> {
    await this.#client.query("analyze"); // so many new rows: without it the join below is planned for none
    await this.#client.query("select set_config('app.tenant', $1, false)", [tenantId]);
    await this.#client.query(
      'update "AuditChange" c set at = e.at from "AuditEvent" e where e."tenantId" = c."tenantId" and e."requestId" = c."requestId" and c."tenantId" = $1',
      [tenantId],
    );
  }

  /** One hash for a role, which takes a core for a while. */
  #hash(role: PortalRole): Promise<string> {
    const known = this.#hashes.get(role) ?? hashPassword(passwordOf(role));
    this.#hashes.set(role, known);
    return known;
  }

  async #insert(table: string, rows: readonly object[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {})
      .map((column) => `"${column}"`)
      .join(", ");
    await this.#client.query(
      `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1::jsonb) on conflict do nothing`,
      [JSON.stringify(rows)],
    );
  }
}
