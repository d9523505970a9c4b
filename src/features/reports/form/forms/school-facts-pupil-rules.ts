import { add, and, ceil, cell, divide, eq, every, ge, gt, here, iff, largest, le, some, sum } from "../build.ts";
import type { Rule, Shown, Text } from "../definition.ts";
import type { Expression } from "../expression.ts";

const say = (en: string, zh: string): Text => ({ en, zh });
const show = (value: Expression): Shown => ({ value });
const EVERY_SIZE = add(...["C1", "C2", "C3", "C4", "C5", "C6", "C7"].map((code) => cell(code)));

const TABLE: Rule[] = [
  {
    id: "1",
    severity: "error",
    scope: { kind: "columns", table: "B", columns: ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8"] },
    holds: eq(here(), sum("B", here())),
    marks: [{}],
    shows: { total: show(here()), sum: show(sum("B", here())) },
    statement: say("The total row of B equals the sum of its grades in each column.", "B表各列合计等于各年级之和。"),
    message: say("{column}: total {total} ≠ {sum}, the sum of grades.", "{column}：合计 {total} ≠ 各年级之和 {sum}。"),
  },
  {
    id: "1-largest",
    severity: "error",
    scope: { kind: "columns", table: "B", columns: ["B9"] },
    holds: eq(here(), largest("B", here())),
    marks: [{}],
    shows: { total: show(here()), largest: show(largest("B", here())) },
    statement: say(
      "The total row's largest class is the largest of the grades.",
      "合计行最大班额等于各年级最大班额中的最大值。",
    ),
    message: say(
      "{column}: total row {total} ≠ {largest}, the largest of the grades.",
      "{column}：合计行 {total} ≠ 各年级中的最大值 {largest}。",
    ),
  },
  {
    id: "2",
    severity: "error",
    scope: { kind: "cells", table: "B", columns: ["B3", "B4", "B5", "B6", "B7", "B8"], rows: "all" },
    holds: le(here(), cell("B2")),
    shows: { value: show(here()), pupils: show(cell("B2")) },
    statement: say("In each row B3 to B8 are at most B2, pupils.", "各行 B3—B8 均不大于 B2 在校生。"),
    message: say(
      "{row}, {column}: {value} is more than {pupils}, its pupils (B2).",
      "{row}，{column}：{value} 大于在校生（B2）{pupils}。",
    ),
  },
  {
    id: "3a",
    severity: "error",
    scope: { kind: "rows", table: "B", rows: "all" },
    holds: iff(eq(cell("B1"), 0), eq(cell("B2"), 0)),
    shows: { classes: show(cell("B1")), pupils: show(cell("B2")) },
    statement: say("B1, classes, is 0 if and only if B2, pupils, is 0.", "班数（B1）为 0 当且仅当在校生（B2）为 0。"),
    message: say(
      "{row}: {classes} classes with {pupils} pupils; one is 0 and the other is not.",
      "{row}：班数 {classes}，在校生 {pupils}，不能只有一项为 0。",
    ),
  },
  {
    id: "3b",
    severity: "error",
    scope: { kind: "rows", table: "B", rows: "all" },
    holds: le(cell("B9"), cell("B2")),
    shows: { largest: show(cell("B9")), pupils: show(cell("B2")) },
    statement: say("B9, the largest class, is at most B2, pupils.", "最大班额（B9）不大于在校生（B2）。"),
    message: say(
      "{row}: the largest class {largest} is more than all its pupils, {pupils}.",
      "{row}：最大班额 {largest} 大于在校生 {pupils}。",
    ),
  },
  {
    id: "3c",
    severity: "error",
    scope: { kind: "rows", table: "B", rows: "all" },
    holds: ge(cell("B9"), ceil(divide(cell("B2"), cell("B1")))),
    shows: {
      largest: show(cell("B9")),
      least: show(ceil(divide(cell("B2"), cell("B1")))),
      pupils: show(cell("B2")),
      classes: show(cell("B1")),
    },
    statement: say(
      "B9, the largest class, is at least B2 ÷ B1, rounded up.",
      "最大班额（B9）不小于在校生÷班数（B2÷B1，向上取整）。",
    ),
    message: say(
      "{row}: the largest class {largest} is less than {least}; {pupils} pupils in {classes} classes need at least that.",
      "{row}：最大班额 {largest} 小于 {least}（在校生 {pupils} ÷ 班数 {classes}，向上取整）。",
    ),
  },
];

const SIZES: Rule[] = [
  {
    id: "4",
    severity: "error",
    scope: { kind: "once" },
    holds: eq(EVERY_SIZE, cell("B1", { row: "total" })),
    shows: { sum: show(EVERY_SIZE), classes: show(cell("B1", { row: "total" })) },
    statement: say("C1 to C7 add up to the total of B1, classes.", "C1—C7 之和等于 B1 班数合计。"),
    message: say(
      "Classes by size add up to {sum} ≠ {classes}, the total of classes (B1).",
      "各班额段班数之和 {sum} ≠ 班数合计（B1）{classes}。",
    ),
  },
  {
    id: "5a",
    severity: "error",
    scope: { kind: "once" },
    when: gt(cell("C7"), 0),
    holds: some("B", ge(cell("B9"), 66)),
    marks: [{ code: "C7" }],
    shows: { classes: show(cell("C7")), largest: show(largest("B", cell("B9"))) },
    statement: say(
      "If C7 is more than 0, the largest class of some grade is 66 or more.",
      "C7 大于 0 时，至少有一个年级最大班额不小于 66。",
    ),
    message: say(
      "C7 says {classes} classes of 66 or more, but the largest class of all grades is {largest}.",
      "C7 填报 66 人及以上班级 {classes} 个，但各年级最大班额仅 {largest}。",
    ),
  },
  {
    id: "5b",
    severity: "error",
    scope: { kind: "once" },
    when: every("B", le(cell("B9"), 45)),
    holds: and(...["C4", "C5", "C6", "C7"].map((code) => eq(cell(code), 0))),
    shows: { largest: show(largest("B", cell("B9"))) },
    statement: say("If no class is larger than 45, C4 to C7 are 0.", "各年级最大班额均不超过 45 时，C4—C7 应为 0。"),
    message: say(
      "C4 to C7 count classes of 46 or more, but the largest class of all grades is {largest}.",
      "C4—C7 填报了 46 人及以上的班级，但各年级最大班额仅 {largest}。",
    ),
  },
];

/** Checks 1 to 5 of F1: classes, pupils and class sizes. */
export const PUPIL_RULES: Rule[] = [...TABLE, ...SIZES];
