import { describe, expect, test } from "vitest";
import { insert, move, put, remove } from "#features/reports/form/draft-edits.ts";
import { formChanges, partText } from "#features/reports/form/form-changes.ts";
import { compileForm, draftForm } from "#features/reports/form/form-draft.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { RULE_KINDS, ruleOfKind } from "#features/reports/form/rule-kinds.ts";

const FACTS = draftForm(SCHOOL_FACTS, "zh");
const said = (changes: ReturnType<typeof formChanges>) =>
  changes.map(({ kind, what, code, parts }) => [kind, what, code, ...parts.map(({ part }) => part)].join(" "));

describe("what changed between two editions", () => {
  test("is nothing where nothing but the language of formulas or the order of items is another", () => {
    expect(formChanges(FACTS, FACTS, "en")).toEqual([]);
    expect(formChanges(draftForm(SCHOOL_FACTS, "en"), FACTS, "zh")).toEqual([]);
    const moved = move(FACTS, ["sheets", 0, "sections", 2, "cells"], 0, 3);
    expect(formChanges(FACTS, moved, "en")).toEqual([]);
  });

  test("names what came, what went and every part that is another", () => {
    const rule = ruleOfKind(FACTS, "lastYear", "zh");
    let next = put(FACTS, ["sheets", 0, "sections", 0, "cells", 1, "names", "zh"], "标识码");
    next = put(next, ["sheets", 0, "sections", 1, "columns", 0, "value", "max"], "60");
    next = put(next, ["rules", 0, "severity"], "warning");
    next = remove(next, ["sheets", 0, "sections", 2, "cells"], 6);
    next = insert(next, ["rules"], next.rules.length, rule);
    expect(said(formChanges(FACTS, next, "zh"))).toEqual([
      "changed item A2 nameZh",
      "changed item B1 max",
      "changed check 1 severity",
      `added check ${rule.id}`,
      "removed item C7",
    ]);
    expect(said(formChanges(next, FACTS, "zh"))).toContain("added item C7");
  });

  test("an item that went to another section says where it stands", () => {
    const [cell] = FACTS.sheets[0]?.sections[2]?.kind === "cells" ? FACTS.sheets[0].sections[2].cells : [];
    const next = insert(
      remove(FACTS, ["sheets", 0, "sections", 2, "cells"], 0),
      ["sheets", 0, "sections", 0, "cells"],
      0,
      cell,
    );
    expect(formChanges(FACTS, next, "zh").map(({ code, parts }) => [code, parts])).toEqual([
      ["C1", [{ part: "standsIn", before: "C", after: "A" }]],
    ]);
  });

  test("parts that are words of the interface are said in it", () => {
    expect(partText("kind", "yes-no", (key) => `«${key}»`)).toBe("«forms.design.kinds.yes-no»");
    expect(partText("nameZh", "班数", (key) => `«${key}»`)).toBe("班数");
    expect(partText("hint", "", (key) => `«${key}»`)).toBe("");
  });
});

describe.each(["en", "zh"] as const)("a check to begin with, in %s", (language) => {
  test.each(RULE_KINDS)("of the kind %s is a formula of both shipped forms", (kind) => {
    for (const form of [SCHOOL_FACTS, MONTHLY_RETURN]) {
      const draft = draftForm(form, language);
      const rule = ruleOfKind(draft, kind, language);
      const said = { en: "It holds.", zh: "成立。" };
      const { problems = [] } = compileForm(
        { ...draft, rules: [{ ...rule, statement: said, message: said }] },
        { key: "form", edition: 1 },
      );
      const hasTable = form === SCHOOL_FACTS || !["rowSum", "columnSum", "unique"].includes(kind);
      expect(problems.length === 0, JSON.stringify(problems)).toBe(hasTable);
    }
  });
});
