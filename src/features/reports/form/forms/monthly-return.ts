import type { Definition, Text } from "../definition.ts";
import { say, type WrittenCell, type WrittenRule, writtenForm } from "./write.ts";

const PERSONS = say("persons", "人");

function count(
  code: string,
  measure: WrittenCell["measure"],
  names: Text,
  more: Partial<WrittenCell> = {},
): WrittenCell {
  return { code, names, unit: PERSONS, value: { type: "integer" }, measure, required: true, ...more };
}

const ROLL: WrittenCell[] = [
  count("M1", "point", say("pupils at the end of last month", "上月末在校生"), {
    starts: [
      { from: "last-month", code: "M8" },
      { from: "register", fact: "pupils" },
    ],
  }),
  count("M2", "period", say("transferred in", "转入")),
  count("M3", "period", say("other entries (enrolled, resumed, returned)", "其他增加（新招、复学、劝返）")),
  count("M4", "period", say("transferred out", "转出")),
  count("M5", "period", say("suspended", "休学")),
  count("M6", "period", say("other leavers (abroad, deceased)", "其他减少（出国、死亡等）")),
  count("M7", "period", say("confirmed dropouts this month", "辍学"), {
    help: say(
      "Grades 1 to 9. Beside the check give the number of each case in the dropout ledger, without the pupil's name.",
      "一至九年级；请在校验说明中填写控辍保学台账的个案编号，不填学生姓名。",
    ),
  }),
  count("M8", "point", say("pupils at the end of this month", "本月末在校生")),
];

const RETENTION: WrittenCell[] = [
  count("M9", "point", say("suspected dropouts open", "疑似辍学")),
  count("M10", "period", say("persuasion visits", "劝返次数"), { unit: say("visits", "次") }),
  count("M11", "period", say("pupils returned after persuasion", "劝返复学")),
  count("M12", "period", say("school days", "在校天数"), {
    unit: say("days", "天"),
    value: { type: "integer", max: "31" },
    combines: "none",
  }),
  count("M13", "period", say("pupil-days of absence", "缺勤人次"), { unit: say("pupil-days", "人次") }),
  count("M14", "point", say("pupils absent 5 days or more in a row without leave", "连续旷课≥5天")),
  {
    code: "M15",
    names: say("declaration: no dropout this month", "零报告声明"),
    help: say(
      "The signed zero: yes exactly when there is neither a confirmed nor a suspected dropout.",
      "本月既无辍学也无疑似辍学时填“是”，由校长签字确认；否则填“否”。",
    ),
    value: { type: "yes-no" },
    measure: "period",
    required: true,
  },
];

const RULES: WrittenRule[] = [
  {
    id: "roll-forward",
    severity: "error",
    holds: "M8 = sum(M1:M3) − sum(M4:M7)",
    marks: "M8",
    statement: say("M8 = M1 + M2 + M3 − M4 − M5 − M6 − M7.", "M8＝M1＋M2＋M3－M4－M5－M6－M7。"),
    message: say(
      "Pupils at the end of the month (M8) {M8} ≠ {sum(M1:M3) − sum(M4:M7)}, last month's end with this month's changes.",
      "本月末在校生（M8）{M8} ≠ {求和(M1:M3) − 求和(M4:M7)}（上月末加减本月变动）。",
    ),
  },
  {
    id: "opening",
    severity: "error",
    holds: "M1 = lastMonth(M8)",
    statement: say("M1 equals last month's M8.", "M1 等于上月报表的 M8。"),
    message: say(
      "Pupils at the end of last month (M1) {M1} ≠ {lastMonth(M8)}, last month's return (M8).",
      "上月末在校生（M1）{M1} ≠ 上月报表本月末在校生（M8）{上月(M8)}。",
    ),
  },
  {
    id: "signed-zero",
    severity: "error",
    holds: "M15 = yes iff M7 = 0 and M9 = 0",
    marks: "M15",
    statement: say("M15 is 'yes' if and only if M7 and M9 are both 0.", "M15 为“是”，当且仅当 M7、M9 均为 0。"),
    message: say(
      "The declaration of no dropout (M15) is '{M15}' with {M7} dropouts (M7) and {M9} suspected (M9).",
      "零报告声明（M15）为“{M15}”，而辍学（M7）{M7}、疑似辍学（M9）{M9}。",
    ),
  },
  {
    id: "returned",
    severity: "error",
    holds: "M11 ≤ M3",
    statement: say("M11, returned after persuasion, is at most M3, other entries.", "M11 劝返复学不大于 M3 其他增加。"),
    message: say(
      "Pupils returned after persuasion (M11) {M11} are more than other entries (M3) {M3}.",
      "劝返复学（M11）{M11} 大于其他增加（M3）{M3}。",
    ),
  },
  {
    id: "absence-possible",
    severity: "error",
    holds: "M13 ≤ M12 × max(M1, M8)",
    statement: say("M13 is at most M12 × the larger of M1 and M8.", "M13 不大于 M12 × max(M1, M8)。"),
    message: say(
      "Pupil-days of absence (M13) {M13} are more than {M12 × max(M1, M8)}, all pupils on all school days.",
      "缺勤人次（M13）{M13} 大于全体学生全月在校人次 {M12 × 较大值(M1, M8)}。",
    ),
  },
  {
    id: "named-case",
    severity: "error",
    when: "M7 > 0",
    holds: "school.namedCases ≥ M7",
    statement: say(
      "Each dropout in grades 1 to 9 (M7) has a named case.",
      "一至九年级每名辍学学生（M7）须有登记个案。",
    ),
    message: say(
      "{M7} dropouts (M7) but {school.namedCases} named cases this month: register a case for each pupil first.",
      "辍学（M7）{M7} 人，本月登记个案 {学校.登记个案} 个：请先为每名学生登记个案。",
    ),
  },
  // Until the register of cases counts them, the school says which they are.
  {
    id: "case-numbers",
    severity: "warning",
    holds: "M7 = 0",
    marks: "M7",
    statement: say(
      "For every dropout in grades 1 to 9 (M7) the case numbers are given as the reason.",
      "有辍学（M7）的，须在说明中填写个案编号。",
    ),
    message: say(
      "{M7} dropouts (M7): give the number of each case in the dropout ledger as the reason.",
      "辍学（M7）{M7} 人：请在说明中填写每名学生的台账个案编号。",
    ),
  },
  {
    id: "absence-rate",
    severity: "warning",
    holds: "M13 ≤ 5% × M12 × M8",
    marks: "M13",
    statement: say(
      "The absence rate M13 ÷ (M12 × M8) is at most 5%.",
      "缺勤率 M13÷(M12×M8) 不超过 5%，超过须说明原因。",
    ),
    message: say(
      "Absence {M13} of {M12 × M8} pupil-days: {M13 ÷ (M12 × M8) | percent 2}, above 5%.",
      "缺勤 {M13} 人次，应到 {M12 × M8} 人次，缺勤率 {M13 ÷ (M12 × M8) | 百分比 2}，超过 5%。",
    ),
  },
  {
    id: "no-visit",
    severity: "warning",
    when: "M9 > 0",
    holds: "M10 > 0",
    statement: say("Suspected dropouts (M9) are visited (M10).", "有疑似辍学（M9）的应有劝返（M10），没有须说明原因。"),
    message: say(
      "{M9} suspected dropouts (M9) and no persuasion visit (M10).",
      "疑似辍学（M9）{M9} 人，劝返次数（M10）为 0。",
    ),
  },
  {
    id: "long-absence",
    severity: "warning",
    holds: "M14 ≤ M9",
    statement: say(
      "Pupils absent 5 days or more in a row (M14) are counted as suspected dropouts (M9).",
      "连续旷课≥5天（M14）不大于疑似辍学（M9），超过须说明原因。",
    ),
    message: say(
      "{M14} pupils absent 5 days or more in a row (M14), but only {M9} suspected dropouts (M9).",
      "连续旷课≥5天（M14）{M14} 人，大于疑似辍学（M9）{M9} 人。",
    ),
  },
];

/** F2: attendance and retention, every month of compulsory-stage schools, due the 5th of the next month. */
export const MONTHLY_RETURN: Definition = writtenForm({
  key: "monthly-return",
  edition: 1,
  names: say("Monthly return on attendance and retention", "月报（控辍保学）"),
  period: "month",
  sheets: [
    {
      key: "month",
      names: say("Monthly return", "月报"),
      sections: [
        { kind: "cells", code: "R", names: say("Pupils of the month", "学生增减"), cells: ROLL },
        { kind: "cells", code: "T", names: say("Retention and attendance", "控辍与出勤"), cells: RETENTION },
      ],
    },
  ],
  rules: RULES,
});
