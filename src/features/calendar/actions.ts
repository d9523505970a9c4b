"use server";

import { randomInt, randomUUID } from "node:crypto";
import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { action } from "#server/action.ts";
import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { currentLocale } from "#server/session.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import { calendarYear, schoolYear } from "./queries.ts";
import { type DayProblem, type DaysRead, readDayFile, readDayLines, writeDayLines } from "./read-days.ts";
import { AddTerm, AddYear, EditYear, OfCalendar, OfTerm, PublishCalendar } from "./schema.ts";

type Span = { startsOn: PlainDate; endsOn: PlainDate };

const dates = ({ startsOn, endsOn }: Span) => ({ startsOn: toUtcMidnight(startsOn), endsOn: toUtcMidnight(endsOn) });
const touching = ({ startsOn, endsOn }: Span) => ({
  startsOn: { lte: toUtcMidnight(endsOn) },
  endsOn: { gte: toUtcMidnight(startsOn) },
});

function mustRun({ startsOn, endsOn }: Span): void {
  if (endsOn <= startsOn) throw new Refusal("calendar.endsBefore", {}, "endsOn");
}

/** A day belongs to one school year at most. */
async function mustStandAlone(db: Db, span: Span, own: string | null): Promise<void> {
  mustRun(span);
  const other = await db.schoolYear.findFirst({
    where: { ...touching(span), ...(own && { id: { not: own } }) },
    select: { nameEn: true, nameZh: true },
  });
  if (other) throw new Refusal("calendar.yearsOverlap", { en: other.nameEn, zh: other.nameZh }, "startsOn");
}

export const addYear = action(
  "year.edit",
  AddYear,
  async (data, { db }) => {
    await mustStandAlone(db, data, null);
    const id = randomUUID();
    await db.schoolYear.createMany({ data: { id, ...data, ...dates(data) } });
    return {
      subject: ["SchoolYear", id],
      detail: { changed: "yearAdded" },
      goTo: `/settings/school-years/${id}`,
      message: "calendar.yearAdded",
    };
  },
  { once: true },
);

export const editYear = action("year.edit", EditYear, async ({ id, _version, ...data }, { db, actor }) => {
  await mustBeLatest(db, actor, {
    entity: "SchoolYear",
    seen: _version,
    typed: data,
    stored: await schoolYear(db, id),
  });
  await mustStandAlone(db, data, id);
  const outside = await db.term.count({
    where: {
      schoolYearId: id,
      OR: [{ startsOn: { lt: toUtcMidnight(data.startsOn) } }, { endsOn: { gt: toUtcMidnight(data.endsOn) } }],
    },
  });
  if (outside > 0) throw new Refusal("calendar.termOutside", {}, "startsOn");
  const { count } = await db.schoolYear.updateMany({
    where: { id, version: _version },
    data: { ...data, ...dates(data), version: { increment: 1 } },
  });
  mustChange(count);
  return { subject: ["SchoolYear", id], detail: { changed: "year" } };
});

export const addTerm = action(
  "year.edit",
  AddTerm,
  async (data, { db }) => {
    mustRun(data);
    const { startsOn, endsOn } = dates(data);
    const year = await db.schoolYear.findFirst({ where: { id: data.schoolYearId } });
    if (!year) throw new Stale();
    if (startsOn < year.startsOn || endsOn > year.endsOn) throw new Refusal("calendar.termOutside", {}, "startsOn");
    const overlap = await db.term.count({ where: { schoolYearId: year.id, ...touching(data) } });
    if (overlap > 0) throw new Refusal("calendar.termsOverlap", {}, "startsOn");
    const id = randomUUID();
    await db.term.createMany({ data: { id, ...data, startsOn, endsOn } });
    return { subject: ["Term", id], detail: { changed: "termAdded" } };
  },
  { once: true },
);

export const removeTerm = action("year.edit", OfTerm, async ({ id }, { db }) => {
  const term = await db.term.findFirst({ where: { id }, select: { nameEn: true, nameZh: true } });
  mustChange((await db.term.deleteMany({ where: { id } })).count);
  return { subject: ["Term", id], detail: { changed: "termRemoved", ...term } };
});

const SHOWN_PROBLEMS = 12;

function mustBeWhole({ days, problems }: DaysRead, field: string, locale: Locale): DaysRead["days"] {
  if (problems.length === 0) return days;
  const sentence = ({ line, code }: DayProblem) => wordsFor(locale, `calendar.problem.${code}`, { line });
  const list = problems
    .toSorted((a, b) => a.line - b.line)
    .slice(0, SHOWN_PROBLEMS)
    .map(sentence)
    .join(" ");
  throw new Refusal("calendar.problems", { count: problems.length, list }, field);
}

async function daysGiven(form: FormData, year: number, lines: string | null): Promise<DaysRead["days"]> {
  const locale = await currentLocale();
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return mustBeWhole(readDayLines(lines ?? "", year), "days", locale);
  if (lines !== null) throw new Refusal("calendar.oneOrTheOther", {}, "file");
  try {
    return mustBeWhole(await readDayFile(new Uint8Array(await file.arrayBuffer()), year), "file", locale);
  } catch (error) {
    if (error instanceof TableRefusal) throw new Refusal("calendar.fileUnreadable", {}, "file");
    throw error;
  }
}

/** Of its own for each publication, so that a year withdrawn and published again is not taken for the one before. */
const firstVersion = () => randomInt(1, 2 ** 30);

/** Of two lists only the lines that differ are shown side by side. */
async function mustBeLastPublished(
  db: Db,
  actor: Actor,
  { year, source, days }: { year: number; source: string; days: DaysRead["days"] },
  seen: number,
): Promise<void> {
  const published = await calendarYear(db, year);
  const [mine, theirs] = [days, published?.days ?? []].map((list) => writeDayLines(list).split("\n"));
  const only = (lines: string[] = [], others: string[] = []) => lines.filter((one) => !others.includes(one)).join("\n");
  const stored = { source: published?.source ?? "", days: only(theirs, mine), version: published?.version ?? 0 };
  await mustBeLatest(db, actor, { entity: "CalendarYear", seen, typed: { source, days: only(mine, theirs) }, stored });
}

/** Publishes a year's holidays and make-up days, or replaces those that were published: all of the list or none. */
export const publishCalendar = action(
  "calendar.edit",
  PublishCalendar,
  async ({ year, source, days: lines, _version }, { db, form, actor }) => {
    const days = await daysGiven(form, year, lines);
    if (days.length === 0) throw new Refusal("calendar.noDays", {}, "days");
    await mustBeLastPublished(db, actor, { year, source, days }, _version);
    const { count } = await db.calendarYear.updateMany({
      where: { year, version: _version },
      data: { source, version: { increment: 1 } },
    });
    if (_version > 0) mustChange(count);
    else await db.calendarYear.createMany({ data: { year, source, version: firstVersion() } });
    await db.calendarDay.deleteMany({ where: { year } });
    await db.calendarDay.createMany({ data: days.map((one) => ({ ...one, day: toUtcMidnight(one.day), year })) });
    return {
      subject: ["CalendarYear", String(year)],
      detail: { changed: "published", days: days.length },
      goTo: "/settings/calendar",
      message: "calendar.yearPublished",
    };
  },
);

/** Takes a published year back: whatever counts working days in it cannot conclude from then on. */
export const withdrawCalendar = action("calendar.edit", OfCalendar, async ({ year }, { db }) => {
  await db.calendarDay.deleteMany({ where: { year } });
  mustChange((await db.calendarYear.deleteMany({ where: { year } })).count);
  return {
    subject: ["CalendarYear", String(year)],
    detail: { changed: "withdrawn" },
    goTo: "/settings/calendar",
    message: "calendar.yearWithdrawn",
  };
});
