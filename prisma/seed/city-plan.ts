import type { SettlementClass, Stage } from "#generated/prisma/enums.ts";
import type { Name } from "./names.ts";

export type Kind =
  | "kindergarten"
  | "primary"
  | "point"
  | "nine-year"
  | "twelve-year"
  | "junior"
  | "complete"
  | "senior"
  | "special";

/** What an institution of each kind teaches, and the category its national code starts with. */
export const KINDS: Record<Kind, { category: string; stages: Stage[] }> = {
  kindergarten: { category: "11", stages: ["PRESCHOOL"] },
  primary: { category: "21", stages: ["PRIMARY"] },
  point: { category: "21", stages: ["PRIMARY"] },
  "nine-year": { category: "31", stages: ["PRIMARY", "JUNIOR"] },
  "twelve-year": { category: "34", stages: ["PRIMARY", "JUNIOR", "SENIOR"] },
  junior: { category: "31", stages: ["JUNIOR"] },
  complete: { category: "34", stages: ["JUNIOR", "SENIOR"] },
  senior: { category: "34", stages: ["SENIOR"] },
  special: { category: "51", stages: ["SPECIAL"] },
};

export const OWNERSHIPS = [
  { code: "EDUCATION", nameZh: "教育部门办", nameEn: "Education department", group: "PUBLIC" },
  { code: "OTHER_PUBLIC", nameZh: "其他部门办", nameEn: "Other public body", group: "PUBLIC" },
  { code: "INCLUSIVE", nameZh: "普惠性民办", nameEn: "Private, inclusive", group: "INCLUSIVE_PRIVATE" },
  { code: "NON_PROFIT", nameZh: "民办（非营利性）", nameEn: "Private, non-profit", group: "PRIVATE" },
  { code: "FOR_PROFIT", nameZh: "民办（营利性）", nameEn: "Private, for profit", group: "PRIVATE" },
] as const;
export type OwnershipCode = (typeof OWNERSHIPS)[number]["code"];

export type DistrictPlan = Name & {
  /** 6 digits as a division code is; the province 99 is not allocated. */
  code: string;
  /** Its share of the city's urban, town and rural institutions. */
  shares: Record<SettlementClass, number>;
};

/** So many institutions of one kind and ownership. */
export type Group = { kind: Kind; ownership: OwnershipCode; count: number };

/** Pupils, classes and full-time teachers of a stage in the whole city. */
export type Totals = { pupils: number; classes: number; teachers: number };

/** A city of `cities.md` as its table has it. */
export type CityPlan = Name & {
  slug: string;
  /** First serial number of its school codes: province-wide, so no two cities share one. */
  serial: number;
  accent: string | null;
  districts: DistrictPlan[];
  groups: Group[];
  settlements: Record<SettlementClass, number>;
  totals: Record<Stage, Totals>;
  /** Disabled pupils in regular classes. */
  inRegularClasses: number;
  people: { staff: number; officers: number; clerks: number; inspectors: number; experts: number };
};

const SETTLEMENTS = { URBAN: 22, TOWN: 36, RURAL: 42 };

/** The demo city, 3.2 (a). One of the five senior schools is a complete secondary school. */
export const QINGHE: CityPlan = {
  slug: "qinghe",
  zh: "清河市",
  en: "Qinghe City",
  serial: 100_001,
  accent: null,
  districts: [
    { code: "990102", zh: "河阳区", en: "Heyang District", shares: { URBAN: 70, TOWN: 15, RURAL: 10 } },
    { code: "990181", zh: "安澜市", en: "Anlan City", shares: { URBAN: 20, TOWN: 45, RURAL: 40 } },
    { code: "990121", zh: "云溪县", en: "Yunxi County", shares: { URBAN: 10, TOWN: 40, RURAL: 50 } },
  ],
  groups: [
    { kind: "kindergarten", ownership: "EDUCATION", count: 14 },
    { kind: "kindergarten", ownership: "OTHER_PUBLIC", count: 2 },
    { kind: "kindergarten", ownership: "INCLUSIVE", count: 17 },
    { kind: "kindergarten", ownership: "FOR_PROFIT", count: 7 },
    { kind: "primary", ownership: "EDUCATION", count: 20 },
    { kind: "primary", ownership: "NON_PROFIT", count: 2 },
    { kind: "point", ownership: "EDUCATION", count: 6 },
    { kind: "nine-year", ownership: "EDUCATION", count: 4 },
    { kind: "twelve-year", ownership: "EDUCATION", count: 1 },
    { kind: "junior", ownership: "EDUCATION", count: 9 },
    { kind: "complete", ownership: "EDUCATION", count: 1 },
    { kind: "senior", ownership: "EDUCATION", count: 3 },
    { kind: "senior", ownership: "NON_PROFIT", count: 1 },
    { kind: "special", ownership: "EDUCATION", count: 1 },
  ],
  settlements: SETTLEMENTS,
  totals: {
    PRESCHOOL: { pupils: 5600, classes: 215, teachers: 403 },
    PRIMARY: { pupils: 16_640, classes: 416, teachers: 951 },
    JUNIOR: { pupils: 8380, classes: 184, teachers: 670 },
    SENIOR: { pupils: 6250, classes: 129, teachers: 492 },
    SPECIAL: { pupils: 110, classes: 12, teachers: 34 },
  },
  inRegularClasses: 130,
  people: { staff: 8, officers: 12, clerks: 95, inspectors: 15, experts: 30 },
};

/** A small neighbour, so that the fence between cities can be seen. */
export const LINSHUI: CityPlan = {
  slug: "linshui",
  zh: "临水市",
  en: "Linshui City",
  serial: 200_001,
  accent: null,
  districts: [
    { code: "990202", zh: "东湖区", en: "Donghu District", shares: { URBAN: 80, TOWN: 30, RURAL: 20 } },
    { code: "990221", zh: "平川县", en: "Pingchuan County", shares: { URBAN: 20, TOWN: 70, RURAL: 80 } },
  ],
  groups: [
    { kind: "kindergarten", ownership: "EDUCATION", count: 2 },
    { kind: "kindergarten", ownership: "INCLUSIVE", count: 2 },
    { kind: "primary", ownership: "EDUCATION", count: 4 },
    { kind: "nine-year", ownership: "EDUCATION", count: 1 },
    { kind: "junior", ownership: "EDUCATION", count: 2 },
    { kind: "senior", ownership: "EDUCATION", count: 1 },
  ],
  settlements: SETTLEMENTS,
  totals: {
    PRESCHOOL: { pupils: 610, classes: 24, teachers: 44 },
    PRIMARY: { pupils: 3120, classes: 76, teachers: 172 },
    JUNIOR: { pupils: 1540, classes: 34, teachers: 118 },
    SENIOR: { pupils: 1180, classes: 24, teachers: 92 },
    SPECIAL: { pupils: 0, classes: 0, teachers: 0 },
  },
  inRegularClasses: 14,
  people: { staff: 2, officers: 2, clerks: 12, inspectors: 2, experts: 3 },
};

/** A prefecture-level city, 3.2 (b). */
export const LINJIANG: CityPlan = {
  slug: "linjiang",
  zh: "临江市",
  en: "Linjiang City",
  serial: 300_001,
  accent: null,
  districts: [
    { code: "990302", zh: "江北区", en: "Jiangbei District", shares: { URBAN: 32, TOWN: 4, RURAL: 4 } },
    { code: "990303", zh: "江海区", en: "Jianghai District", shares: { URBAN: 22, TOWN: 6, RURAL: 4 } },
    { code: "990304", zh: "新港区", en: "Xingang District", shares: { URBAN: 18, TOWN: 14, RURAL: 12 } },
    { code: "990381", zh: "台山口市", en: "Taishankou City", shares: { URBAN: 8, TOWN: 22, RURAL: 24 } },
    { code: "990382", zh: "平海市", en: "Pinghai City", shares: { URBAN: 8, TOWN: 20, RURAL: 20 } },
    { code: "990383", zh: "鹤岭市", en: "Heling City", shares: { URBAN: 6, TOWN: 16, RURAL: 16 } },
    { code: "990384", zh: "恩泉市", en: "Enquan City", shares: { URBAN: 6, TOWN: 18, RURAL: 20 } },
  ],
  groups: [
    { kind: "kindergarten", ownership: "EDUCATION", count: 250 },
    { kind: "kindergarten", ownership: "OTHER_PUBLIC", count: 36 },
    { kind: "kindergarten", ownership: "INCLUSIVE", count: 270 },
    { kind: "kindergarten", ownership: "FOR_PROFIT", count: 94 },
    { kind: "primary", ownership: "EDUCATION", count: 317 },
    { kind: "primary", ownership: "NON_PROFIT", count: 17 },
    { kind: "point", ownership: "EDUCATION", count: 150 },
    { kind: "nine-year", ownership: "EDUCATION", count: 45 },
    { kind: "twelve-year", ownership: "EDUCATION", count: 8 },
    { kind: "junior", ownership: "EDUCATION", count: 94 },
    { kind: "complete", ownership: "EDUCATION", count: 10 },
    { kind: "senior", ownership: "EDUCATION", count: 30 },
    { kind: "senior", ownership: "NON_PROFIT", count: 16 },
    { kind: "special", ownership: "EDUCATION", count: 8 },
  ],
  settlements: SETTLEMENTS,
  totals: {
    PRESCHOOL: { pupils: 124_541, classes: 4318, teachers: 8987 },
    PRIMARY: { pupils: 371_009, classes: 8697, teachers: 18_955 },
    JUNIOR: { pupils: 171_369, classes: 3672, teachers: 11_775 },
    SENIOR: { pupils: 89_750, classes: 1853, teachers: 6996 },
    SPECIAL: { pupils: 1282, classes: 122, teachers: 360 },
  },
  inRegularClasses: 1600,
  people: { staff: 14, officers: 70, clerks: 1500, inspectors: 160, experts: 200 },
};
