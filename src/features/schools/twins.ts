import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { ENDED } from "./code-moves.ts";
import type { Facts } from "./schema.ts";

/** Two schools of one name in one district are more often one that is entered twice. */
export async function mustBeAlone(
  db: Db,
  { nameZh, nameEn, districtId }: Pick<Facts, "nameZh" | "nameEn" | "districtId">,
): Promise<void> {
  const names = [...(nameZh ? [{ nameZh }] : []), ...(nameEn ? [{ nameEn }] : [])];
  const twin = await db.schoolFact.findFirst({
    where: { districtId, supersededAt: null, validTo: null, status: { notIn: [...ENDED] }, OR: names },
    select: { code: true },
  });
  if (twin) throw new Refusal("schools.error.sameName", { code: twin.code }, "twin");
}
