import type { DayKind } from "#generated/prisma/enums.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";

type Stretch = { zh: string; en: string; from: PlainDate; days: number; makeUp: PlainDate[] };
type PublishedYear = { year: number; source: string; stretches: Stretch[] };

const NEW_YEAR = { zh: "元旦", en: "New Year's Day" };
const SPRING = { zh: "春节", en: "Spring Festival" };
const QINGMING = { zh: "清明节", en: "Qingming Festival" };
const LABOUR = { zh: "劳动节", en: "Labour Day" };
const DRAGON = { zh: "端午节", en: "Dragon Boat Festival" };
const AUTUMN = { zh: "中秋节", en: "Mid-Autumn Festival" };
const NATIONAL = { zh: "国庆节", en: "National Day" };
const NATIONAL_AND_AUTUMN = { zh: "国庆节、中秋节", en: "National Day and Mid-Autumn Festival" };

/** Holidays and make-up working days as the General Office of the State Council published them. */
export const PUBLISHED_YEARS: PublishedYear[] = [
  {
    year: 2024,
    source: "国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）",
    stretches: [
      { ...NEW_YEAR, from: "2024-01-01", days: 1, makeUp: [] },
      { ...SPRING, from: "2024-02-10", days: 8, makeUp: ["2024-02-04", "2024-02-18"] },
      { ...QINGMING, from: "2024-04-04", days: 3, makeUp: ["2024-04-07"] },
      { ...LABOUR, from: "2024-05-01", days: 5, makeUp: ["2024-04-28", "2024-05-11"] },
      { ...DRAGON, from: "2024-06-10", days: 1, makeUp: [] },
      { ...AUTUMN, from: "2024-09-15", days: 3, makeUp: ["2024-09-14"] },
      { ...NATIONAL, from: "2024-10-01", days: 7, makeUp: ["2024-09-29", "2024-10-12"] },
    ],
  },
  {
    year: 2025,
    source: "国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）",
    stretches: [
      { ...NEW_YEAR, from: "2025-01-01", days: 1, makeUp: [] },
      { ...SPRING, from: "2025-01-28", days: 8, makeUp: ["2025-01-26", "2025-02-08"] },
      { ...QINGMING, from: "2025-04-04", days: 3, makeUp: [] },
      { ...LABOUR, from: "2025-05-01", days: 5, makeUp: ["2025-04-27"] },
      { ...DRAGON, from: "2025-05-31", days: 3, makeUp: [] },
      { ...NATIONAL_AND_AUTUMN, from: "2025-10-01", days: 8, makeUp: ["2025-09-28", "2025-10-11"] },
    ],
  },
  {
    year: 2026,
    source: "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）",
    stretches: [
      { ...NEW_YEAR, from: "2026-01-01", days: 3, makeUp: ["2026-01-04"] },
      { ...SPRING, from: "2026-02-15", days: 9, makeUp: ["2026-02-14", "2026-02-28"] },
      { ...QINGMING, from: "2026-04-04", days: 3, makeUp: [] },
      { ...LABOUR, from: "2026-05-01", days: 5, makeUp: ["2026-05-09"] },
      { ...DRAGON, from: "2026-06-19", days: 3, makeUp: [] },
      { ...AUTUMN, from: "2026-09-25", days: 3, makeUp: [] },
      { ...NATIONAL, from: "2026-10-01", days: 7, makeUp: ["2026-09-20", "2026-10-10"] },
    ],
  },
];

export type CalendarDayRow = { day: PlainDate; year: number; kind: DayKind; nameEn: string; nameZh: string };

export function calendarDays(): CalendarDayRow[] {
  return PUBLISHED_YEARS.flatMap(({ year, stretches }) =>
    stretches.flatMap(({ zh, en, from, days, makeUp }) => [
      ...Array.from({ length: days }, (_, at) => ({
        day: addDays(from, at),
        year,
        kind: "HOLIDAY" as const,
        nameEn: en,
        nameZh: zh,
      })),
      ...makeUp.map((day) => ({
        day,
        year,
        kind: "MAKE_UP" as const,
        nameEn: `Working day for ${en}`,
        nameZh: `${zh}调休上班`,
      })),
    ]),
  );
}

export type YearRow = { startYear: number; startsOn: PlainDate; endsOn: PlainDate; nameEn: string; nameZh: string };

/** The school year that holds the day, and `before` of them before it; oldest first. */
export function schoolYears(today: PlainDate, before: number): YearRow[] {
  const [year, month] = today.split("-").map(Number) as [number, number];
  const present = month >= 9 ? year : year - 1;
  return Array.from({ length: before + 1 }, (_, at) => {
    const start = present - before + at;
    return {
      startYear: start,
      startsOn: `${start}-09-01`,
      endsOn: `${start + 1}-08-31`,
      nameEn: `${start}–${start + 1}`,
      nameZh: `${start}—${start + 1}学年`,
    };
  });
}

/** The two terms of a school year: to the end of January, and from mid-February to early July. */
export function termsOf({
  startYear,
}: YearRow): { nameEn: string; nameZh: string; startsOn: PlainDate; endsOn: PlainDate }[] {
  return [
    { nameEn: "Autumn term", nameZh: "第一学期", startsOn: `${startYear}-09-01`, endsOn: `${startYear + 1}-01-29` },
    { nameEn: "Spring term", nameZh: "第二学期", startsOn: `${startYear + 1}-02-24`, endsOn: `${startYear + 1}-07-10` },
  ];
}
