import { createWriteStream, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";
import { type Client, escapeIdentifier } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { safeFileName } from "#lib/tabular/content-disposition.ts";
import { escapeFormula } from "#lib/tabular/formula-guard.ts";
import { LOCALES, messagesOf } from "#server/words.ts";
import { filesOf, intact } from "./files.ts";
import { transaction } from "./owner.ts";
import { enter, type Table, type Tenant, tablesOf, tenantsOf } from "./tables.ts";

/** What is made from the rest, and the memory of requests that were sent twice. */
const LEFT_OUT = ["SchoolGram", "IdempotencyKey"];

type Column = { name: string; type: string };
type Exported = { table: string; columns: Column[]; rows: number };

/**
 * Writes everything of one city, as it is at one moment, into a folder of CSV files, one for each table, with a README
 * that names their columns in both languages. It has its name only once it is complete.
 * @returns the folder, the rows of every table, how many files came along and how many the store does not have
 * @throws Error with one sentence where there is no such city
 */
export async function exportCity(
  client: Client,
  slug: string,
  into: string,
): Promise<{ folder: string; tables: Exported[]; files: number; lost: number }> {
  return transaction(client, "transaction isolation level repeatable read read only", async () => {
    const city = (await tenantsOf(client)).find((one) => one.slug === slug);
    if (!city) throw new Error(`There is no city ${slug}.`);
    await enter(client, city.id);
    const { rows } = await client.query<{ zone: string; at: Date }>(
      `select "timeZone" as zone, now() as at, set_config('timezone', "timeZone", true) from "Tenant" where id = $1`,
      [city.id],
    );
    const { zone = "UTC", at = new Date() } = rows[0] ?? {};
    const folder = path.join(into, `${slug}-${at.toISOString().replace(/[-:.]/g, "")}`);
    const unfinished = `${folder}.unfinished`;
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    try {
      const tables: Exported[] = [];
      for (const table of (await tablesOf(client)).filter(isExported))
        tables.push(await exportTable(client, table, city.id, unfinished));
      const { written: files, lost } = await exportFiles(client, city, unfinished);
      const title = `${city.nameEn} ${city.nameZh}`;
      writeFileSync(path.join(unfinished, "README.md"), readme(title, at, zone, tables), { mode: 0o600 });
      renameSync(unfinished, folder);
      return { folder, tables, files, lost };
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      throw error;
    }
  });
}

/** The files of reports and the emblem, under their ids and the names that people gave them. */
async function exportFiles(client: Client, city: Tenant, folder: string): Promise<{ written: number; lost: number }> {
  const files = await filesOf(client, city);
  let written = 0;
  for (const file of files) {
    const bytes = await intact(city, file);
    if (!bytes) continue;
    mkdirSync(path.join(folder, "files"), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(folder, "files", `${file.id} ${safeFileName(file.name)}`), bytes, { mode: 0o600 });
    written += 1;
  }
  return { written, lost: files.length - written };
}

function isExported({ name, ofTenant }: Table): boolean {
  return (ofTenant && !LEFT_OUT.includes(name)) || name === "Tenant" || name === "Person";
}

/** Which rows of a table of the install are the city's. */
const WHERE: Record<string, string> = {
  Tenant: "id = tenant_id()",
  Person: 'id in (select "personId" from "Membership")',
};
/** Who the members are is the city's to know; whether they operate the install is not. */
const OF_PERSON = ["id", "email", "name", "locale"];

async function exportTable(client: Client, table: Table, tenantId: string, folder: string): Promise<Exported> {
  const { rows: typed } = await client.query<Column & { number: boolean }>(
    `select attname::text as name, format_type(atttypid, atttypmod) as type, t.typcategory = 'N' as number
       from pg_attribute a join pg_type t on t.oid = a.atttypid
      where attrelid = format('public.%I', $1::text)::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table.name],
  );
  const columns = typed.filter(({ name }) =>
    table.name === "Person" ? OF_PERSON.includes(name) : name !== "tenantId",
  );
  const chosen = columns.map(({ name, type }) => `${escapeIdentifier(name)}${type === "boolean" ? "::text" : ""}`);
  const where = WHERE[table.name] ?? `"tenantId" = '${tenantId}'`;
  const content = client.query(
    copyTo(
      `copy (select ${chosen.join(", ")} from ${escapeIdentifier(table.name)} where ${where} order by ${table.order}) to stdout (format csv)`,
    ),
  );
  await pipeline(
    content,
    parse({ relax_column_count: false }),
    new Transform({
      objectMode: true,
      transform(row: string[], _encoding, done) {
        done(
          null,
          row.map((text, place) => (columns[place]?.number ? text : escapeFormula(text))),
        );
      },
    }),
    stringify({ bom: true, header: true, columns: columns.map(({ name }) => name), record_delimiter: "windows" }),
    createWriteStream(path.join(folder, `${table.name}.csv`), { mode: 0o600, flags: "wx" }),
  );
  return { table: table.name, columns, rows: content.rowCount };
}

function readme(title: string, at: Date, zone: string, tables: readonly Exported[]): string {
  const names = (kind: "entity" | "field", key: string) =>
    LOCALES.toReversed().map((locale) => (messagesOf(locale).audit[kind] as Record<string, string>)[key] ?? key);
  const chapters = tables.map(({ table, columns, rows }) => {
    const lines = columns.map(({ name, type }) => `| ${name} | ${names("field", name).join(" | ")} | ${type} |`);
    const head = `## ${table}.csv: ${[...new Set(names("entity", table))].join(" ")} (${rows})`;
    return `${head}\n\n| column | English | 中文 | type |\n|---|---|---|---|\n${lines.join("\n")}\n`;
  });
  return `# ${title}

${INTRODUCTION.replaceAll("{at}", at.toISOString()).replaceAll("{zone}", zone)}
${chapters.join("\n")}`;
}

const INTRODUCTION = `Everything that the portal holds of this city, as it was at {at}. One file for each table: UTF-8 with byte order mark, commas, CRLF, the first line names the columns. Times are in {zone}, with their difference from UTC. A column that ends in Id names a row of another file by its id. The folder files holds the files of reports, each under its id and its name. An apostrophe stands in front of text that a spreadsheet program would run as a formula. Passwords, sign-in codes and open sessions belong to the install and are not here, nor are the search index (it is made from the names) and the memory of requests that were sent twice.

本文件夹包含本市在本平台中于 {at} 的全部数据。每个数据表一个文件：UTF-8（含 BOM）编码，逗号分隔，CRLF 换行，第一行为列名。时间采用 {zone} 时区，并注明与 UTC 的时差。以 Id 结尾的列按编号指向另一文件中的行。files 文件夹包含报表附件，以编号加文件名命名。可能被电子表格软件当作公式执行的文本前加有撇号。密码、登录验证码和登录会话属于整个平台，不在其中；检索索引（由名称生成）和重复请求记录也不在其中。
`;
