import type { Facts } from "#features/schools/schema.ts";
import type { ChangeKind, ChangeStatus } from "#generated/prisma/client.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { requestRow } from "./approvals.ts";
import type { History, Life } from "./chronicle.ts";
import type { Institution } from "./institutions.ts";
import { writeProposals } from "./proposals.ts";
import { factsOn } from "./register.ts";
import { at, inserts, type Script, updates } from "./script.ts";
import type { Staff } from "./staff.ts";

/** A change that somebody asked for. `wanted` is worked out from what stands in the register. */
type Story = {
  fits: (school: Institution) => boolean;
  wanted: (facts: Facts) => Partial<Facts>;
  kind?: ChangeKind;
  status: ChangeStatus;
  reason: string;
  answer?: string;
  daysAgo: number;
  by: "SCHOOL_CLERK" | "SCHOOL_HEAD" | "DISTRICT_OFFICER";
};

const nursery = (school: Institution) => school.kind === "kindergarten";

function storiesOf(shown: Institution): Story[] {
  const here = (school: Institution) => school.district === shown.district && school !== shown;
  return [
    {
      fits: (school) => school === shown,
      wanted: ({ capacity }) => ({ capacity: (capacity ?? 0) + 180 }),
      status: "PENDING",
      reason: "新建教学楼投入使用，核定学位相应增加",
      daysAgo: 3,
      by: "SCHOOL_CLERK",
    },
    {
      fits: (school) => here(school) && nursery(school),
      wanted: ({ capacity }) => ({ capacity: (capacity ?? 0) + 60 }),
      status: "PENDING",
      reason: "扩建两个班的活动室，消防已验收",
      daysAgo: 2,
      by: "SCHOOL_HEAD",
    },
    {
      fits: (school) => here(school) && !school.boarding && !nursery(school),
      wanted: () => ({ boarding: true }),
      status: "PENDING",
      reason: "学生公寓交付使用，本学期开始招收寄宿生",
      daysAgo: 6,
      by: "SCHOOL_HEAD",
    },
    {
      fits: (school) => school.kind === "junior",
      wanted: ({ nameZh, nameEn }) => ({
        nameZh: nameZh.replace("初级中学", "实验中学"),
        nameEn: nameEn.replace("Junior High School", "Experimental Middle School"),
      }),
      status: "PENDING",
      reason: "加入教育集团，拟更名",
      daysAgo: 4,
      by: "SCHOOL_HEAD",
    },
    {
      fits: (school) => school.ownership === "FOR_PROFIT",
      wanted: () => ({ ownership: "INCLUSIVE" }),
      status: "PENDING",
      reason: "已通过普惠性民办幼儿园认定，附认定文件",
      daysAgo: 5,
      by: "DISTRICT_OFFICER",
    },
    {
      fits: (school) => school.kind === "point",
      wanted: () => ({ status: "CLOSED" }),
      kind: "CLOSE",
      status: "PENDING",
      reason: "在校生逐年减少，家长同意到中心小学就读",
      daysAgo: 8,
      by: "DISTRICT_OFFICER",
    },
    {
      fits: (school) => school.kind === "primary" && school.settlement === "RURAL",
      wanted: () => ({ settlement: "TOWN" }),
      status: "REJECTED",
      reason: "村庄已并入镇区建设范围",
      answer: "以统计部门当年公布的城乡分类代码为准，该村类代码未变，暂不调整。",
      daysAgo: 41,
      by: "SCHOOL_HEAD",
    },
    {
      fits: (school) => nursery(school) && school.ownership === "FOR_PROFIT",
      wanted: ({ nameZh, nameEn }) => ({
        nameZh: nameZh.replace("幼儿园", "国际幼儿园"),
        nameEn: nameEn.replace("Kindergarten", "International Kindergarten"),
      }),
      status: "REJECTED",
      reason: "品牌升级，拟更名",
      answer: "幼儿园名称不得使用“国际”“双语”等字样，不予核准。",
      daysAgo: 63,
      by: "SCHOOL_HEAD",
    },
    {
      fits: (school) => school.kind === "primary" && school.ownership === "EDUCATION",
      wanted: ({ stages }) => ({ stages: ["PRESCHOOL", ...stages] }),
      status: "REJECTED",
      reason: "拟附设学前班",
      answer: "附设幼儿班须先取得办学许可，材料不齐，退回补充后重新申请。",
      daysAgo: 77,
      by: "SCHOOL_HEAD",
    },
    {
      fits: (school) => school.kind === "senior",
      wanted: ({ capacity }) => ({ capacity: (capacity ?? 0) + 300 }),
      status: "WITHDRAWN",
      reason: "拟增加高一班级数",
      daysAgo: 30,
      by: "SCHOOL_CLERK",
    },
  ];
}

const ANSWERED_AFTER = 5;

/** What schools and districts ask for these days; what was approved earlier stands in the schools' history. */
export function writeChanges(
  history: History,
  shown: Institution,
  staff: Staff,
  today: PlainDate,
  script: Script,
): void {
  const told = new Set<string>(history.lives.flatMap(({ school, turns }) => (turns.length > 0 ? [school.id] : [])));
  for (const story of storiesOf(shown)) {
    const life = history.lives.find(({ school }) => !told.has(school.id) && story.fits(school));
    if (!life) continue;
    told.add(life.school.id);
    ask(life, story, staff, today, script);
  }
  writeProposals(history, staff, today, script);
}

function ask(life: Life, story: Story, staff: Staff, today: PlainDate, script: Script): void {
  const { school } = life;
  const { wanted, kind = "CHANGE", status, reason, answer = null, daysAgo, by } = story;
  const facts = factsOn(life, today);
  if (!facts) return;
  const asker = by === "DISTRICT_OFFICER" ? staff.officer(facts.districtId) : staff.ofSchool(by, school.id);
  const row = requestRow(school, asker, { before: facts, after: wanted(facts), reason });
  const about = { subject: ["ChangeRequest", row.id] as const, schoolId: school.id };
  const requestedAt = at(addDays(today, -daysAgo), "10:15");
  const effectiveOn = kind === "CLOSE" ? addDays(today, 60) : addDays(today, 7 - daysAgo);
  script.record({ at: requestedAt, by: asker, verb: "change.request", ...about, reason }, [
    inserts("ChangeRequest", [{ ...row, kind, effectiveOn, requestedAt }]),
  ]);
  if (status === "PENDING") return;
  const decidedAt = at(addDays(today, ANSWERED_AFTER - daysAgo), "15:20");
  const decision = { id: row.id, status, decidedAt, version: 2 };
  if (status === "WITHDRAWN") {
    script.record({ at: decidedAt, by: asker, verb: "change.withdraw", ...about }, [
      updates("ChangeRequest", [decision]),
    ]);
    return;
  }
  const decider = row.owner === "DISTRICT" ? staff.officer(facts.districtId) : staff.section("SECTION_STAFF");
  script.record({ at: decidedAt, by: decider, verb: "change.reject", ...about, reason: answer ?? "" }, [
    updates("ChangeRequest", [{ ...decision, decidedByName: decider.name, decisionReason: answer }]),
  ]);
}
