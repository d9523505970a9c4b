import { expect, test } from "vitest";
import { compileForm, draftForm, FormDraft } from "#features/reports/form/form-draft.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";

test.each([SCHOOL_FACTS, MONTHLY_RETURN])("$key comes back from its draft, in either language", (definition) => {
  for (const language of ["en", "zh"] as const) {
    const draft = FormDraft.parse(JSON.parse(JSON.stringify(draftForm(definition, language))));
    expect(compileForm(draft, definition)).toEqual({ definition });
  }
});

test("an empty draft is kept, and everything that is missing is said at once", () => {
  const nothing = { en: "", zh: " " };
  const cell = {
    ...{ code: "a1", names: nothing, help: nothing, unit: nothing, measure: "point", required: true, stages: [] },
    value: { type: "integer", min: "x", max: "" },
  };
  const draft = FormDraft.parse({
    names: nothing,
    period: "year",
    sheets: [
      { key: "", names: nothing, sections: [] },
      {
        key: "two",
        names: { en: "Two", zh: "" },
        sections: [
          { kind: "cells", code: "A", names: nothing, help: nothing, cells: [cell] },
          {
            ...{ kind: "table", code: "A", names: nothing, help: nothing, columns: [] },
            rows: { kind: "fixed", rows: [] },
            total: nothing,
          },
        ],
      },
    ],
    rules: [],
  });
  const { problems = [] } = compileForm(draft, { key: "trial", edition: 1 });
  expect(problems.map(({ path, key }) => `${path.join(".")} ${key}`)).toEqual([
    "names missing",
    "sheets.0.key badKey",
    "sheets.0 noSections",
    "sheets.0.names missing",
    "sheets.1.sections.0.names missing",
    "sheets.1.sections.0.cells.0.code badCode",
    "sheets.1.sections.0.cells.0.stages noStages",
    "sheets.1.sections.0.cells.0.names missing",
    "sheets.1.sections.0.cells.0.value.min badBound",
    "sheets.1.sections.1.names missing",
    "sheets.1.sections.1 noCells",
    "sheets.1.sections.1.rows noRows",
    "sheets.1.sections.1.total missing",
    "sheets.1.sections.1 sectionTwice",
  ]);
});
