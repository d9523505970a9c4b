import { say, type WrittenRule } from "./write.ts";

/** Checks 1 to 5 of F1: classes, pupils and class sizes. */
export const PUPIL_RULES: WrittenRule[] = [
  {
    id: "1",
    severity: "error",
    scope: { kind: "columns", table: "B", columns: ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8"] },
    holds: "this = sum(B, this)",
    marks: "this",
    statement: say("The total row of B equals the sum of its grades in each column.", "B表各列合计等于各年级之和。"),
    message: say(
      "{column}: total {this} ≠ {sum(B, this)}, the sum of grades.",
      "{本列}：合计 {本格} ≠ 各年级之和 {求和(B, 本格)}。",
    ),
  },
  {
    id: "1-largest",
    severity: "error",
    scope: { kind: "columns", table: "B", columns: ["B9"] },
    holds: "this = largest(B, this)",
    marks: "this",
    statement: say(
      "The total row's largest class is the largest of the grades.",
      "合计行最大班额等于各年级最大班额中的最大值。",
    ),
    message: say(
      "{column}: total row {this} ≠ {largest(B, this)}, the largest of the grades.",
      "{本列}：合计行 {本格} ≠ 各年级中的最大值 {最大值(B, 本格)}。",
    ),
  },
  {
    id: "2",
    severity: "error",
    scope: { kind: "cells", table: "B", columns: ["B3", "B4", "B5", "B6", "B7", "B8"], rows: "all" },
    holds: "this ≤ B2",
    statement: say("In each row B3 to B8 are at most B2, pupils.", "各行 B3—B8 均不大于 B2 在校生。"),
    message: say(
      "{row}, {column}: {this} is more than {B2}, its pupils (B2).",
      "{本行}，{本列}：{本格} 大于在校生（B2）{B2}。",
    ),
  },
  {
    id: "3a",
    severity: "error",
    scope: { kind: "rows", table: "B", rows: "all" },
    holds: "B1 = 0 iff B2 = 0",
    statement: say("B1, classes, is 0 if and only if B2, pupils, is 0.", "班数（B1）为 0 当且仅当在校生（B2）为 0。"),
    message: say(
      "{row}: {B1} classes with {B2} pupils; one is 0 and the other is not.",
      "{本行}：班数 {B1}，在校生 {B2}，不能只有一项为 0。",
    ),
  },
  {
    id: "3b",
    severity: "error",
    scope: { kind: "rows", table: "B", rows: "all" },
    holds: "B9 ≤ B2",
    statement: say("B9, the largest class, is at most B2, pupils.", "最大班额（B9）不大于在校生（B2）。"),
    message: say(
      "{row}: the largest class {B9} is more than all its pupils, {B2}.",
      "{本行}：最大班额 {B9} 大于在校生 {B2}。",
    ),
  },
  {
    id: "3c",
    severity: "error",
    scope: { kind: "rows", table: "B", rows: "all" },
    holds: "B9 ≥ roundUp(B2 ÷ B1)",
    statement: say(
      "B9, the largest class, is at least B2 ÷ B1, rounded up.",
      "最大班额（B9）不小于在校生÷班数（B2÷B1，向上取整）。",
    ),
    message: say(
      "{row}: the largest class {B9} is less than {roundUp(B2 ÷ B1)}; {B2} pupils in {B1} classes need at least that.",
      "{本行}：最大班额 {B9} 小于 {向上取整(B2 ÷ B1)}（在校生 {B2} ÷ 班数 {B1}，向上取整）。",
    ),
  },
  {
    id: "4",
    severity: "error",
    holds: "sum(C1:C7) = B1[total]",
    statement: say("C1 to C7 add up to the total of B1, classes.", "C1—C7 之和等于 B1 班数合计。"),
    message: say(
      "Classes by size add up to {sum(C1:C7)} ≠ {B1[total]}, the total of classes (B1).",
      "各班额段班数之和 {求和(C1:C7)} ≠ 班数合计（B1）{B1[合计]}。",
    ),
  },
  {
    id: "5a",
    severity: "error",
    when: "C7 > 0",
    holds: "some(B, B9 ≥ 66)",
    marks: "C7",
    statement: say(
      "If C7 is more than 0, the largest class of some grade is 66 or more.",
      "C7 大于 0 时，至少有一个年级最大班额不小于 66。",
    ),
    message: say(
      "C7 says {C7} classes of 66 or more, but the largest class of all grades is {largest(B, B9)}.",
      "C7 填报 66 人及以上班级 {C7} 个，但各年级最大班额仅 {最大值(B, B9)}。",
    ),
  },
  {
    id: "5b",
    severity: "error",
    when: "every(B, B9 ≤ 45)",
    holds: "C4 = 0 and C5 = 0 and C6 = 0 and C7 = 0",
    statement: say("If no class is larger than 45, C4 to C7 are 0.", "各年级最大班额均不超过 45 时，C4—C7 应为 0。"),
    message: say(
      "C4 to C7 count classes of 46 or more, but the largest class of all grades is {largest(B, B9)}.",
      "C4—C7 填报了 46 人及以上的班级，但各年级最大班额仅 {最大值(B, B9)}。",
    ),
  },
];
