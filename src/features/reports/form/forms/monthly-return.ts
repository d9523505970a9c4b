import { add, and, cell, divide, eq, fact, ge, gt, iff, larger, le, multiply, subtract, text } from "../build.ts";
import type { Cell, Definition, Rule, Shown, Text } from "../definition.ts";
import type { Expression } from "../expression.ts";

const say = (en: string, zh: string): Text => ({ en, zh });
const show = (value: Expression): Shown => ({ value });

const PERSONS = say("persons", "人");

function count(code: string, measure: Cell["measure"], names: Text, more: Partial<Cell> = {}): Cell {
  return { code, names, unit: PERSONS, value: { type: "integer" }, measure, required: true, ...more };
}

const ROLL: Cell[] = [
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

const RETENTION: Cell[] = [
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

const ENTRIES_AND_LEAVERS = subtract(
  add(cell("M1"), cell("M2"), cell("M3")),
  add(cell("M4"), cell("M5"), cell("M6"), cell("M7")),
);
const MOST_ABSENCE = multiply(cell("M12"), larger(cell("M1"), cell("M8")));
const PUPIL_DAYS = multiply(cell("M12"), cell("M8"));
const LAST_MONTH_END = cell("M8", { period: "last-month" });

const RULES: Rule[] = [
  {
    id: "roll-forward",
    severity: "error",
    scope: { kind: "once" },
    holds: eq(cell("M8"), ENTRIES_AND_LEAVERS),
    marks: [{ code: "M8" }],
    shows: { end: show(cell("M8")), carried: show(ENTRIES_AND_LEAVERS) },
    statement: say("M8 = M1 + M2 + M3 − M4 − M5 − M6 − M7.", "M8＝M1＋M2＋M3－M4－M5－M6－M7。"),
    message: say(
      "Pupils at the end of the month (M8) {end} ≠ {carried}, last month's end with this month's changes.",
      "本月末在校生（M8）{end} ≠ {carried}（上月末加减本月变动）。",
    ),
  },
  {
    id: "opening",
    severity: "error",
    scope: { kind: "once" },
    holds: eq(cell("M1"), LAST_MONTH_END),
    shows: { opening: show(cell("M1")), closing: show(LAST_MONTH_END) },
    statement: say("M1 equals last month's M8.", "M1 等于上月报表的 M8。"),
    message: say(
      "Pupils at the end of last month (M1) {opening} ≠ {closing}, last month's return (M8).",
      "上月末在校生（M1）{opening} ≠ 上月报表本月末在校生（M8）{closing}。",
    ),
  },
  {
    id: "signed-zero",
    severity: "error",
    scope: { kind: "once" },
    holds: iff(eq(cell("M15"), text("yes")), and(eq(cell("M7"), 0), eq(cell("M9"), 0))),
    marks: [{ code: "M15" }],
    shows: { declared: show(cell("M15")), dropouts: show(cell("M7")), suspected: show(cell("M9")) },
    statement: say("M15 is 'yes' if and only if M7 and M9 are both 0.", "M15 为“是”，当且仅当 M7、M9 均为 0。"),
    message: say(
      "The declaration of no dropout (M15) is '{declared}' with {dropouts} dropouts (M7) and {suspected} suspected (M9).",
      "零报告声明（M15）为“{declared}”，而辍学（M7）{dropouts}、疑似辍学（M9）{suspected}。",
    ),
  },
  {
    id: "returned",
    severity: "error",
    scope: { kind: "once" },
    holds: le(cell("M11"), cell("M3")),
    shows: { returned: show(cell("M11")), entries: show(cell("M3")) },
    statement: say("M11, returned after persuasion, is at most M3, other entries.", "M11 劝返复学不大于 M3 其他增加。"),
    message: say(
      "Pupils returned after persuasion (M11) {returned} are more than other entries (M3) {entries}.",
      "劝返复学（M11）{returned} 大于其他增加（M3）{entries}。",
    ),
  },
  {
    id: "absence-possible",
    severity: "error",
    scope: { kind: "once" },
    holds: le(cell("M13"), MOST_ABSENCE),
    shows: { absence: show(cell("M13")), most: show(MOST_ABSENCE) },
    statement: say("M13 is at most M12 × the larger of M1 and M8.", "M13 不大于 M12 × max(M1, M8)。"),
    message: say(
      "Pupil-days of absence (M13) {absence} are more than {most}, all pupils on all school days.",
      "缺勤人次（M13）{absence} 大于全体学生全月在校人次 {most}。",
    ),
  },
  {
    id: "named-case",
    severity: "error",
    scope: { kind: "once" },
    when: gt(cell("M7"), 0),
    holds: ge(fact("namedCases"), cell("M7")),
    shows: { dropouts: show(cell("M7")), cases: show(fact("namedCases")) },
    statement: say(
      "Each dropout in grades 1 to 9 (M7) has a named case.",
      "一至九年级每名辍学学生（M7）须有登记个案。",
    ),
    message: say(
      "{dropouts} dropouts (M7) but {cases} named cases this month: register a case for each pupil first.",
      "辍学（M7）{dropouts} 人，本月登记个案 {cases} 个：请先为每名学生登记个案。",
    ),
  },
  {
    // Until the register of cases counts them, the school says which they are.
    id: "case-numbers",
    severity: "warning",
    scope: { kind: "once" },
    holds: eq(cell("M7"), 0),
    marks: [{ code: "M7" }],
    shows: { dropouts: show(cell("M7")) },
    statement: say(
      "For every dropout in grades 1 to 9 (M7) the case numbers are given as the reason.",
      "有辍学（M7）的，须在说明中填写个案编号。",
    ),
    message: say(
      "{dropouts} dropouts (M7): give the number of each case in the dropout ledger as the reason.",
      "辍学（M7）{dropouts} 人：请在说明中填写每名学生的台账个案编号。",
    ),
  },
  {
    id: "absence-rate",
    severity: "warning",
    scope: { kind: "once" },
    holds: le(cell("M13"), multiply("0.05", PUPIL_DAYS)),
    marks: [{ code: "M13" }],
    shows: {
      absence: show(cell("M13")),
      days: show(PUPIL_DAYS),
      rate: { value: divide(cell("M13"), PUPIL_DAYS), as: "percent", places: 2 },
    },
    statement: say(
      "The absence rate M13 ÷ (M12 × M8) is at most 5%.",
      "缺勤率 M13÷(M12×M8) 不超过 5%，超过须说明原因。",
    ),
    message: say(
      "Absence {absence} of {days} pupil-days: {rate}, above 5%.",
      "缺勤 {absence} 人次，应到 {days} 人次，缺勤率 {rate}，超过 5%。",
    ),
  },
  {
    id: "no-visit",
    severity: "warning",
    scope: { kind: "once" },
    when: gt(cell("M9"), 0),
    holds: gt(cell("M10"), 0),
    shows: { suspected: show(cell("M9")) },
    statement: say("Suspected dropouts (M9) are visited (M10).", "有疑似辍学（M9）的应有劝返（M10），没有须说明原因。"),
    message: say(
      "{suspected} suspected dropouts (M9) and no persuasion visit (M10).",
      "疑似辍学（M9）{suspected} 人，劝返次数（M10）为 0。",
    ),
  },
  {
    id: "long-absence",
    severity: "warning",
    scope: { kind: "once" },
    holds: le(cell("M14"), cell("M9")),
    shows: { absent: show(cell("M14")), suspected: show(cell("M9")) },
    statement: say(
      "Pupils absent 5 days or more in a row (M14) are counted as suspected dropouts (M9).",
      "连续旷课≥5天（M14）不大于疑似辍学（M9），超过须说明原因。",
    ),
    message: say(
      "{absent} pupils absent 5 days or more in a row (M14), but only {suspected} suspected dropouts (M9).",
      "连续旷课≥5天（M14）{absent} 人，大于疑似辍学（M9）{suspected} 人。",
    ),
  },
];

/** F2: attendance and retention, every month of compulsory-stage schools, due the 5th of the next month. */
export const MONTHLY_RETURN: Definition = {
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
};
