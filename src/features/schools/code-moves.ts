import type { CodeFormat } from "#lib/school-code.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { type CodeClaim, issueCodes, mustFit, type VoidedCode, voidCodes } from "./codes.ts";
import { changesCategory, type Facts } from "./schema.ts";
import type { Amendment, FactChange, KnownSpan } from "./timeline.ts";

/** States in which a school's code is void. */
export const ENDED: ReadonlySet<Facts["status"]> = new Set(["CLOSED", "REJECTED", "CREATED_IN_ERROR"]);

type Amended = { change: FactChange; amendment: Amendment; rows: readonly KnownSpan[] };

/** Codes follow the facts: a changed one is issued and the old one void, a school that ends or is restored likewise. */
export async function followCodes(db: Db, amended: readonly Amended[], format: CodeFormat): Promise<void> {
  const moves = amended.flatMap((one) => codeMove(one, format));
  await voidCodes(
    db,
    moves.flatMap(({ voided }) => voided),
  );
  await issueCodes(
    db,
    moves.flatMap(({ claims }) => claims),
  );
}

function codeMove(
  { change, amendment, rows }: Amended,
  format: CodeFormat,
): { claims: CodeClaim[]; voided: VoidedCode[] }[] {
  const { schoolId, effectiveOn: on, reason, inheritsFrom, correcting = false } = change;
  const before = rows.at(-1);
  const after = before && amendment.superseded.includes(before.id) ? amendment.added.at(-1) : before;
  if (!before || !after) return [];
  const ended = ENDED.has(before.facts.status);
  const ends = ENDED.has(after.facts.status);
  const code = after.facts.code;
  const held = new Set(rows.map(({ facts }) => facts.code));
  const wanted = new Set(amendment.added.map(({ facts }) => facts.code).filter((one) => !held.has(one)));
  if (code !== before.facts.code || (ended && !ends)) wanted.add(code);
  if (ended && code !== before.facts.code)
    throw new Refusal("schools.error.reopenCode", { code: before.facts.code }, "code");
  mustKeepCategory([...wanted], before.facts.code, format);
  if (amendment.changed.includes("code") || amendment.changed.includes("stages")) mustFit(after.facts, format);
  const given = { on, reason, restores: (ended && !ends) || correcting, ...(inheritsFrom && { inheritsFrom }) };
  const old = [...held, ...wanted].filter((one) => one !== code || (ends && !ended));
  return [
    {
      claims: [...wanted].map((one) => ({ schoolId, code: one, ...given })),
      voided: old.map((one) => ({ schoolId, code: one, on, reason })),
    },
  ];
}

function mustKeepCategory(codes: readonly string[], before: string, format: CodeFormat): void {
  if (codes.some((code) => changesCategory(before, code, format)))
    throw new Refusal("schools.error.category", {}, "code");
}
