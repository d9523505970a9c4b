import { describe, expect, test } from "vitest";
import { diff } from "#features/reports/form/diff.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { hintsOf, prefill, totalOffer } from "#features/reports/form/prefill.ts";
import { aSchool } from "./schools.ts";

describe("prefilling", () => {
  test("takes block A from the register, and nothing from last year", () => {
    const context = { facts: aSchool(["primary"], { boarding: null }), lastYear: { "B2@g1": "40", D1: "9" } };
    const { values, provenance } = prefill(SCHOOL_FACTS, context);
    expect(Object.keys(values)).toEqual(["A1", "A2", "A3", "A4", "A5", "A6"]);
    expect(values.A6).toBe("primary");
    expect(provenance.A1).toBe("register");
    expect(hintsOf(SCHOOL_FACTS, context)).toEqual({ "B2@g1": "40", D1: "9" });
  });

  test("carries last month's closing number before the register's", () => {
    const facts = aSchool(["primary"], { pupils: 800 });
    expect(prefill(MONTHLY_RETURN, { facts, lastMonth: { M8: "812" } })).toEqual({
      values: { M1: "812" },
      provenance: { M1: "last-month" },
    });
    expect(prefill(MONTHLY_RETURN, { facts }).provenance).toEqual({ M1: "register" });
    expect(prefill(MONTHLY_RETURN, { facts: aSchool(["primary"]) }).values).toEqual({});
  });
});

describe("offering a total", () => {
  const context = { facts: aSchool(["junior"]) };
  const values = {
    "B2@g7": "10",
    "B2@g8": "20",
    "B2@g9": "30",
    "B9@g7": "10",
    "B9@g8": "12",
    "B9@g9": "11",
    "B1@g7": "1",
  };

  test("sums, or takes the largest, once every row is there", () => {
    expect(totalOffer(SCHOOL_FACTS, "B2@total", values, context)).toBe("60");
    expect(totalOffer(SCHOOL_FACTS, "B9@total", values, context)).toBe("12");
    expect(totalOffer(SCHOOL_FACTS, "B1@total", values, context)).toBeUndefined();
    expect(totalOffer(SCHOOL_FACTS, "B2@g7", values, context)).toBeUndefined();
    expect(totalOffer(SCHOOL_FACTS, "D1", values, context)).toBeUndefined();
  });
});

describe("differences between versions", () => {
  test("come in page order; empty and absent are the same; what left the page comes last", () => {
    const before = { D1: "10", "B2@g1": "40", F1: "", "B2@g9": "5", E1: "3" };
    const after = { D1: "11", "B2@g1": "40", "B2@g2": "41", E1: "" };
    expect(diff(SCHOOL_FACTS, before, after, { facts: aSchool(["primary"]) })).toEqual([
      { address: "B2@g2", before: null, after: "41" },
      { address: "D1", before: "10", after: "11" },
      { address: "E1", before: "3", after: null },
      { address: "B2@g9", before: "5", after: null },
    ]);
  });
});
