import { z } from "zod";
import { listSchoolYears } from "#features/calendar/queries.ts";
import { recordOf } from "#features/reports/record.ts";
import { oneDate } from "#lib/list-params.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { can } from "#server/policy.ts";
import type { Locale } from "#server/words.ts";
import { fieldWords } from "./display.ts";
import { findSchool, type SchoolView, sameSite, schoolContext, schoolPeople, schoolReports } from "./find-school.ts";
import { relationsOf, schoolHistory } from "./history.ts";
import { readingDay } from "./queries.ts";

export const SCHOOL_TABS = ["facts", "history", "people", "reports"] as const;
export type SchoolTab = (typeof SCHOOL_TABS)[number];

/** What the address of a school's page holds: a part of it, and the day it is read on. */
export const schoolPage = z.object({ tab: z.enum(SCHOOL_TABS).catch("facts"), on: oneDate() });

export type SchoolPart = Awaited<ReturnType<typeof partOf>>;
export type PartOf<Tab extends SchoolTab> = Extract<SchoolPart, { tab: Tab }>;

type Asked = { id: string; tab: SchoolTab; on: PlainDate | undefined; locale: Locale };

/** A school with the part of its page that is asked for; null where there is none. */
export async function openSchoolPage(db: Db, actor: Actor, { id, tab, on, locale }: Asked) {
  const school = await findSchool(db, id, await readingDay(db, actor, on));
  if (!school) return null;
  const context = await schoolContext(db, school.shown);
  return {
    actor,
    school,
    categories: context.categories,
    part: await partOf(db, actor, school, { tab, locale, context }),
  };
}

type Context = Awaited<ReturnType<typeof schoolContext>>;

async function partOf(
  db: Db,
  actor: Actor,
  school: SchoolView,
  { tab, locale, context }: { tab: SchoolTab; locale: Locale; context: Context },
) {
  switch (tab) {
    case "history":
      return { tab, words: await fieldWords(db, locale), ...(await schoolHistory(db, school.id)) } as const;
    case "people":
      return {
        tab,
        people: await schoolPeople(db, school.id),
      } as const;
    case "reports": {
      const reports = can(actor, "report.view") ? await schoolReports(db, school.id) : [];
      return { tab, reports, record: recordOf(reports, await listSchoolYears(db), new Date()) } as const;
    }
    default:
      return {
        tab: "facts",
        context,
        neighbours: await sameSite(db, school, school.on),
        heirs: (await relationsOf(db, school.id)).filter(({ direction }) => direction === "successor"),
        pending: can(actor, "change.view")
          ? await db.changeRequest.count({ where: { schoolId: school.id, status: "PENDING" } })
          : 0,
      } as const;
  }
}
