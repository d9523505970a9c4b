import { type Facts, indexOf, splitAddress, type Values } from "./cells.ts";
import type { Cell, Definition } from "./definition.ts";
import { combine, fromUnits, placesOf, type Share, type StageGroup, sharesOf, summablesOf, toUnits } from "./shares.ts";

/** A school of the campaign as stamped on its assignment, with the submission that counts, or null while there is none. */
export type Assigned = {
  schoolId: string;
  name: string;
  district: string;
  facts: Facts;
  submission: { id: string; values: Values } | null;
};

export type Coverage = {
  expected: number;
  reported: number;
  /** Schools without a counting submission, by name. */
  missing: { schoolId: string; name: string }[];
};

/** `value` is null when nobody filled the cell (missing is not nought); `schools` is how many it is made of. */
export type Figure = { value: string | null; schools: number };

/** Figures by address, with the coverage they rest on. */
export type RolledUp = { coverage: Coverage; figures: Record<string, Figure> };

export type RollUp = {
  all: RolledUp;
  districts: Record<string, RolledUp>;
  stages: Partial<Record<StageGroup, RolledUp>>;
};

type Tally = { coverage: Coverage; units: Map<string, bigint>; schools: Map<string, Set<string>> };

const emptyTally = (): Tally => ({
  coverage: { expected: 0, reported: 0, missing: [] },
  units: new Map(),
  schools: new Map(),
});

function cover({ coverage }: Tally, { schoolId, name, submission }: Assigned): void {
  coverage.expected += 1;
  if (submission) coverage.reported += 1;
  else coverage.missing.push({ schoolId, name });
}

function count(tally: Tally, cell: Cell, { address, value }: Share, schoolId: string): void {
  const units = toUnits(value, placesOf(cell));
  const before = tally.units.get(address);
  tally.units.set(address, before === undefined ? units : combine(cell, before, units));
  const schools = tally.schools.get(address) ?? new Set();
  tally.schools.set(address, schools.add(schoolId));
}

function tallyOf<K extends string>(tallies: Map<K, Tally>, key: K): Tally {
  const known = tallies.get(key) ?? emptyTally();
  tallies.set(key, known);
  return known;
}

const groupsOf = ({ stages }: Facts): StageGroup[] => (stages.length === 1 ? [...stages] : [...stages, "several"]);

const done =
  (cells: ReadonlyMap<string, Cell>) =>
  ({ coverage, units, schools }: Tally): RolledUp => {
    const figures: Record<string, Figure> = {};
    for (const [address, cell] of cells) {
      const sum = units.get(address);
      const value = sum === undefined ? null : fromUnits(sum, placesOf(cell));
      figures[address] = { value, schools: schools.get(address)?.size ?? 0 };
    }
    return { coverage, figures };
  };

/** Every cell that rolls up in any of the schools, in page order. */
function cellsOfAll(definition: Definition, assigned: readonly Assigned[]): Map<string, Cell> {
  const stages = [...new Set(assigned.flatMap(({ facts }) => facts.stages))];
  return new Map(summablesOf(definition, { facts: { stages } }).map(({ address, cell }) => [address, cell]));
}

/**
 * The city's figures: of all schools, by district and by stage, each with its coverage. Coverage by stage counts an
 * institution once in each of its stages. Which submissions count (accepted or locked) is the caller's choice.
 */
export function rollUp(definition: Definition, assigned: readonly Assigned[]): RollUp {
  const cells = cellsOfAll(definition, assigned);
  const all = emptyTally();
  const districts = new Map<string, Tally>();
  const stages = new Map<StageGroup, Tally>();
  for (const school of assigned) {
    const wide = [all, tallyOf(districts, school.district)];
    for (const tally of [...wide, ...groupsOf(school.facts).map((group) => tallyOf(stages, group))])
      cover(tally, school);
    for (const share of sharesOf(definition, school.facts, school.submission?.values ?? {})) {
      const cell = cells.get(share.address);
      if (!cell) continue;
      for (const tally of [...wide, tallyOf(stages, share.stage)]) count(tally, cell, share, school.schoolId);
    }
  }
  const finish = done(cells);
  const each = <K extends string>(tallies: Map<K, Tally>) => [...tallies].map(([key, tally]) => [key, finish(tally)]);
  return { all: finish(all), districts: Object.fromEntries(each(districts)), stages: Object.fromEntries(each(stages)) };
}

/** One submission behind a figure, with its part of it. */
export type Contribution = { submissionId: string; schoolId: string; name: string; value: string };

/** The submissions behind one figure; with the figure's group (a district, a stage, or neither for all schools). */
export function contributions(
  definition: Definition,
  assigned: readonly Assigned[],
  address: string,
  group: { district?: string; stage?: StageGroup } = {},
): Contribution[] {
  const cell = indexOf(definition).cells.get(splitAddress(address).code)?.cell;
  if (!cell) return [];
  return assigned.flatMap(({ schoolId, name, district, facts, submission }) => {
    if (!submission || (group.district !== undefined && group.district !== district)) return [];
    const parts = sharesOf(definition, facts, submission.values)
      .filter((share) => share.address === address && (group.stage ?? share.stage) === share.stage)
      .map(({ value }) => toUnits(value, placesOf(cell)));
    if (parts.length === 0) return [];
    const value = fromUnits(
      parts.reduce((a, b) => combine(cell, a, b)),
      placesOf(cell),
    );
    return [{ submissionId: submission.id, schoolId, name, value }];
  });
}
