import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importLife } from "#features/imports/lifecycle.ts";
import { jobLife } from "#features/jobs/lifecycle.ts";
import { campaignLife, extensionLife, reportLife } from "#features/reports/lifecycle.ts";
import { schoolLife } from "#features/schools/lifecycle.ts";

const FILE = "docs/lifecycles.md";

// The diagrams are drawn from the tables that the guards read. UPDATE_LIFECYCLES=1 draws them anew.
test("the drawn lives are the ones that hold", () => {
  const lives = [
    ["A school", schoolLife.diagram("PROPOSED")],
    ["A list that is imported", importLife.diagram("UPLOADED")],
    ["A collection of reports", campaignLife.diagram("OPEN")],
    ["A school's report", reportLife.diagram("ASSIGNED")],
    ["More time for one school's report", extensionLife.diagram("ASKED")],
    ["Work behind the pages", jobLife.diagram("WAITING")],
  ];
  const parts = lives.map(([title, diagram]) => `## ${title}\n\n\`\`\`mermaid\n${diagram?.trim()}\n\`\`\`\n`);
  const text = `# Lives\n\nDrawn from the \`lifecycle.ts\` of each noun.\n\n${parts.join("\n")}`;
  if (process.env.UPDATE_LIFECYCLES) writeFileSync(FILE, text);
  expect(readFileSync(FILE, "utf8")).toBe(text);
});
