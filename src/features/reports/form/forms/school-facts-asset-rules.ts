import { say, type WrittenRule } from "./write.ts";

/** Checks 6 to 9 of F1: staff, premises, equipment. 'Outside the stages' of check 9 is built in. */
export const ASSET_RULES: WrittenRule[] = [
  {
    id: "6a",
    severity: "error",
    holds: "sum(D4:D7) = D2",
    statement: say("D4 to D7, teachers by degree, add up to D2.", "D4—D7 各学历专任教师之和等于 D2。"),
    message: say(
      "Teachers by degree (D4 to D7) add up to {sum(D4:D7)} ≠ {D2}, full-time teachers (D2).",
      "各学历教师之和（D4—D7）{求和(D4:D7)} ≠ 专任教师（D2）{D2}。",
    ),
  },
  {
    id: "6b",
    severity: "error",
    scope: { kind: "each", codes: ["D3", "D11", "D14"] },
    holds: "this ≤ D2",
    statement: say("D3, D11 and D14 are at most D2, full-time teachers.", "D3、D11、D14 均不大于 D2 专任教师。"),
    message: say(
      "{column}: {this} is more than {D2}, full-time teachers (D2).",
      "{本列}：{本格} 大于专任教师（D2）{D2}。",
    ),
  },
  {
    id: "6c",
    severity: "error",
    holds: "D2 ≤ D1",
    statement: say("D2, full-time teachers, is at most D1, staff.", "D2 专任教师不大于 D1 教职工。"),
    message: say(
      "Full-time teachers (D2) {D2} are more than staff (D1) {D1}.",
      "专任教师（D2）{D2} 大于教职工（D1）{D1}。",
    ),
  },
  {
    id: "6d",
    severity: "error",
    holds: "sum(D8:D10) ≤ D2",
    statement: say("D8 + D9 + D10 is at most D2.", "D8＋D9＋D10 不大于 D2。"),
    message: say(
      "Physical education, music and art teachers together {sum(D8:D10)} are more than full-time teachers (D2) {D2}.",
      "体育、音乐、美术教师合计 {求和(D8:D10)} 大于专任教师（D2）{D2}。",
    ),
  },
  {
    id: "7a",
    severity: "error",
    holds: "sum(E3:E5) ≤ E2",
    statement: say("E3 + E4 + E5 is at most E2, buildings.", "E3＋E4＋E5 不大于 E2 校舍建筑面积。"),
    message: say(
      "Teaching, living and administration (E3 + E4 + E5) {sum(E3:E5)} m² is more than buildings (E2) {E2} m².",
      "教学、生活、行政用房之和（E3＋E4＋E5）{求和(E3:E5)} 平方米大于校舍建筑面积（E2）{E2} 平方米。",
    ),
  },
  {
    id: "7b",
    severity: "error",
    holds: "E6 ≤ E2",
    statement: say("E6, dangerous buildings, is at most E2, buildings.", "E6 危房面积不大于 E2 校舍建筑面积。"),
    message: say(
      "Dangerous buildings (E6) {E6} m² are more than buildings (E2) {E2} m².",
      "危房（E6）{E6} 平方米大于校舍建筑面积（E2）{E2} 平方米。",
    ),
  },
  {
    id: "8",
    severity: "error",
    scope: { kind: "cells", table: "B", columns: ["B4"], rows: "all" },
    when: "A7 = no",
    holds: "this = 0",
    statement: say(
      "A school that is not a boarding school (A7) has no boarders (B4).",
      "非寄宿制学校（A7）不应有寄宿生（B4）。",
    ),
    message: say(
      "{row}, {column}: {this}, but the school is not a boarding school (A7).",
      "{本行}，{本列}：填报 {本格}，但学校不是寄宿制（A7）。",
    ),
  },
  {
    id: "9a",
    severity: "error",
    holds: "F2 ≤ F1",
    statement: say("F2, books added, is at most F1, books.", "F2 当年新增图书不大于 F1 图书。"),
    message: say("Books added (F2) {F2} are more than books (F1) {F1}.", "当年新增图书（F2）{F2} 大于图书（F1）{F1}。"),
  },
  {
    id: "9b",
    severity: "error",
    holds: "F6 ≤ F5",
    statement: say("F6, equipment added, is at most F5, equipment value.", "F6 当年新增不大于 F5 教学仪器设备资产值。"),
    message: say(
      "Equipment added (F6) {F6} yuan is more than its whole value (F5) {F5} yuan.",
      "当年新增（F6）{F6} 元大于教学仪器设备资产值（F5）{F5} 元。",
    ),
  },
];
