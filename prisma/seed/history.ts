import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { Chronicle, type Descent, ENTERED, type History } from "./chronicle.ts";
import type { CityPlan } from "./city-plan.ts";
import { founderOf, type Institution, type Wanted } from "./institutions.ts";

/** The day the cities began to keep their registers here: before the school year two years ago. */
export const launchOf = (year: number): PlainDate => `${year - 2}-08-20` as PlainDate;

/** The stories of a city; each is told where the city has a school it fits. `year`: in which the present school year began. */
export function historyOf(city: CityPlan, schools: readonly Institution[], today: PlainDate, year: number): History {
  const book = new Chronicle(city, schools, launchOf(year));
  const day = (offset: number, rest: string) => `${year + offset}-${rest}` as PlainDate;
  const told = new Set<string>();
  const find = (fits: (school: Institution) => boolean): Institution | undefined => {
    const found = schools.find((school) => !told.has(school.id) && fits(school));
    if (found) told.add(found.id);
    return found;
  };
  const is = (kind: Institution["kind"], settlement?: Institution["settlement"]) => (school: Institution) =>
    school.kind === kind && (!settlement || school.settlement === settlement);
  const hidden = schools.find(is("primary", "URBAN")); // the school shown to visitors stays plain
  if (hidden) told.add(hidden.id);

  const teller = { book, find, is, day, today, found: founderOf(city) };
  const descent = endings(teller);
  renames(teller);
  attributes(teller);
  if (descent) beginnings(city, schools, teller);
  return { lives: book.lives, links: book.links, descent: descent ?? { closed: [] } };
}

type Teller = {
  book: Chronicle;
  /** A school of which nothing has been told yet. */
  find: (fits: (school: Institution) => boolean) => Institution | undefined;
  is: (kind: Institution["kind"], settlement?: Institution["settlement"]) => (school: Institution) => boolean;
  /** A day of a year counted from the present school year. */
  day: (offset: number, rest: string) => PlainDate;
  today: PlainDate;
  found: (wanted: Wanted) => Institution;
};

/** Merger, change of category, split, closures; null for a city too small to have had them all. */
function endings({ book, find, is, day, found }: Teller): Descent | null {
  const into = find(is("primary", "RURAL"));
  const after = find(is("nine-year"));
  const from = find(is("junior", "TOWN"));
  const part = find((school) => school.kind === "junior" && school.district === from?.district) ?? find(is("junior"));
  const point = find(is("point"));
  const nursery = find(
    (school) => school.kind === "kindergarten" && school.ownership === "INCLUSIVE" && school.settlement === "RURAL",
  );
  if (!into || !after || !from || !part || !point || !nursery) return null;
  const [gone, before, kindergarten, first, second] = [
    found(into),
    found({ ...after, kind: "primary" }),
    found(nursery),
    found(point),
    found(point),
  ];
  before.name = {
    zh: after.name.zh.replace(/学校$/, "小学"),
    en: after.name.en.replace("Nine-Year School", "Primary School"),
  };
  for (const school of [gone, before, kindergarten, first, second])
    book.enter(school, school.openedOn, book.launch, ENTERED);

  const merger = `生源减少，经批准并入${into.name.zh}`;
  book.close(gone, day(-1, "02-24"), day(-2, "12-10"), merger);
  book.link(gone, into, "MERGER", day(-1, "02-24"), merger);

  const recoding = "增设初中阶段，改办九年一贯制学校；办学类别变化，重新赋码";
  book.close(before, day(-1, "09-01"), day(-1, "06-20"), recoding);
  book.enter(after, day(-1, "09-01"), day(-1, "08-25"), recoding);
  book.link(before, after, "RECODED", day(-1, "09-01"), recoding);

  const splitting = `${from.name.zh}规模过大，新校区建成后独立设校`;
  book.enter(part, day(-1, "09-01"), day(-1, "08-22"), splitting);
  book.link(from, part, "SPLIT", day(-1, "09-01"), splitting);

  book.close(kindergarten, day(-1, "07-15"), day(-1, "04-18"), "举办者申请终止办学，在园幼儿已分流安置");
  book.close(first, day(-1, "02-10"), day(-2, "11-05"), "在校生不足10人，撤并至中心小学");
  book.close(second, day(-1, "07-15"), day(-1, "05-06"), "服务区群众同意，撤并至中心小学");
  return {
    merged: { gone, into },
    recoded: { before, after },
    split: { from, part },
    closed: [kindergarten, first, second],
  };
}

function renames({ book, find, is, day }: Teller): void {
  const central = find(is("primary", "TOWN"));
  if (central) {
    const was = {
      nameZh: central.name.zh.replace("镇", "乡"),
      nameEn: central.name.en.replace(" Town ", " Township "),
    };
    book.became(central, day(-1, "05-01"), was, "撤乡设镇，学校随之更名");
  }
  const nursery = find((school) => school.kind === "kindergarten" && school.ownership === "INCLUSIVE");
  if (nursery) {
    const was = {
      nameZh: nursery.name.zh.replace("幼儿园", "双语幼儿园"),
      nameEn: nursery.name.en.replace("Kindergarten", "Bilingual Kindergarten"),
    };
    book.became(nursery, day(-1, "03-20"), was, "按幼儿园命名规范整改，去除“双语”字样");
  }
  const junior = find(is("junior"));
  if (junior) {
    const was = {
      nameZh: junior.name.zh.replace("初级中学", "中学"),
      nameEn: junior.name.en.replace("Junior High School", "Middle School"),
    };
    book.became(junior, day(0, "09-01"), was, "规范校名，与办学学段一致");
  }
}

function attributes({ book, find, is, day }: Teller): void {
  const recognised = find((school) => school.kind === "kindergarten" && school.ownership === "INCLUSIVE");
  if (recognised) book.became(recognised, day(-1, "09-01"), { ownership: "FOR_PROFIT" }, "认定为普惠性民办幼儿园");
  const handed = find(
    (school) => school.kind === "kindergarten" && school.ownership === "EDUCATION" && school.settlement === "URBAN",
  );
  if (handed) book.became(handed, day(0, "09-01"), { ownership: "INCLUSIVE" }, "城镇小区配套园移交，改为公办园");
  const reclassified = find(is("primary", "TOWN"));
  if (reclassified) book.became(reclassified, day(-1, "01-01"), { settlement: "RURAL" }, "统计用城乡分类代码调整");
  const boarding = find((school) => school.kind === "junior" && school.boarding);
  if (boarding) book.became(boarding, day(0, "09-01"), { boarding: false }, "学生宿舍建成启用");
  const misspelt = find(is("kindergarten"));
  if (misspelt)
    book.correct(
      misspelt,
      day(-1, "10-21"),
      { nameEn: misspelt.name.en.replace("Kindergarten", "Kindergarden") },
      "更正英文名称录入错误",
    );
}

/** Schools on their way in, and records that led nowhere. */
function beginnings(city: CityPlan, schools: readonly Institution[], { book, day, today, found }: Teller): void {
  const [urban, rural] = [city.districts[0], city.districts.at(-1)];
  const closing = schools.findLast(({ kind }) => kind === "point");
  if (!urban || !rural || !closing) return;
  const proposed = found({ kind: "kindergarten", ownership: "EDUCATION", settlement: "TOWN", district: urban });
  const pending = found({ kind: "primary", ownership: "EDUCATION", settlement: "TOWN", district: urban });
  const rejected = found({ kind: "kindergarten", ownership: "FOR_PROFIT", settlement: "TOWN", district: rural });
  const mistaken = found({ kind: "kindergarten", ownership: "INCLUSIVE", settlement: "RURAL", district: rural });
  book.enter(proposed, addDays(today, -30), addDays(today, -30), "新建小区配套幼儿园，拟明年秋季开园", {
    status: "PROPOSED",
  });
  book.enter(pending, addDays(today, -75), addDays(today, -75), "城区扩容，拟新设小学", { status: "PROPOSED" });
  book.becomes(
    pending,
    addDays(today, -12),
    { status: "PENDING_APPROVAL" },
    "用地、编制材料齐备，报请审批",
    "school.propose",
  );
  book.enter(rejected, day(-1, "10-10"), day(-1, "10-10"), "举办者申请设立", { status: "PROPOSED" });
  book.becomes(rejected, day(-1, "11-20"), { status: "REJECTED" }, "消防验收未通过，不予批准", "school.reject");
  book.enter(mistaken, day(-1, "11-03"), day(-1, "11-03"), ENTERED);
  book.markError(mistaken, day(-1, "11-12"), "与已有幼儿园重复建档");
  book.becomes(
    closing,
    addDays(today, -20),
    { status: "OPEN_PROPOSED_TO_CLOSE" },
    "在校生持续减少，拟于学年末撤并",
    "school.proposeClosure",
  );
}
