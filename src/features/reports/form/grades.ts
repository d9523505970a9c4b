import type { Row, Text } from "./definition.ts";
import type { Stage } from "./stage.ts";

const DIGITS = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

function run(count: number, row: (index: number) => { key: string; names: Text; stage: Stage }): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const made = row(index);
    const before = index > 0 ? row(index - 1) : undefined;
    const sameStage = before?.stage === made.stage;
    return { ...made, first: !sameStage, ...(before && sameStage ? { previous: before.key } : {}) };
  });
}

const KINDERGARTEN: readonly (readonly [string, string, string])[] = [
  ["k-small", "Small class (3–4)", "小班"],
  ["k-middle", "Middle class (4–5)", "中班"],
  ["k-large", "Large class (5–6)", "大班"],
];

/**
 * Every grade a school of any stage may have, in page order. Keys are stable parts of cell addresses: `k-small`,
 * `k-middle`, `k-large`, `k-mixed`, `g1`…`g9`, `s1`…`s3`, `x1`…`x9` (special schools).
 * @param primaryGrades 6, or 5 in a city whose junior stage begins with grade 6
 */
export function gradeRows(primaryGrades: 5 | 6 = 6): Row[] {
  return [
    ...run(KINDERGARTEN.length, (index) => {
      const [key = "", en = "", zh = ""] = KINDERGARTEN[index] ?? [];
      return { key, names: { en, zh }, stage: "preschool" };
    }),
    { key: "k-mixed", names: { en: "Mixed ages", zh: "混龄班" }, stage: "preschool", first: false },
    ...run(9, (index) => ({
      key: `g${index + 1}`,
      names: { en: `Grade ${index + 1}`, zh: `${DIGITS[index]}年级` },
      stage: index < primaryGrades ? "primary" : "junior",
    })),
    ...run(3, (index) => ({
      key: `s${index + 1}`,
      names: { en: `Senior ${index + 1}`, zh: `高${DIGITS[index]}` },
      stage: "senior",
    })),
    ...run(9, (index) => ({
      key: `x${index + 1}`,
      names: { en: `Special school grade ${index + 1}`, zh: `特教${DIGITS[index]}年级` },
      stage: "special",
    })),
  ];
}
