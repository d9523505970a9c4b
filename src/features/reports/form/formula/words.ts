import type { Text } from "../definition.ts";
import type { Expression } from "../expression.ts";

const both = (en: string, zh: string): Text => ({ en, zh });

/** Functions of numbers and truths, by operation: what a formula calls them in either language. */
export const FUNCTIONS = {
  min: both("min", "较小值"),
  max: both("max", "较大值"),
  ceil: both("roundUp", "向上取整"),
  absolute: both("abs", "绝对值"),
  if: both("if", "如果"),
  filled: both("filled", "已填"),
  offers: both("offers", "设有"),
  sum: both("sum", "求和"),
  largest: both("largest", "最大值"),
  some: both("some", "任一行"),
  every: both("every", "每一行"),
  unique: both("unique", "互不相同"),
} as const satisfies Partial<Record<Expression["op"], Text>>;
export type FunctionName = keyof typeof FUNCTIONS;

export const PERIODS = {
  "last-year": both("lastYear", "上年"),
  "last-month": both("lastMonth", "上月"),
} as const;

/** Words between operands, and before one. */
export const CONNECTIVES = {
  and: both("and", "且"),
  or: both("or", "或"),
  iff: both("iff", "当且仅当"),
  not: both("not", "非"),
} as const;

export const THIS = both("this", "本格");
export const SCHOOL = both("school", "学校");
export const ROW = both("row", "本行");

export const FACTS = {
  name: both("name", "名称"),
  code: both("code", "标识码"),
  district: both("district", "区县"),
  locale: both("locale", "城乡"),
  ownership: both("ownership", "办学性质"),
  stages: both("stages", "学段"),
  stageCount: both("stageCount", "学段数"),
  boarding: both("boarding", "寄宿制"),
  pupils: both("pupils", "在籍学生"),
  namedCases: both("namedCases", "登记个案"),
} as const;

export const ROW_FACTS = { stage: both("stage", "学段"), first: both("first", "起始年级") } as const;
export const STAGES = {
  preschool: both("preschool", "学前"),
  primary: both("primary", "小学"),
  junior: both("junior", "初中"),
  senior: both("senior", "高中"),
  special: both("special", "特教"),
} as const;
export const ANSWERS = { yes: both("yes", "是"), no: both("no", "否") } as const;
/** Texts that need no quotation marks. */
export const CONSTANTS = { ...STAGES, ...ANSWERS } as const;
/** Rows that every table may have; others are called by their key. */
export const ROWS = { total: both("total", "合计"), previous: both("previous", "低一年级") } as const;

/** Signs as they are printed; what else is read for them stands beside. */
export const COMPARISONS = { eq: "=", ne: "≠", lt: "<", le: "≤", gt: ">", ge: "≥" } as const;
export const SIGN_SPELLINGS: Readonly<Record<string, string>> = {
  "<=": "≤",
  ">=": "≥",
  "<>": "≠",
  "!=": "≠",
  "==": "=",
  "≦": "≤",
  "≧": "≥",
  "*": "×",
  "✕": "×",
  "/": "÷",
  "∶": ":",
  "−": "-",
  "–": "-",
  "—": "-",
  "【": "[",
  "】": "]",
  "〔": "[",
  "〕": "]",
  "、": ",",
  "。": ".",
};

/** The key that a word of either language stands for. */
export function keyIn<Key extends string>(words: Readonly<Record<Key, Text>>, word: string): Key | undefined {
  return (Object.keys(words) as Key[]).find((key) => words[key].en === word || words[key].zh === word);
}

export const isWord = (words: Text, word: string): boolean => words.en === word || words.zh === word;
