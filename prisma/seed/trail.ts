import type { Prisma, Role } from "#generated/prisma/client.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { type Capability, isSystemCapability } from "#server/policy.ts";
import type { Db } from "#server/db.ts";
import { idOf } from "./chance.ts";
import { insert } from "./insert.ts";
import type { Person } from "./people.ts";

/** An instant of a day on the clocks of the demo cities, as a database takes it. */
export const at = (day: PlainDate, time: string): string => instantAt(day, time, "Asia/Shanghai").toISOString();

export type Deed = {
  at: string;
  by: Person;
  verb: Capability;
  subject: readonly [type: Prisma.ModelName, id: string];
  schoolId?: string;
  reason?: string;
  detail?: Prisma.InputJsonObject;
};

/** What the people of a city did before the day of seeding, as the door would have recorded it. */
export class Trail {
  readonly #rows: Prisma.AuditEventCreateManyInput[] = [];

  record({ at: when, by, verb, subject: [subjectType, subjectId], schoolId, reason = "", detail = {} }: Deed): void {
    const id = idOf(subjectId, "AuditEvent", verb, when, String(this.#rows.length));
    this.#rows.push({
      id,
      at: when,
      requestId: idOf(id, "request"),
      personId: by.id,
      personName: by.name,
      role: by.role as Role,
      capability: verb,
      subjectType,
      subjectId,
      schoolId: schoolId ?? (subjectType === "School" ? subjectId : null),
      reason,
      detail,
      system: isSystemCapability(verb),
    });
  }

  insert(db: Db): Promise<void> {
    return insert(db, "AuditEvent", this.#rows);
  }
}
