import type { Prisma, Role } from "#generated/prisma/client.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { Db } from "#server/db.ts";
import { type Capability, isSystemCapability } from "#server/policy.ts";
import { idOf } from "./chance.ts";
import { insert, type Rows } from "./insert.ts";
import type { Person } from "./people.ts";

/** An instant of a day on the clocks of the demo cities, as a database takes it. */
export const at = (day: PlainDate, time: string): string => instantAt(day, time, "Asia/Shanghai").toISOString();

/** What somebody did before the day of seeding, as the door would have recorded it. */
export type Deed = {
  at: string;
  by: Person;
  verb: Capability;
  subject: readonly [type: Prisma.ModelName, id: string];
  schoolId?: string;
  reason?: string;
  detail?: Prisma.InputJsonObject;
};

/** Rows that a deed wrote; an update finds its rows by `key` and sets everything else that they hold. */
export type Write = { table: keyof Rows; op: "insert" | "update"; key: string[]; rows: object[] };

export function inserts<Table extends keyof Rows>(table: Table, rows: readonly Rows[Table][]): Write {
  return { table, op: "insert", key: [], rows: [...rows] };
}

export function updates<Table extends keyof Rows>(
  table: Table,
  rows: readonly Partial<Rows[Table]>[],
  key: string[] = ["id"],
): Write {
  return { table, op: "update", key, rows: [...rows] };
}

type Act = { at: string; request: string; person: string; writes: Write[]; work?: (db: Db) => Promise<void> };

/** Characters of JSON that are replayed by one statement. */
const AT_ONCE = 4_000_000;

/**
 * The past of a city, replayed in the order of time: each deed writes its rows as its own request and in the name of
 * whoever did it, so the trail of changes is that of real work.
 */
export class Script {
  readonly #acts: Act[] = [];
  readonly #events: Prisma.AuditEventCreateManyInput[] = [];

  /** @param work what a deed makes of everything that stands at that moment, in its own request and name */
  record(
    { at: when, by, verb, subject: [subjectType, subjectId], schoolId, reason = "", detail = {} }: Deed,
    writes: readonly Write[] = [],
    work?: (db: Db) => Promise<void>,
  ): void {
    const id = idOf(subjectId, "AuditEvent", verb, when, String(this.#events.length));
    const request = idOf(id, "request");
    this.#events.push({
      id,
      at: when,
      requestId: request,
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
    const some = writes.filter(({ rows }) => rows.length > 0);
    if (some.length > 0 || work)
      this.#acts.push({ at: when, request, person: by.id, writes: some, ...(work && { work }) });
  }

  async replay(db: Db): Promise<void> {
    // The tables grow while the planner still takes them to be empty: it would read them whole for every row.
    await db.$executeRaw`select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
    let batch: string[] = [];
    let size = 0;
    const flush = async () => {
      await db.$executeRaw`select set_config('seed.acts', ${`[${batch.join()}]`}, true)`;
      await db.$executeRawUnsafe(REPLAY);
      [batch, size] = [[], 0];
    };
    for (const act of this.#acts.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))) {
      const { work, ...told } = act;
      const text = JSON.stringify(told);
      batch.push(text);
      size += text.length;
      if (work || size > AT_ONCE) await flush();
      await work?.(db);
    }
    if (batch.length > 0) await flush();
    await insert(db, "AuditEvent", this.#events);
  }
}

const REPLAY = `
do $$
declare
  act jsonb;
  write jsonb;
  names text;
  found text;
begin
  for act in select value from jsonb_array_elements(current_setting('seed.acts')::jsonb) loop
    perform set_config('app.request', act ->> 'request', true), set_config('app.person', act ->> 'person', true);
    for write in select value from jsonb_array_elements(act -> 'writes') loop
      if write ->> 'op' = 'insert' then
        select string_agg(quote_ident(name), ', ') into names from jsonb_object_keys(write -> 'rows' -> 0) name;
        execute format('insert into %1$I (%2$s) select %2$s from jsonb_populate_recordset(null::%1$I, $1)', write ->> 'table', names)
          using write -> 'rows';
      else
        select string_agg(format('%1$I = n.%1$I', name), ', ') filter (where not write -> 'key' ? name),
               string_agg(format('t.%1$I = n.%1$I', name), ' and ') filter (where write -> 'key' ? name)
          into names, found from jsonb_object_keys(write -> 'rows' -> 0) name;
        execute format('update %1$I t set %2$s from jsonb_populate_recordset(null::%1$I, $1) n where %3$s', write ->> 'table', names, found)
          using write -> 'rows';
      end if;
    end loop;
  end loop;
end $$`;
