import type { PlainDate } from "#lib/plain-date.ts";
import type { CodeFormat } from "#lib/school-code.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { codeProblem, type Facts } from "./schema.ts";

/** A school that wants a code. `inheritsFrom`: schools that end in it, one of whose codes it may go on with. */
export type CodeClaim = {
  schoolId: string;
  code: string;
  on: PlainDate;
  reason: string;
  inheritsFrom?: readonly string[];
  /** A school that opens again takes up its own void code. */
  restores?: boolean;
};

export type VoidedCode = { schoolId: string; code: string; on: PlainDate; reason: string };

/** How the city writes its codes. */
export async function codeFormat(db: Db): Promise<CodeFormat> {
  const tenant = await db.tenant.findFirst({ select: { codeFormat: true } });
  if (!tenant) throw new Error("codeFormat asked for outside a tenant");
  return tenant.codeFormat as unknown as CodeFormat;
}

/** @throws Refusal beside `code` where the code is not written as the city writes codes or does not fit the stages */
export function mustFit(facts: Pick<Facts, "code" | "stages">, format: CodeFormat): void {
  const problem = codeProblem(facts, format);
  if (problem) throw new Refusal(problem, { length: format.length, example: format.example }, "code");
}

/**
 * Gives out codes: new ones are issued, those of a predecessor move to their heir, a restored school gets its own back.
 * A code is given once for ever (`systems.md` 1.1: void codes are never reissued).
 * @throws Refusal beside `code`, naming the school that has or had it
 */
export async function issueCodes(db: Db, claims: readonly CodeClaim[]): Promise<void> {
  if (claims.length === 0) return;
  const codes = claims.map(({ code }) => code);
  const seen = new Set<string>();
  const twice = codes.find((code) => seen.size === seen.add(code).size);
  if (twice !== undefined) throw new Refusal("schools.error.codeTwice", { code: twice }, "code");
  const known = await db.$queryRaw<{ code: string; schoolId: string; voided: boolean }[]>`
    select code, "schoolId", "voidedOn" is not null as voided from "SchoolCode" where code = any(${codes}::text[])`;
  const holders = new Map(known.map((row) => [row.code, row]));
  for (const claim of claims) {
    const holder = holders.get(claim.code);
    if (holder) await takeOver(db, claim, holder);
  }
  const fresh = claims.filter(({ code }) => !holders.has(code));
  const rows = fresh.map(({ code, schoolId, on, reason }) => ({ code, schoolId, issuedOn: on, reason }));
  if (rows.length === 0) return;
  await db.$executeRaw`
    insert into "SchoolCode" (code, "schoolId", "issuedOn", reason)
    select code, "schoolId", "issuedOn", reason from jsonb_populate_recordset(null::"SchoolCode", ${JSON.stringify(rows)}::jsonb)`;
}

/** Codes that are not used from that day on. */
export async function voidCodes(db: Db, codes: readonly VoidedCode[]): Promise<void> {
  if (codes.length === 0) return;
  const rows = codes.map(({ code, schoolId, on, reason }) => ({ code, schoolId, voidedOn: on, reason }));
  await db.$executeRaw`
    update "SchoolCode" c set "voidedOn" = v."voidedOn", reason = v.reason
      from jsonb_populate_recordset(null::"SchoolCode", ${JSON.stringify(rows)}::jsonb) v
     where c.code = v.code and c."schoolId" = v."schoolId" and c."voidedOn" is null`;
}

async function takeOver(db: Db, claim: CodeClaim, holder: { schoolId: string; voided: boolean }): Promise<void> {
  const own = holder.schoolId === claim.schoolId;
  const inherited = claim.inheritsFrom?.includes(holder.schoolId) ?? false;
  if (own && !holder.voided) return;
  if (!inherited && !(own && claim.restores)) {
    const key = holder.voided ? "schools.error.codeVoid" : "schools.error.codeUsed";
    throw new Refusal(key, { code: claim.code, school: await lastName(db, holder.schoolId) }, "code");
  }
  await db.schoolCode.updateMany({
    where: { code: claim.code },
    data: { schoolId: claim.schoolId, voidedOn: null, reason: claim.reason },
  });
}

/** A school as last known, by both its names: whoever reads the refusal may know it by either. */
async function lastName(db: Db, schoolId: string): Promise<string> {
  const fact = await db.schoolFact.findFirst({
    where: { schoolId, supersededAt: null },
    orderBy: { validFrom: "desc" },
    select: { nameEn: true, nameZh: true },
  });
  return [...new Set([fact?.nameZh, fact?.nameEn])].filter(Boolean).join(" / ");
}
