import type { Random } from "#features/reports/form/random.ts";
import type { SettlementClass } from "#generated/prisma/enums.ts";
import { pick } from "./chance.ts";
import type { CityPlan, DistrictPlan, Kind } from "./city-plan.ts";
import type { Name } from "./names.ts";
import { BRANDS } from "./place-names.ts";

const HAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** What an institution of each kind calls itself. */
const WORDS: Record<Kind, Name> = {
  kindergarten: { zh: "幼儿园", en: "Kindergarten" },
  primary: { zh: "小学", en: "Primary School" },
  point: { zh: "教学点", en: "Teaching Point" },
  "nine-year": { zh: "学校", en: "Nine-Year School" },
  "twelve-year": { zh: "实验学校", en: "Experimental School" },
  junior: { zh: "初级中学", en: "Junior High School" },
  complete: { zh: "中学", en: "Secondary School" },
  senior: { zh: "高级中学", en: "Senior High School" },
  special: { zh: "特殊教育学校", en: "Special Education School" },
};

/** Where a school lies and who owns it, as far as its name tells. */
type Lie = { district: DistrictPlan; settlement: SettlementClass; isPrivate: boolean };

/** Names by kind and settlement, no two alike; numbers count the schools of a kind within a district. */
export class Namer {
  readonly #places: Name[];
  readonly #counts = new Map<string, number>();
  readonly #city: CityPlan;

  constructor(city: CityPlan, places: Name[]) {
    this.#city = city;
    this.#places = places;
  }

  place(): Name {
    const found = this.#places.pop();
    if (!found) throw new RangeError("the city has more schools than there are names");
    return found;
  }

  name(kind: Kind, lie: Lie, place: Name, random: Random): Name {
    const { zh, en } = WORDS[kind];
    const short = { zh: lie.district.zh, en: shortOf(lie.district) };
    const further = kind === "special" && this.#next(`special ${lie.district.code}`) > 1;
    if (kind === "special" && !further) return { zh: `${short.zh}${zh}`, en: `${short.en} ${en}` };
    if (further || kind === "complete")
      return { zh: `${short.zh}${place.zh}${zh}`, en: `${short.en} ${place.en} ${en}` };
    if (lie.isPrivate) {
      const brand = pick(random, BRANDS);
      return { zh: `${place.zh}${brand.zh}${zh}`, en: `${place.en} ${brand.en} ${en}` };
    }
    if (kind === "senior") return this.#numbered(kind, { zh: this.#city.zh, en: shortOf(this.#city) }, "city");
    return lie.settlement === "URBAN" ? this.#inTown(kind, lie.district, short, place) : outside(kind, lie, place);
  }

  #inTown(kind: Kind, { code }: DistrictPlan, short: Name, place: Name): Name {
    const { zh, en } = WORDS[kind];
    if (kind === "kindergarten" || kind === "junior") return this.#numbered(kind, short, code);
    if (kind !== "primary") return { zh: `${place.zh}${zh}`, en: `${place.en} ${en}` };
    if (this.#next(`primary ${code}`) === 1)
      return { zh: `${short.zh}实验${zh}`, en: `${short.en} Experimental ${en}` };
    return { zh: `${place.zh}路${zh}`, en: `${place.en} Road ${en}` };
  }

  #numbered(kind: Kind, short: Name, within: string): Name {
    const { zh, en } = WORDS[kind];
    const number = this.#next(`${kind} ${within}`);
    return { zh: `${short.zh}第${inHan(number)}${zh}`, en: `${short.en} No. ${number} ${en}` };
  }

  #next(of: string): number {
    const count = (this.#counts.get(of) ?? 0) + 1;
    this.#counts.set(of, count);
    return count;
  }
}

const shortOf = ({ en }: Name): string => en.replace(/ (District|City|County)$/, "");

function outside(kind: Kind, { settlement }: Lie, place: Name): Name {
  const { zh, en } = WORDS[kind];
  if (settlement === "RURAL") return { zh: `${place.zh}${zh}`, en: `${place.en} ${en}` };
  const central = kind === "kindergarten" || kind === "primary";
  return { zh: `${place.zh}镇${central ? "中心" : ""}${zh}`, en: `${place.en} ${central ? "Town Central " : ""}${en}` };
}

/** A number up to 99 in Chinese. */
function inHan(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return HAN[ones - 1] ?? "";
  return `${tens > 1 ? HAN[tens - 1] : ""}十${ones > 0 ? HAN[ones - 1] : ""}`;
}
