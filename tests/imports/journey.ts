import { randomUUID } from "node:crypto";
import { applyImport, checkValues, chooseColumns, uploadList } from "#features/imports/actions.ts";
import { fieldsOf } from "#features/imports/fields.ts";
import { CREATE } from "#features/imports/form-mapping.ts";
import { columnOf, type Mapping, sourceOf } from "#features/imports/mapping.ts";
import { columnsPage, findImport, valuesPage } from "#features/imports/queries.ts";
import { allRows, type StoredRow } from "#features/imports/rows.ts";
import type { FormState } from "#lib/form.ts";
import { HONG_KONG_SCHOOL_CODE } from "#lib/school-code.ts";
import { fields } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { doJobs } from "#support/jobs.ts";
import { owner } from "#support/owner.ts";

export type Tenant = { tenantId: string };
type Action = (previous: FormState, form: FormData) => Promise<FormState>;

/** A city that has nothing yet, as the demo's Hong Kong. */
export async function anEmptyCity(): Promise<Tenant> {
  const tenantId = randomUUID();
  const schoolFields = [
    { key: "gender", en: "Students' gender", zh: "学生性别" },
    { key: "session", en: "Session", zh: "授课时间" },
    { key: "religion", en: "Religion", zh: "宗教" },
    { key: "category", en: "Category", zh: "类别" },
  ];
  await owner().query(
    `insert into "Tenant" (id, slug, "nameEn", "nameZh", locale, "timeZone", "codeFormat", "schoolFields")
     values ($1, $2, 'Hong Kong', '香港', 'en', 'Asia/Hong_Kong', $3, $4)`,
    [tenantId, `hk-${tenantId.slice(0, 13)}`, JSON.stringify(HONG_KONG_SCHOOL_CODE), JSON.stringify(schoolFields)],
  );
  return { tenantId };
}

/** Sends a form; where it goes to, or what it says. */
export async function send(action: Action, form: FormData): Promise<{ goTo?: string } & FormState> {
  try {
    return await action({}, form);
  } catch (error) {
    const digest = String((error as { digest?: string }).digest);
    if (!digest.startsWith("NEXT_REDIRECT")) throw error;
    return { goTo: digest.split(";")[2] ?? "" };
  }
}

export function key(): string {
  return randomUUID();
}

/** Uploads a file; its id, or what the form says. */
export async function upload(bytes: BlobPart, name = "list.csv"): Promise<{ id?: string } & FormState> {
  const answer = await send(
    uploadList,
    fields({ _key: key(), headerRow: "", sheet: "", file: new File([bytes], name) }),
  );
  const id = /imports\/([\w-]+)\/columns/.exec(answer.goTo ?? "")?.[1];
  return { ...answer, ...(id && { id }) };
}

/** The first form as the page shows it: the columns suggested or remembered. */
export async function columnsForm(tenant: Tenant, id: string, changes: Record<string, string> = {}): Promise<FormData> {
  const page = await inTenant(tenant, (db) => columnsPage(db, id));
  if (!page) throw new Error("no import");
  const form: Record<string, string> = { importId: id, _version: String(page.head.version) };
  for (const field of fieldsOf(page.city.schoolFields)) {
    form[`source_${field}`] = choiceOf(page.head.mapping, page.head.reading.header, field);
  }
  return fields({ ...form, ...changes });
}

function choiceOf(mapping: Mapping, header: readonly string[], field: Parameters<typeof sourceOf>[1]): string {
  const source = sourceOf(mapping, field);
  if (!source) return "";
  if ("derived" in source) return "derived";
  if ("fixed" in source) return `fixed:${source.fixed}`;
  return `column:${header.indexOf(columnOf(mapping, field) ?? "")}`;
}

/** The second form as the page shows it: every meaning suggested or remembered. */
export async function valuesForm(
  tenant: Tenant,
  id: string,
  changes: Record<string, string | string[]> = {},
): Promise<FormData> {
  const page = await inTenant(tenant, (db) => valuesPage(db, id));
  if (!page) throw new Error("no import");
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const form: Record<string, string | string[]> = {
    importId: id,
    _version: String(page.head.version),
    effectiveOn: today,
    emptyClears: "on",
    remember: "",
  };
  for (const { field, values } of page.questions) {
    for (const [index, { value, to, create, creates }] of values.entries()) {
      form[`value_${field}_${index}`] = value;
      form[`to_${field}_${index}`] = creates ? CREATE : to;
      if (!create) continue;
      form[`en_${field}_${index}`] = create.nameEn;
      form[`zh_${field}_${index}`] = create.nameZh;
      form[`group_${field}_${index}`] = create.group;
    }
  }
  return fields({ ...form, ...changes });
}

/** Upload, columns and values with what is suggested, up to the checked list. */
export async function check(
  tenant: Tenant,
  bytes: BlobPart,
  name?: string,
  values: Record<string, string> = {},
): Promise<string> {
  const { id, ...said } = await upload(bytes, name);
  if (!id) throw new Error(JSON.stringify(said));
  const columns = await send(chooseColumns, await columnsForm(tenant, id));
  if (!columns.goTo) throw new Error(JSON.stringify(columns));
  const checked = await send(checkValues, await valuesForm(tenant, id, values));
  if (!checked.goTo) throw new Error(JSON.stringify(checked));
  return id;
}

export async function headOf(tenant: Tenant, id: string) {
  const head = await inTenant(tenant, (db) => findImport(db, id));
  if (!head) throw new Error("no import");
  return head;
}

/** Presses the button and waits for the worker; where it goes to, or what it or the job says. */
export async function apply(
  tenant: Tenant,
  id: string,
  over: Record<string, string | string[]> = {},
): Promise<{ goTo?: string } & FormState> {
  const { version } = await headOf(tenant, id);
  const form = fields({ _key: key(), importId: id, _version: version, mode: "all", reason: "", ...over });
  const answer = await send(applyImport, form);
  const [job] = await doJobs(tenant);
  return job?.status === "FAILED" ? { message: job.said ?? "" } : answer;
}

export function rowsOf(tenant: Tenant, id: string): Promise<StoredRow[]> {
  return inTenant(tenant, (db) => allRows(db, id));
}
