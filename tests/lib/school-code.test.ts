import fc from "fast-check";
import { expect, test } from "vitest";
import { codePattern } from "#lib/code-pattern.ts";
import {
  type CodeFormat,
  checkCodeFormat,
  checkSchoolCode,
  HONG_KONG_SCHOOL_CODE,
  NATIONAL_SCHOOL_CODE,
} from "#lib/school-code.ts";

test("the national sample is a kindergarten", () => {
  expect(checkSchoolCode("1144001800", NATIONAL_SCHOOL_CODE)).toEqual({
    ok: true,
    code: "1144001800",
    category: { kind: "kindergarten", stages: ["preschool"] },
  });
});

test("every national category leads to its kind", () => {
  const kinds = ["11", "21", "31", "34", "36", "37", "51"].map((digits) => {
    const check = checkSchoolCode(`${digits}99000001`, NATIONAL_SCHOOL_CODE);
    return check.ok ? check.category?.kind : check.error;
  });
  expect(kinds).toEqual(["kindergarten", "primary", "junior", "senior", "vocational", "specialised", "special"]);
});

test("the first thing wrong with a code is named", () => {
  const errors = ["", "114400180", "114400180X", "9944001800"].map((text) => {
    const check = checkSchoolCode(text, NATIONAL_SCHOOL_CODE);
    return check.ok ? undefined : check.error;
  });
  expect(errors).toEqual(["error.required", "error.codeLength", "error.codePattern", "error.codeCategory"]);
});

test("a Hong Kong number names its site; width and spaces are put right", () => {
  expect(checkSchoolCode(" ５１２０６０ 000223 ", HONG_KONG_SCHOOL_CODE)).toEqual({
    ok: true,
    code: "512060000223",
    site: "512060",
  });
});

test("the formats that ship are valid", () => {
  expect(checkCodeFormat(NATIONAL_SCHOOL_CODE)).toBeUndefined();
  expect(checkCodeFormat(HONG_KONG_SCHOOL_CODE)).toBeUndefined();
});

test("a format somebody typed is checked", () => {
  const format: CodeFormat = { pattern: "[A-Z]{2}-\\d{4}", length: 7, example: "QH-0001" };
  expect(checkCodeFormat(format)).toBeUndefined();
  expect(checkCodeFormat({ ...format, length: 8 })).toBe("error.formatPattern");
  expect(checkCodeFormat({ ...format, siteLength: 7 })).toBe("error.formatPattern");
  expect(checkCodeFormat({ ...format, example: "QH0001" })).toBe("error.formatExample");
  expect(checkCodeFormat({ ...format, pattern: "(a+)+" })).toBe("error.formatPattern");
  expect(() => checkSchoolCode("x", { ...format, pattern: "(a+)+" })).toThrow(RangeError);
});

test("only patterns of fixed length are accepted", () => {
  for (const source of ["\\d{10}", "[0-9A-F]{4}", "A\\d", "[0-9A-HJ-NP-Z]{18}", "99\\d{4}-[XY]"])
    expect(codePattern(source), source).toBeDefined();
  const refused = [
    "",
    "(a+)+",
    "\\d+",
    "a*",
    "a?",
    ".",
    "\\w",
    "a|b",
    "(?=a)",
    "\\d{1,3}",
    "\\d{0}",
    "[^0-9]",
    "[]",
    "[z-a]",
    "[A-z]",
    "[0-9",
    "\\1",
    "^a$",
    "a{99}",
    "é",
    "[\\d]",
    "[-a]",
    "a{2}{3}",
  ];
  for (const source of refused) expect(codePattern(source), source).toBeUndefined();
});

test("an accepted pattern matches exactly its length, and quickly", () => {
  const atom = fc.constantFrom("\\d", "\\d{3}", "[A-C]", "[0-9A-F]{2}", "X", "7{4}", "-");
  fc.assert(
    fc.property(fc.array(atom, { minLength: 1, maxLength: 8 }), fc.string({ maxLength: 40 }), (atoms, text) => {
      const pattern = codePattern(atoms.join(""));
      if (!pattern) throw new Error("in the subset");
      if (pattern.regexp.test(text)) expect(text).toHaveLength(pattern.length);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: "binary-ascii" }), (source) => codePattern(source) !== null));
});
