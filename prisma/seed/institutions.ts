import { between, type Random } from "#features/reports/form/random.ts";
import type { SettlementClass, Stage } from "#generated/prisma/enums.ts";
import { creditCodeCheckCharacter } from "#lib/credit-code.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { apportion, chanceOf, idOf, pick, weighed } from "./chance.ts";
import { type CityPlan, type DistrictPlan, KINDS, type Kind, type OwnershipCode } from "./city-plan.ts";
import type { Name } from "./names.ts";
import { placeNames } from "./place-names.ts";
import { Namer } from "./school-names.ts";

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
  /** Licensed or planned places. */
  capacity: number | null;
  creditCode: string | null;
  address: Name;
  phone: string;
  /** The central school that runs a teaching point. */
  parent?: Institution;
};

export const districtId = (city: CityPlan, district: DistrictPlan): string =>
  idOf(city.slug, "District", district.code);

const PLACES_OF_KIND: Partial<Record<Kind, SettlementClass>> = {
  point: "RURAL",
  special: "URBAN",
  complete: "TOWN",
  "twelve-year": "URBAN",
  senior: "URBAN",
};

/** Settlements in the city's proportions: the kinds that lie in one sort of place take it, the others share what is left evenly. */
function settlementsOf(city: CityPlan, kinds: readonly Kind[]): SettlementClass[] {
  const order = ["TOWN", "RURAL", "URBAN"] as const;
  const wanted = apportion(
    kinds.length,
    order.map((key) => city.settlements[key]),
  );
  const left = new Map(order.map((key, at) => [key, wanted[at] ?? 0]));
  const take = (key: SettlementClass) => left.set(key, Math.max(0, (left.get(key) ?? 0) - 1));
  for (const kind of kinds) {
    const fixed = PLACES_OF_KIND[kind];
    if (fixed) take(fixed);
  }
  const whole = new Map(left);
  const share = (key: SettlementClass) => (left.get(key) ?? 0) / (whole.get(key) || 1);
  return kinds.map((kind) => {
    const fixed = PLACES_OF_KIND[kind];
    if (fixed) return fixed;
    const [next] = [...order].sort((a, b) => share(b) - share(a));
    take(next ?? "TOWN");
    return next ?? "TOWN";
  });
}

function creditCode(city: CityPlan, code: string, isPrivate: boolean): string {
  const body = `${isPrivate ? "52" : "12"}${city.districts[0]?.code ?? "990000"}${code.slice(-9)}`;
  return body + creditCodeCheckCharacter(body);
}

export type Wanted = { kind: Kind; ownership: OwnershipCode; settlement: SettlementClass; district: DistrictPlan };

/** Makes institutions one by one, each with the next code of the city. */
class Founder {
  readonly #city: CityPlan;
  readonly #random: Random;
  readonly #namer: Namer;
  #serial: number;

  constructor(city: CityPlan, part: "standing" | "further") {
    this.#city = city;
    this.#random = chanceOf(city.slug, part);
    const places = placeNames(chanceOf(city.slug, "places"));
    this.#namer = new Namer(city, part === "standing" ? places : places.reverse());
    this.#serial = part === "standing" ? 0 : city.groups.reduce((sum, { count }) => sum + count, 0);
  }

  found({ kind, ownership, settlement, district }: Wanted): Institution {
    const random = this.#random;
    const at = this.#serial++;
    const place = this.#namer.place();
    const isPrivate = ownership !== "EDUCATION" && ownership !== "OTHER_PUBLIC";
    const code = `${KINDS[kind].category}99${this.#city.serial + at}`;
    const year = isPrivate ? between(random, 1998, 2019) : between(random, 1953, 2016);
    return {
      id: idOf(this.#city.slug, "School", String(at)),
      code,
      name: this.#namer.name(kind, { district, settlement, isPrivate }, place, random),
      kind,
      stages: KINDS[kind].stages,
      ownership,
      district,
      settlement,
      boarding: isBoarding(kind, settlement, random),
      openedOn: `${year}-09-01`,
      capacity: kind === "point" ? null : 180,
      creditCode: kind === "point" ? null : creditCode(this.#city, code, isPrivate),
      address: addressOf(place, settlement, district, random),
      phone: `0600-${between(random, 5_100_000, 5_899_999)}`,
    };
  }

  district(settlement: SettlementClass): DistrictPlan {
    return weighed(
      this.#random,
      this.#city.districts.map((one) => [one, one.shares[settlement]] as const),
    );
  }
}

/** The institutions of a city that are open on the day of seeding, the same every time. */
export function institutionsOf(city: CityPlan): Institution[] {
  const founder = new Founder(city, "standing");
  const wanted = city.groups.flatMap(({ kind, ownership, count }) =>
    Array.from({ length: count }, () => ({ kind, ownership })),
  );
  const settlements = settlementsOf(
    city,
    wanted.map(({ kind }) => kind),
  );
  const made = wanted.map((one, at) => {
    const settlement = settlements[at] ?? "TOWN";
    return founder.found({ ...one, settlement, district: founder.district(settlement) });
  });
  return withParents(made);
}

/** Founds institutions that the city once had, or is about to have. */
export function founderOf(city: CityPlan): (wanted: Wanted) => Institution {
  const founder = new Founder(city, "further");
  return (wanted) => founder.found(wanted);
}

function addressOf(place: Name, settlement: SettlementClass, district: DistrictPlan, random: Random): Name {
  const [number, road] = [between(random, 1, 288), pick(random, ROADS)];
  if (settlement === "RURAL") return { zh: `${district.zh}${place.zh}村`, en: `${place.en} Village, ${district.en}` };
  const quarter = settlement === "TOWN" ? "镇" : "街道";
  return {
    zh: `${district.zh}${place.zh}${quarter}${road.zh}${number}号`,
    en: `${number} ${road.en}, ${place.en}, ${district.en}`,
  };
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
    const parents = made.filter(
      ({ kind, ownership, id }) => kind === "primary" && ownership === "EDUCATION" && !taken.has(id),
    );
    const parent = parents.find(({ district }) => district === point.district) ?? parents[0];
    if (!parent) continue;
    taken.add(parent.id);
    point.parent = parent;
  }
  return made;
}
