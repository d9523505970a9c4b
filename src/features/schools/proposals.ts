import type { ChangeKind, Prisma } from "#generated/prisma/client.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { codeFormat, mustFit } from "./codes.ts";
import { knownSpans } from "./record.ts";
import type { Contact, Facts } from "./schema.ts";
import { mustBeOpen, openByCode } from "./succession.ts";
import { mustBeAlone } from "./twins.ts";

/** A school that is asked for; '' where its code is still to be given. */
export type WantedSchool = Omit<Facts, "status">;
export type WantedMerger = {
  /** The schools that would end. */
  others: { id: string; code: string; nameZh: string; nameEn: string }[];
  /** '' where the school that goes on keeps its own. */
  code: string;
};
export type WantedSplit = { successor: WantedSchool; closes: boolean };

/** What a request asks for, by its kind. */
export type Wanted =
  | { kind: "CHANGE" | "CLOSE"; wanted: Partial<Facts> }
  | { kind: "CREATE"; wanted: WantedSchool & Contact }
  | { kind: "MERGE"; wanted: WantedMerger }
  | { kind: "SPLIT"; wanted: WantedSplit };

export function wantedOf({ kind, wanted }: { kind: ChangeKind; wanted: Prisma.JsonValue }): Wanted {
  return { kind, wanted } as Wanted;
}

type Asked = { effectiveOn: PlainDate; reason: string };
/** Whether the asker has seen that there is a school of this name. */
type Twin = { twin: boolean };

/** Asks the section for a school that does not exist yet, in the asker's own district. */
export async function proposeNewSchool(
  db: Db,
  actor: Actor,
  wanted: WantedSchool & Contact,
  { twin, ...asked }: Asked & Twin,
) {
  const { districtId } = actor;
  if (!districtId) throw new Refusal("error.notAllowed");
  await codeMayWait(db, wanted);
  if (!twin) await mustBeAlone(db, wanted);
  return ask(db, actor, { ...asked, kind: "CREATE", schoolId: null, districtId, before: {}, wanted });
}

/** Asks the section to merge schools of the asker's district into one of them. */
export async function proposeMerger(
  db: Db,
  actor: Actor,
  { id, others, code, ...asked }: Asked & { id: string; others: readonly string[]; code: string },
) {
  const survivor = await mustBeOpen(db, id);
  const ending = await openByCode(db, others);
  if (ending.some(({ schoolId }) => schoolId === id)) throw new Refusal("schools.error.mergeSelf", {}, "others");
  const spans = await knownSpans(
    db,
    ending.map(({ schoolId }) => schoolId),
  );
  const facts = ending.map(({ schoolId }) => ({ id: schoolId, ...(spans.get(schoolId)?.at(-1)?.facts as Facts) }));
  const stranger = facts.find(({ districtId }) => districtId !== survivor.districtId);
  if (stranger) throw new Refusal("changes.error.otherDistrict", { code: stranger.code }, "others");
  if (code && ![survivor, ...facts].some((one) => one.code === code))
    throw new Refusal("schools.error.mergeCode", {}, "code");
  const wanted: WantedMerger = {
    others: facts.map(({ id: other, code: own, nameZh, nameEn }) => ({ id: other, code: own, nameZh, nameEn })),
    code,
  };
  return askOf(db, actor, id, survivor, { ...asked, kind: "MERGE", wanted });
}

/** Asks the section to make a part of a school one of its own. */
export async function proposeSplit(
  db: Db,
  actor: Actor,
  { id, successor, closes, twin, ...asked }: Asked & Twin & { id: string } & WantedSplit,
) {
  const source = await mustBeOpen(db, id);
  await codeMayWait(db, successor);
  if (!twin) await mustBeAlone(db, { ...successor, districtId: source.districtId });
  const wanted: WantedSplit = { successor: { ...successor, districtId: source.districtId }, closes };
  return askOf(db, actor, id, source, { ...asked, kind: "SPLIT", wanted });
}

async function askOf(
  db: Db,
  actor: Actor,
  schoolId: string,
  { districtId, code, stages }: Facts,
  asked: Asked & { kind: ChangeKind; wanted: object },
) {
  const { kind } = asked;
  const waiting = await db.changeRequest.count({ where: { schoolId, kind, status: "PENDING" } });
  if (waiting > 0) throw new Refusal("changes.error.alreadyProposed");
  return ask(db, actor, { ...asked, schoolId, districtId, before: { code, stages } });
}

async function ask(
  db: Db,
  actor: Actor,
  {
    effectiveOn,
    ...data
  }: Asked & {
    kind: ChangeKind;
    schoolId: string | null;
    districtId: string;
    before: Prisma.InputJsonObject;
    wanted: object;
  },
): Promise<string> {
  const { id } = await db.changeRequest.create({
    data: {
      ...data,
      wanted: data.wanted as Prisma.InputJsonObject,
      owner: "SECTION",
      effectiveOn: toUtcMidnight(effectiveOn),
      requestedByName: actor.name,
    },
    select: { id: true },
  });
  return id;
}

/** A code that is named already has to fit; one that is not, the section gives when it approves. */
async function codeMayWait(db: Db, wanted: WantedSchool): Promise<void> {
  if (wanted.code) mustFit(wanted, await codeFormat(db));
}
