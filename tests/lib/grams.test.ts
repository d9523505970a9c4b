import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText, gramsOf, queryGrams } from "#lib/grams.ts";

const ZH = "嘉諾撒聖家學校";
const EN = "HOLY FAMILY CANOSSIAN SCHOOL";

function finds(words: string, ...texts: string[]): boolean {
  const stored = new Set(texts.flatMap(gramsOf));
  return queryGrams(words).every((gram) => stored.has(gram));
}

test("width, case, accents, script and punctuation are folded", () => {
  expect(foldText("嘉諾撒 聖家學校(小學部)")).toBe("嘉诺撒圣家学校小学部");
  expect(foldText("  ＳＴ．  Mary’s—École ")).toBe("st marys ecole");
  expect(foldText("中國YMCA小學")).toBe(foldText("中国ymca小学"));
  expect(foldText("衞生 臺灣 枱 啟啓 羣群 峯峰")).toBe("卫生台湾台启启群群峰峰");
  expect(foldText("阿卜杜·热合曼")).toBe("阿卜杜热合曼");
  expect(foldText("—！ ")).toBe("");
});

test("Simplified words find Traditional names, and the reverse", () => {
  for (const words of ["圣家", "聖家", "家学校", "校", "嘉诺撒 学校", "学校 嘉諾"])
    expect(finds(words, ZH), words).toBe(true);
  expect(finds("實驗小學", "清河市实验小学")).toBe(true);
  for (const words of ["圣校", "小学", "家圣"]) expect(finds(words, ZH), words).toBe(false);
});

test("parts of words find English names in any order", () => {
  for (const words of ["hol fam", "holy", "HOLY FAMILY", "school can", "h", "canossian", "canossia"])
    expect(finds(words, EN), words).toBe(true);
  for (const words of ["oly", "holyx", "family house"]) expect(finds(words, EN), words).toBe(false);
  expect(finds("mary", "St. Mary's")).toBe(true);
  expect(finds("mary's", "St Marys")).toBe(true);
});

test("the beginning of a code finds it, one figure more than the code does not", () => {
  for (const words of ["5", "512060", "512060000223", "５１２０６０"])
    expect(finds(words, "512060000223"), words).toBe(true);
  for (const words of ["5120600002231", "12060"]) expect(finds(words, "512060000223"), words).toBe(false);
  expect(finds("J99010120150901001x", "J99010120150901001X")).toBe(true);
  expect(finds("J990101201509010", "J99010120150901001X")).toBe(true);
});

test("words of both languages narrow together", () => {
  expect(finds("圣家 holy", ZH, EN)).toBe(true);
  expect(finds("圣家holy", ZH, EN)).toBe(true);
  expect(finds("圣家 wholly", ZH, EN)).toBe(false);
});

test("nothing to search for is no gram", () => {
  for (const words of ["", "  ", "()-—、"]) expect(queryGrams(words)).toEqual([]);
});

const han = fc.constantFrom(..."清河市實驗小學校中心幼稚園聖家堂第一二三");
const name = fc.array(han, { minLength: 1, maxLength: 30 }).map((all) => all.join(""));

test("every stretch of a Chinese name finds it", () => {
  fc.assert(
    fc.property(name, fc.nat(), fc.nat(), (text, a, b) => {
      const [from, to] = [a % text.length, b % text.length].sort((x, y) => x - y);
      expect(finds(text.slice(from, (to ?? 0) + 1), text)).toBe(true);
    }),
  );
});

test("every text finds itself, folds to a fixed point and stays within its bounds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
      const grams = gramsOf(text);
      expect(new Set(grams).size).toBe(grams.length);
      expect(queryGrams(text).length).toBeLessThanOrEqual(16);
      expect(grams.length).toBeLessThanOrEqual(120);
      if (grams.length < 120) expect(finds(text, text)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a hostile text is bounded and quick", () => {
  const started = performance.now();
  expect(gramsOf("Aé聖 1".repeat(20_000)).length).toBeLessThanOrEqual(120);
  expect(queryGrams("圣家学校 abc1 ".repeat(20_000)).length).toBeLessThanOrEqual(16);
  expect(performance.now() - started).toBeLessThan(2000);
});

const list = process.env.HK_SCHOOLS_CSV ?? "";
test.skipIf(!existsSync(list))("no name of the real list reaches the bound, each finds itself", () => {
  for (const row of readFileSync(list, "utf8").split(/\r?\n/).slice(1)) {
    for (const text of row.split(",").slice(3, 5)) {
      expect(gramsOf(text).length, text).toBeLessThan(120);
      expect(finds(text, text), text).toBe(true);
    }
  }
});
