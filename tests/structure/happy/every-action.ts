import { POST } from "#app/api/reports/cells/route.ts";
import { save } from "../../reports/world.ts";
import type { Submit } from "../answer.ts";
import { actionsOfSource } from "../surface.ts";
import { accounts } from "./accounts.ts";
import { changes } from "./changes.ts";
import { delegations } from "./delegations.ts";
import { forms } from "./forms.ts";
import { imports, mappings } from "./imports.ts";
import { jobs } from "./jobs.ts";
import { members } from "./members.ts";
import { notifications } from "./notifications.ts";
import { campaigns, comments, extensions, figures, files, reports, rollUps } from "./reports.ts";
import type { Scenarios } from "./scenario.ts";
import { schools } from "./schools.ts";
import { calendar, providers, tenants } from "./settings.ts";
import { staffLists } from "./staff-lists.ts";
import { views } from "./views.ts";

const CELLS = "src/app/api/reports/cells/route.ts";

/** One prepared scenario for every way to change something, by the file and the name of what is exported. */
export const HAPPY: Record<string, Scenarios> = {
  "src/features/accounts/actions.ts": accounts,
  "src/features/calendar/actions.ts": calendar,
  "src/features/delegations/actions.ts": delegations,
  "src/features/imports/actions.ts": imports,
  "src/features/imports/mapping-actions.ts": mappings,
  "src/features/jobs/actions.ts": jobs,
  "src/features/members/actions.ts": members,
  "src/features/notifications/actions.ts": notifications,
  "src/features/providers/actions.ts": providers,
  "src/features/reports/actions.ts": { ...reports, ...files, ...campaigns },
  "src/features/reports/components/fill/save-section.ts": { saveSection: figures.saveSection },
  "src/features/reports/comment-actions.ts": comments,
  "src/features/reports/extension-actions.ts": extensions,
  "src/features/reports/form-actions.ts": forms,
  "src/features/reports/roll-up-actions.ts": rollUps,
  "src/features/schools/actions.ts": schools,
  "src/features/schools/change-actions.ts": changes,
  "src/features/staff-lists/actions.ts": staffLists,
  "src/features/tenants/actions.ts": tenants,
  "src/features/views/actions.ts": views,
  [CELLS]: { POST: figures.POST },
};

/** The door for figures as people type them, sent like a form. */
const typing: Submit = Object.assign(
  async (_previous: unknown, form: FormData) => {
    const { done, ...said } = await save(
      String(form.get("assignmentId")),
      Number(form.get("number")),
      JSON.parse(String(form.get("cells"))),
    );
    return done ? { done: true } : said;
  },
  { capability: POST.capability, input: POST.input, once: false },
);

/** Every server action, and the route that takes figures. */
export async function everyAction(): Promise<{ file: string; name: string; action: Submit }[]> {
  return [...(await actionsOfSource()), { file: CELLS, name: "POST", action: typing }];
}
