import {
  type ContactChange,
  changeContact,
  changeFacts,
  createSchools,
  type NewSchool,
} from "#features/schools/record.ts";
import { Contact, type Facts } from "#features/schools/schema.ts";
import type { FactChange } from "#features/schools/timeline.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { type ComparedRow, isContactField } from "./compare.ts";
import { extraKey } from "./fields.ts";
import type { ListRecord } from "./mapping.ts";
import { linkSchools } from "./rows.ts";

/** Ids of districts by code. */
export type DistrictIds = ReadonlyMap<string, string>;

export type Dated = { effectiveOn: PlainDate; reason: string };

/** Enters new schools and tells their rows which school each became. */
export async function enterSchools(
  db: Db,
  importId: string,
  rows: readonly ComparedRow[],
  districtIds: DistrictIds,
  dated: Dated,
): Promise<void> {
  const ids = await createSchools(
    db,
    rows.map(({ record }) => newSchool(record, districtIds, dated)),
  );
  await linkSchools(
    db,
    importId,
    rows.flatMap(({ line }, index) => {
      const schoolId = ids[index];
      return schoolId ? [{ line, schoolId }] : [];
    }),
  );
}

function newSchool(record: ListRecord, districtIds: DistrictIds, { effectiveOn, reason }: Dated): NewSchool {
  const { code = "", district = "", ownership = "", stages = [], extra = {} } = record;
  return {
    ...Contact.parse(record),
    code,
    nameEn: record.nameEn ?? "",
    nameZh: record.nameZh ?? "",
    districtId: districtIds.get(district) ?? "",
    ownership,
    stages,
    settlement: record.settlement ?? null,
    status: record.status ?? "OPEN",
    teachingPoint: false,
    boarding: record.boarding ?? null,
    capacity: record.capacity ?? null,
    creditCode: null,
    siteKey: record.siteKey ?? null,
    extra: withoutBlanks(extra),
    openedOn: effectiveOn,
    reason,
  };
}

/** Makes the changes that the check found, facts from the day on and contact details. */
export async function changeSchools(
  db: Db,
  rows: readonly ComparedRow[],
  districtIds: DistrictIds,
  { effectiveOn, reason }: Dated,
): Promise<void> {
  const ids = rows.flatMap(({ schoolId }) => schoolId ?? []);
  const extras = new Map(
    (await db.school.findMany({ where: { id: { in: ids } }, select: { id: true, extra: true } })).map(
      ({ id, extra }) => [id, extra as Record<string, string>],
    ),
  );
  const facts: FactChange[] = [];
  const contacts: ContactChange[] = [];
  for (const { schoolId, changes } of rows) {
    if (!schoolId || !changes) continue;
    const after = Object.entries(changes).map(([field, change]) => [field, change.after] as const);
    const dated = after.filter(([field]) => !isContactField(field));
    const own = after.filter(([field]) => isContactField(field) && extraKey(field) === undefined);
    const further = after.flatMap(([field, value]) => {
      const key = extraKey(field);
      return key === undefined ? [] : [[key, String(value ?? "")] as const];
    });
    if (dated.length > 0) facts.push({ schoolId, effectiveOn, reason, facts: factsFrom(dated, districtIds) });
    if (own.length + further.length > 0) {
      const extra = withoutBlanks({ ...extras.get(schoolId), ...Object.fromEntries(further) });
      contacts.push({ schoolId, ...Object.fromEntries(own), ...(further.length > 0 && { extra }) });
    }
  }
  await changeFacts(db, facts);
  await changeContact(db, contacts);
}

/** The compared fields are the register's own, but for the district, which lists name by code. */
function factsFrom(changes: readonly (readonly [string, unknown])[], districtIds: DistrictIds): Partial<Facts> {
  const named = changes.map(([field, value]) =>
    field === "district" ? ["districtId", districtIds.get(String(value)) ?? ""] : [field, value],
  );
  return Object.fromEntries(named) as Partial<Facts>;
}

function withoutBlanks(extra: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== ""));
}
