import { randomUUID } from "node:crypto";
import type { Client } from "pg";

export type Column = {
  name: string;
  type: string;
  notNull: boolean;
  hasDefault: boolean;
  array: boolean;
  enumLabel: string | null;
  length: number | null;
};
export type Table = {
  name: string;
  kind: string;
  columns: Column[];
  references: { columns: string[]; to: string; toColumns: string[] }[];
};

/** Every table that holds a tenant's rows, as the running database describes it. */
export async function tenantTables(db: Client): Promise<Table[]> {
  const { rows: tables } = await db.query<{ oid: number; name: string; kind: string }>(
    `select c.oid, c.relname as name, split_part(coalesce(obj_description(c.oid, 'pg_class'), ''), ' ', 1) as kind
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenantId'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'Session' order by c.relname`,
  );
  const result: Table[] = [];
  for (const { oid, name, kind } of tables) {
    const { rows: columns } = await db.query<Column>(
      `select a.attname as name, coalesce(e.typname, t.typname) as type, a.attnotnull as "notNull", a.atthasdef or a.attidentity <> '' as "hasDefault",
              t.typcategory = 'A' as array, (select enumlabel from pg_enum where enumtypid = t.oid order by enumsortorder limit 1) as "enumLabel",
              case when a.atttypmod > 4 and t.typname in ('varchar', 'bpchar') then a.atttypmod - 4 end as length
         from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
        where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      [oid],
    );
    const { rows: references } = await db.query<{ columns: string[]; to: string; toColumns: string[] }>(
      `select array(select attname::text from unnest(k.conkey) with ordinality u(n, i) join pg_attribute on attrelid = k.conrelid and attnum = n order by i) as columns,
              f.relname as to,
              array(select attname::text from unnest(k.confkey) with ordinality u(n, i) join pg_attribute on attrelid = k.confrelid and attnum = n order by i) as "toColumns"
         from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = $1 and k.contype = 'f'`,
      [oid],
    );
    result.push({ name, kind, columns, references });
  }
  return result;
}

export type Row = Record<string, unknown>;

/** A tenant with one row in every one of its tables, made from the catalogue alone; returns the rows by table. */
export async function oneRowEverywhere(
  db: Client,
  tables: Table[],
): Promise<{ tenantId: string; rows: Map<string, Row> }> {
  const tenantId = randomUUID();
  const personId = randomUUID();
  await db.query(`insert into "Tenant" (id, slug, "nameEn", "nameZh", "codeFormat") values ($1, $2, 'x', 'x', '{}')`, [
    tenantId,
    tenantId.slice(0, 30),
  ]);
  await db.query(`insert into "Person" (id, email, name) values ($1, $2, 'x')`, [personId, `${personId}@example.test`]);
  await db.query(
    "select set_config('app.tenant', $1, false), set_config('app.person', $2, false), set_config('app.request', $3, false)",
    [tenantId, personId, randomUUID()],
  );
  const rows = new Map<string, Row>();
  const waiting = new Set(tables);
  while (waiting.size) {
    const ready = [...waiting].filter(
      (table) =>
        (rows.has("School") || !table.columns.some(({ name }) => name === "schoolId")) &&
        table.references.every(
          ({ to, columns }) =>
            rows.has(to) ||
            to === table.name ||
            to === "Tenant" ||
            to === "Person" ||
            columns.some((name) => optional(table, name)),
        ),
    );
    if (!ready.length) throw new Error(`cycle among ${[...waiting].map((table) => table.name).join(", ")}`);
    for (const table of ready) {
      rows.set(table.name, await insertRow(db, table, rows, { tenantId, personId }));
      waiting.delete(table);
    }
  }
  await db.query("select set_config('app.tenant', '', false), set_config('app.person', '', false)");
  return { tenantId, rows };
}

function optional(table: Table, column: string): boolean {
  return column !== "tenantId" && !table.columns.find(({ name }) => name === column)?.notNull;
}

async function insertRow(
  db: Client,
  table: Table,
  rows: Map<string, Row>,
  known: { tenantId: string; personId: string },
): Promise<Row> {
  const needed = table.columns.filter((column) => column.notNull && !column.hasDefault);
  const values: Row = Object.fromEntries(needed.map((column) => [column.name, sample(column)]));
  for (const { name } of table.columns) if (name === "tenantId" || name === "personId") values[name] = known[name];
  for (const { columns, to, toColumns } of table.references) {
    const target = rows.get(to);
    if (target) for (const [index, column] of columns.entries()) values[column] = target[toColumns[index] ?? ""];
  }
  if (table.columns.some(({ name }) => name === "schoolId")) values.schoolId = rows.get("School")?.id;
  const names = Object.keys(values);
  const { rows: made } = await db.query<Row>(
    `insert into "${table.name}" (${names.map((name) => `"${name}"`).join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")}) returning *`,
    Object.values(values),
  );
  return made[0] ?? {};
}

function sample({ type, array, enumLabel, length }: Column): unknown {
  if (array) return "{}";
  if (enumLabel) return enumLabel;
  if (type === "uuid") return randomUUID();
  if (/^(int|float|numeric)/.test(type)) return 1;
  if (/^(date|timestamp)/.test(type)) return "2026-01-01";
  if (/json/.test(type)) return "{}";
  if (type === "bytea") return Buffer.from("x");
  if (type === "bool") return false;
  return randomUUID().slice(0, length ?? 36);
}
