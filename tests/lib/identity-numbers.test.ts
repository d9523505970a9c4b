import fc from "fast-check";
import { expect, test } from "vitest";
import { checkCreditCode, creditCodeCheckCharacter } from "#lib/credit-code.ts";
import { checkPupilNumber } from "#lib/pupil-number.ts";
import { checkResidentId, residentIdCheckDigit } from "#lib/resident-id.ts";

const TODAY = "2026-09-01";

test("golden: credit code", () => {
  expect(checkCreditCode("91350100M000100Y43")).toEqual({ ok: true, code: "91350100M000100Y43" });
  expect(checkCreditCode(" 91350100m000100y43")).toMatchObject({ ok: true, code: "91350100M000100Y43" });
});

test("a wrong credit code is told apart by what is wrong", () => {
  expect(checkCreditCode("91350100M000100Y44")).toEqual({ ok: false, error: "error.creditCodeCheck" });
  for (const text of ["", "91350100M000100Y4", "91350100M000100I43", "9135O100M000100Y43", "91350100M000100Y433"])
    expect(checkCreditCode(text), text).toEqual({ ok: false, error: "error.creditCodeShape" });
  expect(() => creditCodeCheckCharacter("I".repeat(17))).toThrow(RangeError);
  expect(() => creditCodeCheckCharacter("1")).toThrow(RangeError);
});

test("any one wrong character of a credit code is found", () => {
  const at = fc.integer({ min: 0, max: 17 });
  fc.assert(
    fc.property(at, fc.constantFrom(..."0123456789ABCDEFGHJKLMNPQRTUWXY"), (index, character) => {
      const good = "91350100M000100Y43";
      const text = good.slice(0, index) + character + good.slice(index + 1);
      expect(checkCreditCode(text).ok).toBe(text === good);
    }),
  );
});

test("golden: resident identity numbers", () => {
  for (const id of ["34052419800101001X", "11010519491231002X", "440524188001010014"])
    expect(residentIdCheckDigit(id.slice(0, 17)), id).toBe(id[17]);
  expect(checkResidentId("34052419800101001X", TODAY)).toEqual({
    ok: true,
    id: "34052419800101001X",
    kind: "mainland",
    area: "340524",
    birthDate: "1980-01-01",
    sex: "male",
  });
  expect(checkResidentId("１１０１０５19491231002x", TODAY)).toMatchObject({ ok: true, sex: "female" });
  expect(checkResidentId("440524188001010014", TODAY)).toMatchObject({ ok: true, birthDate: "1880-01-01" });
  expect(checkResidentId("340524198001010013", TODAY)).toEqual({ ok: false, error: "error.idCheck" });
});

test("a wrong resident identity number is told apart by what is wrong", () => {
  const errorOf = (text: string) => {
    const check = checkResidentId(text, TODAY);
    return check.ok ? undefined : check.error;
  };
  expect(errorOf("3405241980010100")).toBe("error.idShape");
  expect(errorOf("34052419800101001Y")).toBe("error.idShape");
  expect(errorOf("00052419800101001X")).toBe("error.idArea");
  expect(errorOf("81000119800101001X")).toBe("error.idArea");
  expect(errorOf("34052419800230001X")).toBe("error.idBirthDate");
  expect(errorOf("34052420260902001X")).toBe("error.idBirthDate");
  expect(() => residentIdCheckDigit("1")).toThrow(RangeError);
});

test("permits of Hong Kong, Macao and Taiwan, and the demo's prefix, have kinds of their own", () => {
  const kinds = ["810000", "820000", "830000", "990101"].map((area) => {
    const body = `${area}20150901001`;
    const check = checkResidentId(body + residentIdCheckDigit(body), TODAY);
    return check.ok ? check.kind : check.error;
  });
  expect(kinds).toEqual(["hongKong", "macao", "taiwan", "fictitious"]);
});

test("any one wrong digit of a resident identity number is found", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 9 }), (index, digit) => {
      const good = "11010519491231002X";
      const text = good.slice(0, index) + digit + good.slice(index + 1);
      expect(checkResidentId(text, TODAY).ok).toBe(text === good);
    }),
  );
});

test("golden: pupil numbers of 19 characters", () => {
  for (const number of ["J99010120150901001X", "J990101201509010028"]) {
    expect(number).toHaveLength(19);
    expect(checkPupilNumber(number, TODAY)).toEqual({
      ok: true,
      number,
      kind: "J",
      division: "990101",
      birthDate: "2015-09-01",
    });
  }
});

test("G carries an identity number, L has no check", () => {
  expect(checkPupilNumber("g34052419800101001x", TODAY)).toMatchObject({ ok: true, kind: "G", division: "340524" });
  expect(checkPupilNumber("L990101201509011234", TODAY)).toMatchObject({ ok: true, kind: "L" });
  expect(checkPupilNumber("J990101201509010029", TODAY)).toEqual({ ok: false, error: "error.pupilNumberCheck" });
  expect(checkPupilNumber("G340524198001010013", TODAY)).toEqual({ ok: false, error: "error.pupilNumberCheck" });
  expect(checkPupilNumber("L990101201513011234", TODAY)).toEqual({ ok: false, error: "error.pupilNumberDate" });
  for (const text of ["", "J9901012015090100", "K990101201509010028", "L99010120150901123X", "1234567890123456"])
    expect(checkPupilNumber(text, TODAY), text).toEqual({ ok: false, error: "error.pupilNumberShape" });
});
