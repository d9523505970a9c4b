import type { PlainDate } from "#lib/plain-date.ts";
import { FACT_NAMES, type Facts } from "./schema.ts";

/** Facts over a span of days: `validTo` is exclusive, null while it lasts. */
export type Span = { validFrom: PlainDate; validTo: PlainDate | null; facts: Facts; reason: string };
export type KnownSpan = Span & { id: string };

export type FactChange = {
  schoolId: string;
  effectiveOn: PlainDate;
  facts: Partial<Facts>;
  reason: string;
  /** The version the change was made on; without it the present one. */
  version?: number;
  /** Puts right what was recorded wrongly: may reach back before the present facts began. */
  correcting?: boolean;
  /** Holds for all days from then on, whatever was recorded for later ones. */
  throughout?: boolean;
  /** Schools that end in this one, one of whose codes it may go on with. */
  inheritsFrom?: readonly string[];
};

/** Rows that are no longer what is known, and the rows known instead. */
export type Amendment = { superseded: string[]; added: Span[]; changed: (keyof Facts)[] };

/**
 * The history of a school with these facts from that day on. A fact changed again later keeps its later value: the
 * amendment holds until then. A day before the first row moves the beginning of the history to that day.
 * @param rows what is known, by date, without gaps
 * @returns an empty amendment where the facts already stand so
 */
export function amend(
  rows: readonly KnownSpan[],
  change: { effectiveOn: PlainDate; facts: Partial<Facts>; reason: string; throughout?: boolean },
): Amendment {
  const on = change.effectiveOn;
  const [first] = rows;
  const at = Math.max(
    0,
    rows.findLastIndex((row) => row.validFrom <= on),
  );
  const base = rows[at];
  if (!first || !base) return { superseded: [], added: [], changed: [] };
  const changed = FACT_NAMES.filter((name) => name in change.facts && !sameFact(base.facts[name], change.facts[name]));
  const begins = on < first.validFrom;
  if (changed.length === 0 && !begins) return { superseded: [], added: [], changed };

  const added: Span[] = base.validFrom < on ? [{ ...spanOf(base), validTo: on }] : [];
  added.push({
    validFrom: on,
    validTo: base.validTo,
    facts: patched(base.facts, change.facts, changed),
    reason: change.reason,
  });
  const superseded = [base.id];
  let lasting = changed;
  for (const row of rows.slice(at + 1)) {
    if (!change.throughout) lasting = lasting.filter((name) => sameFact(row.facts[name], base.facts[name]));
    if (lasting.length === 0) break;
    superseded.push(row.id);
    added.push({ ...spanOf(row), facts: patched(row.facts, change.facts, lasting) });
  }
  return { superseded, added, changed };
}

/** Names of the facts in which the two differ, in the order of the register. */
export function differences(before: Facts, after: Facts): (keyof Facts)[] {
  return FACT_NAMES.filter((name) => !sameFact(before[name], after[name]));
}

/** Of what a form sends, only what differs from what it showed: the rest is not the person's to say. */
export function touched<Sent extends Partial<Facts>>(shown: Facts, sent: Sent): Partial<Sent> {
  const names = (Object.keys(sent) as (keyof Sent & keyof Facts)[]).filter(
    (name) => !sameFact(shown[name], sent[name]),
  );
  return Object.fromEntries(names.map((name) => [name, sent[name]])) as Partial<Sent>;
}

/** Stages are a set; everything else is compared as it is. */
export function sameFact(one: Facts[keyof Facts] | undefined, other: Facts[keyof Facts] | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((stage) => other.includes(stage));
  return one === other;
}

function spanOf({ validFrom, validTo, facts, reason }: Span): Span {
  return { validFrom, validTo, facts, reason };
}

function patched(facts: Facts, patch: Partial<Facts>, names: readonly (keyof Facts)[]): Facts {
  return { ...facts, ...Object.fromEntries(names.map((name) => [name, patch[name]])) };
}
