import { expect, test } from "vitest";
import { compileForm, draftForm, FormDraft, readDraft } from "#features/reports/form/form-draft.ts";
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

test("what is too long or too much to be saved is named by its place, and the draft can be worked on", () => {
  const words = { en: "Name", zh: "名称" };
  const cell = (code: string) => ({
    ...{ code, names: words, help: words, unit: words, measure: "point", required: true },
    value: { type: "text", max: 0 },
  });
  const written = {
    names: { en: "x".repeat(1001), zh: "" },
    period: "year",
    sheets: [
      {
        ...{ key: "one", names: words },
        sections: [
          { kind: "cells", code: "A", names: words, help: words, cells: Array.from({ length: 301 }, () => cell("A1")) },
          {
            ...{ kind: "table", code: "B", names: words, help: words, columns: [cell("ABCDEFGHIJKLMNOPQ")] },
            rows: { kind: "own", of: "class", most: 101 },
          },
        ],
      },
    ],
    rules: [],
  };
  const { draft, beyond = [] } = readDraft(written) ?? {};
  expect(draft).toEqual(written);
  const said = beyond.map(({ path, key, values }) => `${path.join(".")} ${key} ${values?.most ?? values?.least}`);
  expect(said.filter((one) => !one.includes(".cells."))).toEqual([
    "names.en beyond.text 1000",
    "sheets.0.sections.0.cells beyond.list 300",
    "sheets.0.sections.1.columns.0.code beyond.text 16",
    "sheets.0.sections.1.columns.0.value.max beneath 1",
    "sheets.0.sections.1.rows.most beyond.number 100",
  ]);
  expect(readDraft(JSON.parse(JSON.stringify(draftForm(MONTHLY_RETURN, "en"))))?.beyond).toEqual([]);
  for (const none of [null, "form", { ...written, period: "week" }, { ...written, sheets: [{}] }])
    expect(readDraft(none)).toBeNull();
});
