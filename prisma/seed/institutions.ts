import type { SettlementClass, Stage } from "#generated/prisma/enums.ts";
import type { Random } from "#features/reports/form/random.ts";
import { between } from "#features/reports/form/random.ts";
import { creditCodeCheckCharacter } from "#lib/credit-code.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { apportion, chanceOf, idOf, pick, shuffled, weighed } from "./chance.ts";
import { type CityPlan, type DistrictPlan, KINDS, type Kind, type OwnershipCode } from "./city-plan.ts";
import { BRANDS, type Name, placeNames } from "./names.ts";

/** A school, kindergarten or teaching point of a synthetic city as it stands on the day of seeding. */
export type Institution = {
  id: string;
  code: string;
  name: Name;
  kind: Kind;
  stages: Stage[];
  ownership: OwnershipCode;
  district: DistrictPlan;
  settlement: SettlementClass;
  boarding: boolean;
  openedOn: PlainDate;
  creditCode: string | null;
  address: Name;
  phone: string;
  /** The central school that runs a teaching point. */
  parent?: Institution;
};

export const districtId = (city: CityPlan, district: DistrictPlan): string => idOf(city.slug, "District", district.code);

const HAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** Names by kind and settlement; a number counts the schools of a kind within a district. */
class Namer {
  readonly #places: Name[];
  readonly #counts = new Map<string, number>();
  readonly #city: CityPlan;

  constructor(city: CityPlan, random: Random) {
    this.#city = city;
    this.#places = placeNames(random);
  }

  place(): Name {
    const found = this.#places.pop();
    if (!found) throw new RangeError("the city has more schools than there are names");
    return found;
  }

  #number(of: string): { zh: string; en: number } {
    const en = (this.#counts.get(of) ?? 0) + 1;
    this.#counts.set(of, en);
    const tens = Math.floor(en / 10);
    const zh = en <= 10 ? HAN[en - 1] : `${tens > 1 ? HAN[tens - 1] : ""}十${en % 10 ? HAN[(en % 10) - 1] : ""}`;
    return { zh: zh ?? "", en };
  }

  name(kind: Kind, { district, settlement, isPrivate }: { district: DistrictPlan; settlement: SettlementClass; isPrivate: boolean }, place: Name, random: Random): Name {
    const short = { zh: district.zh, en: district.en.replace(/ (District|City|County)$/, "") };
    const [zh, en] = { kindergarten: ["幼儿园", "Kindergarten"], primary: ["小学", "Primary School"], point: ["教学点", "Teaching Point"], "nine-year": ["学校", "Nine-Year School"], "twelve-year": ["实验学校", "Experimental School"], junior: ["初级中学", "Junior High School"], complete: ["中学", "Secondary School"], senior: ["高级中学", "Senior High School"], special: ["特殊教育学校", "Special Education School"] }[kind] as [string, string];
    if (kind === "special") return { zh: `${short.zh}${zh}`, en: `${short.en} ${en}` };
    if (isPrivate) {
      const brand = pick(random, BRANDS);
      return { zh: `${place.zh}${brand.zh}${zh}`, en: `${place.en} ${brand.en} ${en}` };
    }
    if (kind === "senior") {
      const number = this.#number("senior");
      return { zh: `${this.#city.zh}第${number.zh}${zh}`, en: `${this.#city.en.replace(" City", "")} No. ${number.en} ${en}` };
    }
    if (kind === "complete") return { zh: `${short.zh}${place.zh}${zh}`, en: `${short.en} ${place.en} ${en}` };
    if (settlement === "URBAN" && kind === "primary") {
      return this.#counts.has(`primary ${district.code}`) ? { zh: `${place.zh}路小学`, en: `${place.en} Road Primary School` } : this.#first(district, short);
    }
    if (settlement === "URBAN" && (kind === "kindergarten" || kind === "junior")) {
      const number = this.#number(`${kind} ${district.code}`);
      return { zh: `${short.zh}第${number.zh}${zh}`, en: `${short.en} No. ${number.en} ${en}` };
    }
    if (settlement === "TOWN" && (kind === "kindergarten" || kind === "primary")) {
      return { zh: `${place.zh}镇中心${zh}`, en: `${place.en} Town Central ${en}` };
    }
    return { zh: `${place.zh}${settlement === "TOWN" ? "镇" : ""}${zh}`, en: `${place.en} ${en}` };
  }

  #first(district: DistrictPlan, short: Name): Name {
    this.#number(`primary ${district.code}`);
    return { zh: `${short.zh}实验小学`, en: `${short.en} Experimental Primary School` };
  }
}

const PLACES_OF_KIND: Partial<Record<Kind, SettlementClass>> = { point: "RURAL", special: "URBAN", complete: "TOWN", "twelve-year": "URBAN", senior: "URBAN" };

/** Settlements in the city's proportions: the kinds that lie in one sort of place take it, the others share what is left. */
function settlementsOf(city: CityPlan, kinds: readonly Kind[], random: Random): SettlementClass[] {
  const order = ["URBAN", "TOWN", "RURAL"] as const;
  const wanted = apportion(kinds.length, order.map((key) => city.settlements[key]));
  const left = new Map(order.map((key, at) => [key, wanted[at] ?? 0]));
  for (const kind of kinds) {
    const fixed = PLACES_OF_KIND[kind];
    if (fixed) left.set(fixed, (left.get(fixed) ?? 0) - 1);
  }
  const free = shuffled(random, order.flatMap((key) => Array<SettlementClass>(Math.max(0, left.get(key) ?? 0)).fill(key)));
  return kinds.map((kind) => PLACES_OF_KIND[kind] ?? free.pop() ?? "TOWN");
}

function creditCode(city: CityPlan, code: string, isPrivate: boolean): string {
  const body = `${isPrivate ? "52" : "12"}${city.districts[0]?.code ?? "990000"}${code.slice(-9)}`;
  return body + creditCodeCheckCharacter(body);
}

/** The institutions of a city, the same every time. */
export function institutionsOf(city: CityPlan): Institution[] {
  const random = chanceOf(city.slug, "institutions");
  const namer = new Namer(city, random);
  const wanted = city.groups.flatMap(({ kind, ownership, count }) => Array.from({ length: count }, () => ({ kind, ownership })));
  const settlements = settlementsOf(city, wanted.map(({ kind }) => kind), random);
  const made = wanted.map(({ kind, ownership }, at): Institution => {
    const settlement = settlements[at] ?? "TOWN";
    const district = weighed(random, city.districts.map((one) => [one, one.shares[settlement]] as const));
    const place = namer.place();
    const isPrivate = ownership !== "EDUCATION" && ownership !== "OTHER_PUBLIC";
    const code = `${KINDS[kind].category}99${city.serial + at}`;
    const [number, road] = [between(random, 1, 288), pick(random, ROADS)];
    return {
      id: idOf(city.slug, "School", String(at)),
      code,
      name: namer.name(kind, { district, settlement, isPrivate }, place, random),
      kind,
      stages: KINDS[kind].stages,
      ownership,
      district,
      settlement,
      boarding: isBoarding(kind, settlement, random),
      openedOn: `${isPrivate ? between(random, 1998, 2019) : between(random, 1953, 2016)}-09-01` as PlainDate,
      creditCode: kind === "point" ? null : creditCode(city, code, isPrivate),
      address: {
        zh: `${district.zh}${place.zh}${settlement === "RURAL" ? "村" : `${settlement === "TOWN" ? "镇" : "街道"}${road.zh}${number}号`}`,
        en: `${settlement === "RURAL" ? `${place.en} Village` : `${number} ${road.en}, ${place.en}`}, ${district.en}`,
      },
      phone: `0600-${between(random, 5_100_000, 5_899_999)}`,
    };
  });
  return withParents(made);
}

const ROADS: Name[] = [
  { zh: "学府路", en: "Xuefu Road" },
  { zh: "人民路", en: "Renmin Road" },
  { zh: "文化街", en: "Wenhua Street" },
  { zh: "滨河路", en: "Binhe Road" },
  { zh: "育才路", en: "Yucai Road" },
  { zh: "解放路", en: "Jiefang Road" },
];

function isBoarding(kind: Kind, settlement: SettlementClass, random: Random): boolean {
  if (kind === "kindergarten" || kind === "point") return false;
  if (kind === "senior" || kind === "complete" || kind === "twelve-year" || kind === "special") return true;
  const share = settlement === "URBAN" ? 0.05 : kind === "primary" ? 0.25 : 0.8;
  return random() < share;
}

/** Each teaching point belongs to a public primary school of its district. */
function withParents(made: Institution[]): Institution[] {
  const taken = new Set<string>();
  for (const point of made.filter(({ kind }) => kind === "point")) {
    const parents = made.filter(({ kind, ownership, id }) => kind === "primary" && ownership === "EDUCATION" && !taken.has(id));
    const parent = parents.find(({ district }) => district === point.district) ?? parents[0];
    if (!parent) continue;
    taken.add(parent.id);
    point.parent = parent;
  }
  return made;
}
