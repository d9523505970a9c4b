import { addDays, daysBetween, type PlainDate } from "#lib/plain-date.ts";

/** Reports that first arrived on one day of the city's. */
export type Arrived = { day: PlainDate; onTime: number; late: number };

/** How many had arrived by the end of a day; `at` in days since the collection opened. */
export type ArrivedBy = Arrived & { at: number };

export type Course = {
  points: ArrivedBy[];
  /** The deadline, and where the picture ends, in days since the collection opened. */
  due: number;
  end: number;
};

type Span = { openedOn: PlainDate; due: { date: PlainDate; time: string }; today: PlainDate };

/**
 * How a collection has come in, day by day from its opening to its deadline or the last arrival, whichever is later; of
 * days that are still to come there is nothing to say. Null where nothing has arrived.
 * @param arrived by day, earliest first
 */
export function courseOf(arrived: readonly Arrived[], { openedOn, due, today }: Span): Course | null {
  const last = arrived.at(-1)?.day;
  if (last === undefined) return null;
  const [hours = 0, minutes = 0] = due.time.split(":").map(Number);
  const dueIn = daysBetween(openedOn, due.date) + (hours + minutes / 60) / 24;
  const until = today < due.date || today < last ? today : last > due.date ? last : due.date;
  const onDay = new Map(arrived.map((one) => [one.day, one]));
  const points: ArrivedBy[] = [];
  let [onTime, late] = [0, 0];
  for (let day = openedOn, at = 1; day <= until; day = addDays(day, 1), at += 1) {
    onTime += onDay.get(day)?.onTime ?? 0;
    late += onDay.get(day)?.late ?? 0;
    points.push({ day, at, onTime, late });
  }
  return { points, due: dueIn, end: Math.max(Math.ceil(dueIn), points.length) };
}

/** The days of several districts as those of all, earliest first. */
export function arrivedIn(districts: readonly { arrived: readonly Arrived[] }[]): Arrived[] {
  const days = Map.groupBy(
    districts.flatMap(({ arrived }) => arrived),
    ({ day }) => day,
  );
  return [...days]
    .map(([day, parts]) => ({
      day,
      onTime: parts.reduce((sum, { onTime }) => sum + onTime, 0),
      late: parts.reduce((sum, { late }) => sum + late, 0),
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
