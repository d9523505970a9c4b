import { add, cell, eq, here, le } from "../build.ts";
import type { Rule, Shown, Text } from "../definition.ts";
import type { Expression } from "../expression.ts";

const say = (en: string, zh: string): Text => ({ en, zh });
const show = (value: Expression): Shown => ({ value });
const DEGREES = add(cell("D4"), cell("D5"), cell("D6"), cell("D7"));
const PARTS_OF_BUILDINGS = add(cell("E3"), cell("E4"), cell("E5"));
const PE_AND_ARTS = add(cell("D8"), cell("D9"), cell("D10"));

/** Checks 6 to 9 of F1: staff, premises, equipment. 'Outside the stages' of check 9 is built in. */
export const ASSET_RULES: Rule[] = [
  {
    id: "6a",
    severity: "error",
    scope: { kind: "once" },
    holds: eq(DEGREES, cell("D2")),
    shows: { sum: show(DEGREES), teachers: show(cell("D2")) },
    statement: say("D4 to D7, teachers by degree, add up to D2.", "D4—D7 各学历专任教师之和等于 D2。"),
    message: say(
      "Teachers by degree (D4 to D7) add up to {sum} ≠ {teachers}, full-time teachers (D2).",
      "各学历教师之和（D4—D7）{sum} ≠ 专任教师（D2）{teachers}。",
    ),
  },
  {
    id: "6b",
    severity: "error",
    scope: { kind: "each", codes: ["D3", "D11", "D14"] },
    holds: le(here(), cell("D2")),
    shows: { value: show(here()), teachers: show(cell("D2")) },
    statement: say("D3, D11 and D14 are at most D2, full-time teachers.", "D3、D11、D14 均不大于 D2 专任教师。"),
    message: say(
      "{column}: {value} is more than {teachers}, full-time teachers (D2).",
      "{column}：{value} 大于专任教师（D2）{teachers}。",
    ),
  },
  {
    id: "6c",
    severity: "error",
    scope: { kind: "once" },
    holds: le(cell("D2"), cell("D1")),
    shows: { teachers: show(cell("D2")), staff: show(cell("D1")) },
    statement: say("D2, full-time teachers, is at most D1, staff.", "D2 专任教师不大于 D1 教职工。"),
    message: say(
      "Full-time teachers (D2) {teachers} are more than staff (D1) {staff}.",
      "专任教师（D2）{teachers} 大于教职工（D1）{staff}。",
    ),
  },
  {
    id: "6d",
    severity: "error",
    scope: { kind: "once" },
    holds: le(PE_AND_ARTS, cell("D2")),
    shows: { sum: show(PE_AND_ARTS), teachers: show(cell("D2")) },
    statement: say("D8 + D9 + D10 is at most D2.", "D8＋D9＋D10 不大于 D2。"),
    message: say(
      "Physical education, music and art teachers together {sum} are more than full-time teachers (D2) {teachers}.",
      "体育、音乐、美术教师合计 {sum} 大于专任教师（D2）{teachers}。",
    ),
  },
  {
    id: "7a",
    severity: "error",
    scope: { kind: "once" },
    holds: le(PARTS_OF_BUILDINGS, cell("E2")),
    shows: { sum: show(PARTS_OF_BUILDINGS), buildings: show(cell("E2")) },
    statement: say("E3 + E4 + E5 is at most E2, buildings.", "E3＋E4＋E5 不大于 E2 校舍建筑面积。"),
    message: say(
      "Teaching, living and administration (E3 + E4 + E5) {sum} m² is more than buildings (E2) {buildings} m².",
      "教学、生活、行政用房之和（E3＋E4＋E5）{sum} 平方米大于校舍建筑面积（E2）{buildings} 平方米。",
    ),
  },
  {
    id: "7b",
    severity: "error",
    scope: { kind: "once" },
    holds: le(cell("E6"), cell("E2")),
    shows: { dangerous: show(cell("E6")), buildings: show(cell("E2")) },
    statement: say("E6, dangerous buildings, is at most E2, buildings.", "E6 危房面积不大于 E2 校舍建筑面积。"),
    message: say(
      "Dangerous buildings (E6) {dangerous} m² are more than buildings (E2) {buildings} m².",
      "危房（E6）{dangerous} 平方米大于校舍建筑面积（E2）{buildings} 平方米。",
    ),
  },
  {
    id: "8",
    severity: "error",
    scope: { kind: "cells", table: "B", columns: ["B4"], rows: "all" },
    when: eq(cell("A7"), { op: "text", value: "no" }),
    holds: eq(here(), 0),
    shows: { value: show(here()) },
    statement: say(
      "A school that is not a boarding school (A7) has no boarders (B4).",
      "非寄宿制学校（A7）不应有寄宿生（B4）。",
    ),
    message: say(
      "{row}, {column}: {value}, but the school is not a boarding school (A7).",
      "{row}，{column}：填报 {value}，但学校不是寄宿制（A7）。",
    ),
  },
  {
    id: "9a",
    severity: "error",
    scope: { kind: "once" },
    holds: le(cell("F2"), cell("F1")),
    shows: { added: show(cell("F2")), books: show(cell("F1")) },
    statement: say("F2, books added, is at most F1, books.", "F2 当年新增图书不大于 F1 图书。"),
    message: say(
      "Books added (F2) {added} are more than books (F1) {books}.",
      "当年新增图书（F2）{added} 大于图书（F1）{books}。",
    ),
  },
  {
    id: "9b",
    severity: "error",
    scope: { kind: "once" },
    holds: le(cell("F6"), cell("F5")),
    shows: { added: show(cell("F6")), value: show(cell("F5")) },
    statement: say("F6, equipment added, is at most F5, equipment value.", "F6 当年新增不大于 F5 教学仪器设备资产值。"),
    message: say(
      "Equipment added (F6) {added} yuan is more than its whole value (F5) {value} yuan.",
      "当年新增（F6）{added} 元大于教学仪器设备资产值（F5）{value} 元。",
    ),
  },
];
