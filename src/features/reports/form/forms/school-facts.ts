import type { Definition, Text } from "../definition.ts";
import type { FactName } from "../expression.ts";
import { ASSET_RULES } from "./school-facts-asset-rules.ts";
import { PLAUSIBILITY_RULES } from "./school-facts-plausibility-rules.ts";
import { PUPIL_RULES } from "./school-facts-pupil-rules.ts";
import { type WrittenCell, writtenForm } from "./write.ts";

const UNITS = {
  classes: { en: "classes", zh: "个" },
  persons: { en: "persons", zh: "人" },
  squareMetres: { en: "m²", zh: "平方米" },
  rooms: { en: "rooms", zh: "间" },
  volumes: { en: "volumes", zh: "册" },
  computers: { en: "computers", zh: "台" },
  yuan: { en: "yuan", zh: "元" },
  mbps: { en: "Mbps", zh: "Mbps" },
} satisfies Record<string, Text>;

type Unit = keyof typeof UNITS;

function cell(code: string, en: string, zh: string, unit: Unit, more: Partial<WrittenCell> = {}): WrittenCell {
  return {
    code,
    names: { en, zh },
    unit: UNITS[unit],
    value: { type: "integer" },
    measure: "point",
    required: true,
    hint: "last-year",
    ...more,
  };
}

const OPTIONAL = { required: false } as const;
const AREA = { value: { type: "decimal", places: 1 } } as const;
const MONEY = { value: { type: "decimal", places: 2 } } as const;
const THIS_YEAR = { measure: "period" } as const;
const help = (en: string, zh: string) => ({ help: { en, zh } });

function registered(code: string, en: string, zh: string, fact: FactName): WrittenCell {
  const value = { type: "text", max: 200 } as const;
  return { code, names: { en, zh }, value, measure: "point", required: false, shown: fact };
}

const INSTITUTION: WrittenCell[] = [
  registered("A1", "Name", "学校名称", "name"),
  registered("A2", "Code", "学校（机构）标识码", "code"),
  registered("A3", "District", "所属区县", "district"),
  registered("A4", "Urban, town or rural", "城乡分类", "locale"),
  registered("A5", "Ownership", "办学性质", "ownership"),
  registered("A6", "Stages", "办学学段", "stages"),
  {
    ...registered("A7", "Boarding school", "是否寄宿制", "boarding"),
    value: { type: "yes-no" },
    required: true,
    ...help(
      "Shown from the register. Filled here only while the register does not say.",
      "取自学校名录；名录未登记时在此填写。",
    ),
  },
];

const CLASSES_AND_PUPILS: WrittenCell[] = [
  cell("B1", "classes", "班数", "classes"),
  cell("B2", "pupils", "在校生", "persons"),
  cell("B3", "of which girls", "其中：女", "persons"),
  cell("B4", "of which boarders", "寄宿生", "persons"),
  cell(
    "B5",
    "of which children of migrant workers",
    "随迁子女",
    "persons",
    help("Pupils who moved here with parents who work in the city.", "随进城务工父母迁入就读的学生。"),
  ),
  cell("B6", "of which left-behind children", "留守儿童", "persons"),
  cell(
    "B7",
    "of which disabled pupils in regular classes",
    "随班就读",
    "persons",
    help(
      "Disabled pupils placed in a regular class by the expert committee.",
      "经专家委员会认定安置在普通班的残疾学生。",
    ),
  ),
  cell("B8", "entrants this school year", "招生数", "persons", {
    ...THIS_YEAR,
    ...help(
      "Pupils who entered the stage this school year. Repeaters are not counted.",
      "本学年新招收入学的学生，不含留级生。",
    ),
  }),
  cell("B9", "largest class", "最大班额", "persons", {
    combines: "largest",
    ...help(
      "Pupils in the largest class of the grade; in the total row, of the school.",
      "本年级人数最多的班的人数；合计行填全校最大班额。",
    ),
  }),
];

const SIZES: [code: string, en: string, zh: string][] = [
  ["C1", "25 pupils or fewer", "25人及以下"],
  ["C2", "26 to 35", "26—35人"],
  ["C3", "36 to 45", "36—45人"],
  ["C4", "46 to 50", "46—50人"],
  ["C5", "51 to 55", "51—55人"],
  ["C6", "56 to 65 (large class)", "56—65人（大班额）"],
  ["C7", "66 or more (very large class)", "66人及以上（超大班额）"],
];

const STAFF: WrittenCell[] = [
  cell("D1", "staff", "教职工", "persons"),
  cell("D2", "full-time teachers", "专任教师", "persons"),
  cell("D3", "full-time teachers: women", "专任教师中：女", "persons"),
  cell("D4", "full-time teachers: postgraduate", "专任教师学历：研究生", "persons"),
  cell("D5", "full-time teachers: bachelor", "专任教师学历：本科", "persons"),
  cell("D6", "full-time teachers: junior college", "专任教师学历：专科", "persons"),
  cell("D7", "full-time teachers: senior secondary and below", "专任教师学历：高中阶段及以下", "persons"),
  cell("D8", "physical education teachers", "体育教师", "persons"),
  cell("D9", "music teachers", "音乐教师", "persons"),
  cell("D10", "fine art teachers", "美术教师", "persons"),
  cell("D11", "backbone teachers, county level and above", "县级及以上骨干教师", "persons"),
  cell("D12", "mental-health counsellors, full time", "专职心理健康教育教师", "persons"),
  cell("D13", "mental-health counsellors, part time", "兼职心理健康教育教师", "persons"),
  cell("D14", "teachers without the certificate of the stage", "未持有相应学段教师资格证的教师", "persons"),
  cell("D15", "care staff", "保育员", "persons", {
    stages: ["preschool"],
    ...help("Kindergartens only.", "仅幼儿园填报。"),
  }),
];

const PREMISES: WrittenCell[] = [
  cell("E1", "site", "占地面积", "squareMetres", AREA),
  cell("E2", "buildings", "校舍建筑面积", "squareMetres", AREA),
  cell("E3", "buildings: teaching and auxiliary", "其中：教学及辅助用房", "squareMetres", AREA),
  cell("E4", "buildings: living", "其中：生活用房", "squareMetres", { ...AREA, ...OPTIONAL }),
  cell("E5", "buildings: administration", "其中：行政办公用房", "squareMetres", { ...AREA, ...OPTIONAL }),
  cell("E6", "dangerous buildings", "危房", "squareMetres", AREA),
  cell("E7", "sports grounds and halls", "体育运动场馆面积", "squareMetres", AREA),
  cell("E8", "music rooms", "音乐教室", "rooms", OPTIONAL),
  cell("E9", "art rooms", "美术教室", "rooms", OPTIONAL),
];

const EQUIPMENT: WrittenCell[] = [
  cell("F1", "books", "图书", "volumes"),
  cell("F2", "books added this year", "其中：当年新增图书", "volumes", { ...OPTIONAL, ...THIS_YEAR }),
  cell("F3", "computers for pupils", "学生用计算机", "computers"),
  cell("F4", "networked multimedia classrooms", "网络多媒体教室", "rooms"),
  cell("F5", "value of teaching equipment", "教学仪器设备资产值", "yuan", {
    ...MONEY,
    ...help("Original value on the books, in yuan.", "按账面原值填报，单位为元。"),
  }),
  cell("F6", "teaching equipment added this year", "其中：当年新增", "yuan", { ...MONEY, ...OPTIONAL, ...THIS_YEAR }),
  cell("F7", "bandwidth", "互联网接入带宽", "mbps", OPTIONAL),
];

/** F1: the facts of every open institution at 1 September, once a school year, due 20 September. */
export const SCHOOL_FACTS: Definition = writtenForm({
  key: "school-facts",
  edition: 1,
  names: { en: "School facts at 1 September", zh: "学校基本情况（时点）" },
  period: "year",
  sheets: [
    {
      key: "pupils",
      names: { en: "School and pupils", zh: "学校与学生" },
      sections: [
        {
          kind: "cells",
          code: "A",
          names: { en: "Institution", zh: "基本信息" },
          help: { en: "From the school register.", zh: "取自学校名录。" },
          cells: INSTITUTION,
        },
        {
          kind: "table",
          code: "B",
          names: { en: "Classes and pupils", zh: "班级与学生数" },
          help: {
            en: "As at 1 September. A grade without classes is filled with 0. The total row is yours to fill and is checked.",
            zh: "按9月1日时点填报。没有班级的年级填 0。合计行由学校填写并校验。",
          },
          columns: CLASSES_AND_PUPILS,
          rows: { kind: "grades" },
          total: { en: "Total", zh: "合计" },
        },
        {
          kind: "cells",
          code: "C",
          names: { en: "Classes by size", zh: "班额情况" },
          cells: SIZES.map(([code, en, zh]) => cell(code, en, zh, "classes")),
        },
      ],
    },
    {
      key: "staff",
      names: { en: "Staff", zh: "教职工" },
      sections: [{ kind: "cells", code: "D", names: { en: "Staff", zh: "教职工" }, cells: STAFF }],
    },
    {
      key: "premises",
      names: { en: "Premises and equipment", zh: "校舍与装备" },
      sections: [
        { kind: "cells", code: "E", names: { en: "Premises", zh: "校舍与场地" }, cells: PREMISES },
        { kind: "cells", code: "F", names: { en: "Equipment", zh: "装备" }, cells: EQUIPMENT },
      ],
    },
  ],
  rules: [...PUPIL_RULES, ...ASSET_RULES, ...PLAUSIBILITY_RULES],
});
