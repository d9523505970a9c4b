import type { Values } from "#features/reports/form/cells.ts";
import { writtenForm } from "#features/reports/form/forms/write.ts";
import { sameFigures } from "#features/reports/form/held.ts";
import { between, type Random } from "#features/reports/form/random.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { type Campaign, over } from "./campaigns.ts";
import { idOf } from "./chance.ts";

const one = (en: string, zh: string) => ({ en, zh });
const count = (code: string, en: string, zh: string, unit: { en: string; zh: string }) => ({
  ...{ code, names: one(en, zh), unit, value: { type: "integer" as const }, measure: "point" as const, required: true },
});
const COMPUTERS = one("computers", "台");
const ROOMS = one("rooms", "间");
const PERSONS = one("persons", "人");

/** A survey that the section designed itself; two of its figures stand in the school facts as well. */
export const DIGITAL_SURVEY = writtenForm({
  key: "digital-survey",
  edition: 1,
  names: one("Digital equipment survey", "教育数字化装备摸底"),
  period: "year",
  sheets: [
    {
      key: "equipment",
      names: one("Digital equipment", "数字化装备"),
      sections: [
        {
          kind: "cells",
          code: "S",
          names: one("Devices", "终端"),
          cells: [
            count("S1", "computers for pupils", "学生用计算机", COMPUTERS),
            count("S2", "computers for pupils bought more than 6 years ago", "学生用计算机：购置6年以上", COMPUTERS),
            count("S3", "tablets for pupils", "学生平板", COMPUTERS),
            count("S4", "interactive screens", "交互式大屏", COMPUTERS),
          ],
        },
        {
          kind: "cells",
          code: "T",
          names: one("Rooms and people", "教室与人员"),
          cells: [
            count("T1", "networked multimedia classrooms", "网络多媒体教室", ROOMS),
            count("T2", "classrooms that record lessons", "录播教室", ROOMS),
            count("T3", "teachers who look after the equipment", "负责装备运维的教师", PERSONS),
          ],
        },
      ],
    },
  ],
  rules: [],
});

const STAGES = new Set(["primary", "junior"] as const);

/** The survey of this school year, which came and went while the school facts were being collected. */
export function digitalSurvey(slug: string, facts: Campaign, today: PlainDate): Campaign {
  const { startYear, refersTo, id, titleEn, titleZh, definition } = facts;
  return {
    id: idOf(slug, "Campaign", DIGITAL_SURVEY.key, String(startYear)),
    definition: DIGITAL_SURVEY,
    ...{ startYear, refersTo },
    titleEn: `Digital equipment survey, autumn ${startYear}`,
    titleZh: `${startYear}年秋季教育数字化装备摸底`,
    openedOn: addDays(today, -16),
    dueOn: addDays(today, -13),
    closedOn: addDays(today, -2),
    stages: ["PRIMARY", "JUNIOR"],
    shares: over(0.01),
    waiver: {
      reason: "装备更新项目需按购置年限拆分，须与总台数同口径填报；下学年起改由学校基本情况表自动预填。",
      held: (schools) =>
        sameFigures(DIGITAL_SURVEY, definition, STAGES, () => true).map((cell) => ({
          ...cell,
          by: [{ kind: "campaign", id, titleEn, titleZh, schools }],
        })),
    },
  };
}

/** A school's answer; what stands in the school facts is the same here. */
export function surveyValues(facts: Values, random: Random): Record<string, string> {
  const computers = Number(facts.F3 ?? 0);
  const rooms = Number(facts.F4 ?? 0);
  const counts = {
    S1: computers,
    S2: Math.floor(computers * (0.2 + 0.4 * random())),
    S3: between(random, 0, 4) * 25,
    S4: Math.floor(rooms * (0.5 + 0.5 * random())),
    T1: rooms,
    T2: between(random, 0, Math.min(2, rooms)),
    T3: between(random, 1, 3),
  };
  return Object.fromEntries(Object.entries(counts).map(([code, value]) => [code, String(value)]));
}
