import { say, type WrittenRule } from "./write.ts";

const LOWEST_RATIO = "if(school.stageCount = 1 and offers(special), 1, 5)";
const HIGHEST_RATIO =
  "if(school.stageCount = 1 and offers(preschool), 20, if(school.stageCount = 1 and offers(special), 8, 30))";

/** Checks 10 to 15 of F1, which warn and inform. Without a locked submission of last year 10, 12 and 13 stay silent. */
export const PLAUSIBILITY_RULES: WrittenRule[] = [
  {
    id: "10",
    severity: "warning",
    holds: "abs(B2[total] − lastYear(B2[total])) ≤ 15% × lastYear(B2[total])",
    marks: "B2[total]",
    statement: say(
      "The total of pupils differs from last year's by at most 15%.",
      "在校生合计与上年相差不超过 15%，超过须说明原因。",
    ),
    message: say(
      "Pupils in total {B2[total]}, last year {lastYear(B2[total])}: a difference of {abs(B2[total] − lastYear(B2[total])) ÷ lastYear(B2[total]) | percent 1}, more than 15%.",
      "在校生合计 {B2[合计]}，上年 {上年(B2[合计])}，相差 {绝对值(B2[合计] − 上年(B2[合计])) ÷ 上年(B2[合计]) | 百分比 1}，超过 15%。",
    ),
  },
  {
    id: "11",
    severity: "warning",
    holds: `${LOWEST_RATIO} × D2 ≤ B2[total] ≤ ${HIGHEST_RATIO} × D2`,
    marks: "D2, B2[total]",
    statement: say(
      "Pupils for each full-time teacher: 5 to 30; kindergartens 5 to 20, special schools 1 to 8.",
      "生师比在 5—30 之间；幼儿园 5—20，特殊教育学校 1—8。",
    ),
    message: say(
      `{B2[total]} pupils with {D2} full-time teachers: {B2[total] ÷ D2 | 1} for each teacher, outside {${LOWEST_RATIO}} to {${HIGHEST_RATIO}}.`,
      `在校生 {B2[合计]}、专任教师 {D2}，生师比 {B2[合计] ÷ D2 | 1}，不在 {${LOWEST_RATIO}}—{${HIGHEST_RATIO}} 之间。`,
    ),
  },
  {
    id: "12",
    severity: "warning",
    scope: { kind: "rows", table: "B", rows: "details" },
    holds: "abs(B2 − lastYear(B2[previous])) ≤ 8% × lastYear(B2[previous])",
    marks: "B2",
    statement: say(
      "A grade differs from the grade below it last year by at most 8% (the cohort, within one stage).",
      "本年级人数与上年低一年级人数相差不超过 8%（同一学段内同批学生），超过须说明原因。",
    ),
    message: say(
      "{row}: {B2} pupils, {lastYear(B2[previous])} a year ago in the grade below: a difference of {abs(B2 − lastYear(B2[previous])) ÷ lastYear(B2[previous]) | percent 1}, more than 8%.",
      "{本行}：在校生 {B2}，上年低一年级 {上年(B2[低一年级])}，相差 {绝对值(B2 − 上年(B2[低一年级])) ÷ 上年(B2[低一年级]) | 百分比 1}，超过 8%。",
    ),
  },
  {
    id: "13",
    severity: "warning",
    scope: { kind: "each", codes: ["F5", "E2"] },
    holds: "this ≥ lastYear(this)",
    statement: say("F5 and E2 are not smaller than last year's.", "F5、E2 不小于上年；减少须说明原因。"),
    message: say(
      "{column}: {this} is less than last year's {lastYear(this)}.",
      "{本列}：{本格} 小于上年 {上年(本格)}。",
    ),
  },
  {
    id: "14",
    severity: "info",
    scope: { kind: "rows", table: "B", rows: "details" },
    when: "row.stage = primary or row.stage = junior",
    holds: "B9 ≤ if(row.stage = primary, 45, 50)",
    statement: say("No class is larger than 45 in primary, 50 in junior.", "班额小学不超过 45 人，初中不超过 50 人。"),
    message: say(
      "{row}: the largest class of {B9} is above the limit of {if(row.stage = primary, 45, 50)}.",
      "{本行}：最大班额 {B9}，超过 {如果(本行.学段 = 小学, 45, 50)} 人的上限。",
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
    when: "row.first",
    holds: "abs(B8 − B2) ≤ 2% × B2",
    statement: say(
      "In the first grade of a stage, entrants (B8) and pupils (B2) differ by at most 2%, as repeaters could explain.",
      "各学段起始年级招生数（B8）与在校生（B2）相差不超过 2%（留级生所致），超过须说明原因。",
    ),
    message: say(
      "{row}: {B8} entrants but {B2} pupils; repeaters explain at most 2%.",
      "{本行}：招生数 {B8}，在校生 {B2}，相差超过留级生可解释的 2%。",
    ),
  },
];
