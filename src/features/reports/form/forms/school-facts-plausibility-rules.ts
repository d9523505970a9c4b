import {
  absolute,
  and,
  cell,
  choose,
  divide,
  eq,
  fact,
  firstRow,
  ge,
  here,
  le,
  multiply,
  offers,
  or,
  rowStage,
  subtract,
} from "../build.ts";
import type { Rule, Shown, Text } from "../definition.ts";
import type { Expression } from "../expression.ts";

const say = (en: string, zh: string): Text => ({ en, zh });
const show = (value: Expression): Shown => ({ value });
const percent = (value: Expression): Shown => ({ value, as: "percent", places: 1 });
const TOTAL_PUPILS = cell("B2", { row: "total" });
const LAST_TOTAL = cell("B2", { row: "total", period: "last-year" });
const COHORT = cell("B2", { row: "previous", period: "last-year" });
const difference = (left: Expression, right: Expression) => absolute(subtract(left, right));
const onlyStage = (stage: "preschool" | "special") => and(eq(fact("stageCount"), 1), offers(stage));
const LOWEST_RATIO = choose(onlyStage("special"), 1, 5);
const HIGHEST_RATIO = choose(onlyStage("preschool"), 20, choose(onlyStage("special"), 8, 30));
const CLASS_LIMIT = choose(rowStage("primary"), 45, 50);

/** Checks 10 to 15 of F1, which warn and inform. Without a locked submission of last year 10, 12 and 13 stay silent. */
export const PLAUSIBILITY_RULES: Rule[] = [
  {
    id: "10",
    severity: "warning",
    scope: { kind: "once" },
    holds: le(difference(TOTAL_PUPILS, LAST_TOTAL), multiply("0.15", LAST_TOTAL)),
    marks: [{ code: "B2", row: "total" }],
    shows: {
      now: show(TOTAL_PUPILS),
      last: show(LAST_TOTAL),
      change: percent(divide(difference(TOTAL_PUPILS, LAST_TOTAL), LAST_TOTAL)),
    },
    statement: say(
      "The total of pupils differs from last year's by at most 15%.",
      "在校生合计与上年相差不超过 15%，超过须说明原因。",
    ),
    message: say(
      "Pupils in total {now}, last year {last}: a difference of {change}, more than 15%.",
      "在校生合计 {now}，上年 {last}，相差 {change}，超过 15%。",
    ),
  },
  {
    id: "11",
    severity: "warning",
    scope: { kind: "once" },
    holds: and(
      ge(TOTAL_PUPILS, multiply(LOWEST_RATIO, cell("D2"))),
      le(TOTAL_PUPILS, multiply(HIGHEST_RATIO, cell("D2"))),
    ),
    marks: [{ code: "D2" }, { code: "B2", row: "total" }],
    shows: {
      ratio: { value: divide(TOTAL_PUPILS, cell("D2")), places: 1 },
      low: show(LOWEST_RATIO),
      high: show(HIGHEST_RATIO),
      pupils: show(TOTAL_PUPILS),
      teachers: show(cell("D2")),
    },
    statement: say(
      "Pupils for each full-time teacher: 5 to 30; kindergartens 5 to 20, special schools 1 to 8.",
      "生师比在 5—30 之间；幼儿园 5—20，特殊教育学校 1—8。",
    ),
    message: say(
      "{pupils} pupils with {teachers} full-time teachers: {ratio} for each teacher, outside {low} to {high}.",
      "在校生 {pupils}、专任教师 {teachers}，生师比 {ratio}，不在 {low}—{high} 之间。",
    ),
  },
  {
    id: "12",
    severity: "warning",
    scope: { kind: "rows", table: "B", rows: "details" },
    holds: le(difference(cell("B2"), COHORT), multiply("0.08", COHORT)),
    marks: [{ code: "B2" }],
    shows: {
      now: show(cell("B2")),
      last: show(COHORT),
      change: percent(divide(difference(cell("B2"), COHORT), COHORT)),
    },
    statement: say(
      "A grade differs from the grade below it last year by at most 8% (the cohort, within one stage).",
      "本年级人数与上年低一年级人数相差不超过 8%（同一学段内同批学生），超过须说明原因。",
    ),
    message: say(
      "{row}: {now} pupils, {last} a year ago in the grade below: a difference of {change}, more than 8%.",
      "{row}：在校生 {now}，上年低一年级 {last}，相差 {change}，超过 8%。",
    ),
  },
  {
    id: "13",
    severity: "warning",
    scope: { kind: "each", codes: ["F5", "E2"] },
    holds: ge(here(), here({ period: "last-year" })),
    shows: { now: show(here()), last: show(here({ period: "last-year" })) },
    statement: say("F5 and E2 are not smaller than last year's.", "F5、E2 不小于上年；减少须说明原因。"),
    message: say("{column}: {now} is less than last year's {last}.", "{column}：{now} 小于上年 {last}。"),
  },
  {
    id: "14",
    severity: "info",
    scope: { kind: "rows", table: "B", rows: "details" },
    when: or(rowStage("primary"), rowStage("junior")),
    holds: le(cell("B9"), CLASS_LIMIT),
    shows: { largest: show(cell("B9")), limit: show(CLASS_LIMIT) },
    statement: say("No class is larger than 45 in primary, 50 in junior.", "班额小学不超过 45 人，初中不超过 50 人。"),
    message: say(
      "{row}: the largest class of {largest} is above the limit of {limit}.",
      "{row}：最大班额 {largest}，超过 {limit} 人的上限。",
    ),
    clause: say(
      "County quality-balanced development measure (Jiaodu〔2017〕No. 6), government guarantee, item 5: every class at most 45 pupils in primary, 50 in junior.",
      "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）政府保障程度第5项：所有班级学生数小学不超过45人、初中不超过50人。",
    ),
  },
  {
    id: "15",
    severity: "warning",
    scope: { kind: "rows", table: "B", rows: "details" },
    when: firstRow,
    holds: le(difference(cell("B8"), cell("B2")), multiply("0.02", cell("B2"))),
    shows: { entrants: show(cell("B8")), pupils: show(cell("B2")) },
    statement: say(
      "In the first grade of a stage, entrants (B8) and pupils (B2) differ by at most 2%, as repeaters could explain.",
      "各学段起始年级招生数（B8）与在校生（B2）相差不超过 2%（留级生所致），超过须说明原因。",
    ),
    message: say(
      "{row}: {entrants} entrants but {pupils} pupils; repeaters explain at most 2%.",
      "{row}：招生数 {entrants}，在校生 {pupils}，相差超过留级生可解释的 2%。",
    ),
  },
];
