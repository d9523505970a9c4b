import { type Context, cellsOf, type Facts, factText, type Place } from "./cells.ts";
import type { Definition } from "./definition.ts";
import { FactName } from "./expression.ts";
import { prefill } from "./prefill.ts";
import { isOwnDetail } from "./shares.ts";

/** How many cells a school fills in, and how many the platform fills before it starts. */
export type Burden = { asked: number; prefilled: number };

/** Of rows that are the school's own, one counts: how many there will be is not known. */
const countsOnce = ({ section, row }: Place): boolean => !isOwnDetail(section, row?.key) || row?.key === "r1";

/** What a form costs one school. A total row without a total is no cell. */
export function burdenOf(definition: Definition, context: Context): Burden {
  const { values } = prefill(definition, context);
  const burden = { asked: 0, prefilled: 0 };
  for (const place of cellsOf(definition, context)) {
    if (!countsOnce(place)) continue;
    if (values[place.address] !== undefined) burden.prefilled += 1;
    else if (place.typed) burden.asked += 1;
  }
  return burden;
}

/** `burdenOf` for many schools: those that differ in nothing the form looks at are reckoned once. */
export function burdenReader(definition: Definition): (context: Context) => Burden {
  if (startsAnywhere(definition)) return (context) => burdenOf(definition, context);
  const known = new Map<string, Burden>();
  return (context) => {
    const key = lookOf(context.facts);
    const burden = known.get(key) ?? burdenOf(definition, context);
    known.set(key, burden);
    return burden;
  };
}

const startsAnywhere = ({ sheets }: Definition): boolean =>
  sheets.some(({ sections }) =>
    sections.some((section) =>
      (section.kind === "table" ? section.columns : section.cells).some(({ starts }) => starts !== undefined),
    ),
  );

const lookOf = (facts: Facts): string =>
  [
    facts.stages.join(),
    facts.primaryGrades ?? 6,
    ...FactName.options.map((name) => Number(factText(facts, name) !== undefined)),
  ].join(" ");

/** Together over schools. */
export function sumBurdens(burdens: readonly Burden[]): Burden {
  return burdens.reduce((sum, one) => ({ asked: sum.asked + one.asked, prefilled: sum.prefilled + one.prefilled }), {
    asked: 0,
    prefilled: 0,
  });
}

/** What so many cells take at a pace of milliseconds for each, in whole seconds; null at no known pace. */
export const secondsFor = (asked: number, paceMs: number | null): number | null =>
  paceMs === null ? null : Math.round((asked * paceMs) / 1000);
