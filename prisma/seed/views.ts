import { type ListName, stateIn } from "#features/views/lists.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
import type { Person } from "./people.ts";
import { at, inserts, type Script, updates } from "./script.ts";
import type { Staff } from "./staff.ts";

type Kept = { list: ListName; name: string; query: string; shared: boolean };

const OF_STAFF: Kept[] = [
  { list: "schools", name: "乡村小学和教学点", query: "settlement=RURAL&stage=PRIMARY", shared: true },
  {
    list: "schools",
    name: "学校通讯录",
    query: "col=name&col=district&col=head&col=phone&col=address&sort=district&density=compact",
    shared: true,
  },
  {
    list: "schools",
    name: "规模与班级",
    query: "col=name&col=stages&col=capacity&col=pupils&col=classes&col=teachers&sort=district",
    shared: false,
  },
  { list: "changes", name: "待科室审批", query: "owner=SECTION&status=PENDING", shared: true },
];
const OF_HEAD: Kept[] = [{ list: "board", name: "待市级审核", query: "standing=section", shared: true }];

/** Views of lists that the section has kept, most of them for everybody. */
export function writeViews(slug: string, staff: Staff, today: PlainDate, script: Script): void {
  for (const [by, views] of [
    [staff.section("SECTION_STAFF"), OF_STAFF],
    [staff.section("SECTION_HEAD"), OF_HEAD],
  ] as const)
    for (const [index, view] of views.entries()) writeView(slug, by, view, addDays(today, index - 20), script);
}

function writeView(slug: string, by: Person, { list, name, query, shared }: Kept, on: PlainDate, script: Script): void {
  const id = idOf(slug, "SavedView", list, name);
  const createdAt = at(on, "10:05");
  const subject = ["SavedView", id] as const;
  const row = { id, list, name, query: stateIn(list, query), personName: by.name, createdAt };
  script.record({ at: createdAt, by, verb: "view.save", subject }, [inserts("SavedView", [row])]);
  if (!shared) return;
  const deed = { at: at(on, "10:07"), by, verb: "view.share", subject, detail: { changed: "shared" } } as const;
  script.record(deed, [updates("SavedView", [{ id, audience: "CITY", version: 2 }])]);
}
