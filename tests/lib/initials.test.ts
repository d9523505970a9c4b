import { expect, test } from "vitest";
import { initialGramsIn, initialGramsOf, initialsOf, isNamed } from "#lib/initials.ts";

test.each([
  ["清河市第三小学", "qhsdsxx"],
  ["河陽區 No. 3 實驗小學", "hyqno3syxx"],
  ["重庆", "cq"],
  ["长沙", "cs"],
  ["", ""],
])("the initials of %s are %s", (text, initials) => {
  expect(initialsOf(text)).toBe(initials);
});

test("a Chinese name is found by the initials of any stretch of it, another name is not", () => {
  const stored = new Set(initialGramsOf("安澜市实验小学"));
  for (const query of ["alssyxx", "syxx", "SYXX", "als"])
    expect(
      initialGramsIn(query).every((gram) => stored.has(gram)),
      query,
    ).toBe(true);
  expect(initialGramsIn("syzx").every((gram) => stored.has(gram))).toBe(false);
  expect(initialGramsOf("Anlan Experimental School")).toEqual([]);
});

test.each(["", "a", "实验", "two words", "3a", "a".repeat(17)])("'%s' is no search by initials", (query) => {
  expect(initialGramsIn(query)).toEqual([]);
});

test("what is typed names a text as it is written, in either script and any case, or by its initials", () => {
  expect(isNamed(["刘卫东", "liu@example.test"], "lwd")).toBe(true);
  expect(isNamed(["刘卫东", "liu@example.test"], "劉衛")).toBe(true);
  expect(isNamed(["刘卫东", "liu@example.test"], "LIU@")).toBe(true);
  expect(isNamed(["刘卫东"], "wld")).toBe(false);
  expect(isNamed(["anything"], "")).toBe(true);
});
