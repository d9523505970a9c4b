import { insert, newCell } from "#features/reports/form/draft-edits.ts";
import { draftForm, type FormDraft } from "#features/reports/form/form-draft.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
import { at, inserts, type Script } from "./script.ts";
import type { Staff } from "./staff.ts";

/** The monthly return with home visits asked too, as the section would have it next month. */
function withHomeVisits(): FormDraft {
  const draft = draftForm(MONTHLY_RETURN, "zh");
  const [sheet, section] = [0, 1];
  const retention = draft.sheets[sheet]?.sections[section];
  if (retention?.kind !== "cells") throw new Error("the monthly return has another layout");
  const visits = {
    ...newCell(retention),
    names: { en: "home visits by class teachers", zh: "班主任家访人次" },
    unit: { en: "visits", zh: "次" },
    value: { type: "integer" as const, min: "", max: "" },
    measure: "period" as const,
  };
  const asked = insert(draft, ["sheets", sheet, "sections", section, "cells"], retention.cells.length, visits);
  return insert(asked, ["rules"], asked.rules.length, {
    ...{ id: "home-visits", severity: "warning", scope: { kind: "once" }, when: "M14 > 0", marks: "" },
    holds: `${visits.code} ≥ M14`,
    statement: {
      en: "Each pupil absent for 5 days or more in a row was visited at home.",
      zh: "连续旷课5天以上的学生均已家访。",
    },
    message: {
      en: `Home visits: {${visits.code}}; pupils absent for 5 days or more in a row: {M14}.`,
      zh: `家访{${visits.code}}人次，少于连续旷课5天以上的学生{M14}人。`,
    },
    clause: { en: "", zh: "" },
  });
}

/** The next edition of the monthly return, which section staff are at work on. */
export function writeForms(slug: string, staff: Staff, today: PlainDate, script: Script): void {
  const by = staff.section("SECTION_STAFF");
  const templateId = idOf(slug, "Template", MONTHLY_RETURN.key);
  const updatedAt = at(addDays(today, -3), "15:40");
  const row = { templateId, content: withHomeVisits(), updatedById: by.id, updatedByName: by.name, updatedAt };
  script.record(
    { at: updatedAt, by, verb: "form.design", subject: ["Template", templateId], detail: { changed: "continued" } },
    [inserts("TemplateDraft", [row])],
  );
}
