import { expect, test } from "vitest";
import { compareList, type Register } from "#features/imports/compare.ts";
import { columnOf, EMPTY_MAPPING, type ListRecord, type Mapping } from "#features/imports/mapping.ts";
import { type City, rowReader } from "#features/imports/read-row.ts";
import { columnStats, suggestSources } from "#features/imports/suggest-columns.ts";
import { newDistrict, newOwnership, suggestMeaning } from "#features/imports/suggest-values.ts";
import { NATIONAL_SCHOOL_CODE } from "#lib/school-code.ts";

const city: City = {
  codeFormat: NATIONAL_SCHOOL_CODE,
  districts: [
    { code: "990101", nameEn: "Chengdong District", nameZh: "城东区" },
    { code: "990102", nameEn: "Heshan County", nameZh: "河山县" },
  ],
  ownerships: [
    { code: "PUBLIC", nameEn: "Public", nameZh: "公办" },
    { code: "PRIVATE", nameEn: "Private", nameZh: "民办" },
  ],
  schoolFields: [],
};
const header = [
  "序号",
  "学校标识码",
  "学校名称",
  "所在区县",
  "办学性质",
  "学校类别",
  "城乡分类",
  "详细地址",
  "联系电话",
  "校长姓名",
];
const rows = [
  ["1", "2199000001", "城东区第一小学", "城东区", "公办", "小学", "城区", "东大街1号", "0990-1234567", "张三"],
  ["2", "3199000002", "河山县初级中学", "河山", "民办", "初级中学", "镇区", "河山镇2号", "0990-7654321", "李四"],
];

test("the columns of a Chinese list are found by their headers, and what is none of ours is left alone", () => {
  const sources = suggestSources(columnStats(header, rows, city), city, "zh");
  const mapping: Mapping = { ...EMPTY_MAPPING, sources };
  const found = Object.fromEntries(sources.map(({ field }) => [field, columnOf(mapping, field)]));
  expect(found).toEqual({
    code: "学校标识码",
    nameZh: "学校名称",
    district: "所在区县",
    ownership: "办学性质",
    stages: "学校类别",
    settlement: "城乡分类",
    addressZh: "详细地址",
    phone: "联系电话",
    status: undefined,
  });
});

test("a list without telling headers is understood by what stands in it", () => {
  const plain = header.map((_, index) => `列${index}`);
  const sources = suggestSources(columnStats(plain, rows, city), city, "zh");
  const mapping: Mapping = { ...EMPTY_MAPPING, sources };
  expect(columnOf(mapping, "code")).toBe("列1");
  expect(columnOf(mapping, "district")).toBe("列3");
  expect(columnOf(mapping, "ownership")).toBe("列4");
  expect(columnOf(mapping, "stages")).toBe("列5");
});

test.each([
  ["stages", "九年一贯制学校", ["PRIMARY", "JUNIOR"]],
  ["stages", "十二年一贯制", ["PRIMARY", "JUNIOR", "SENIOR"]],
  ["stages", "完全中学", ["JUNIOR", "SENIOR"]],
  ["stages", "高级中学", ["SENIOR"]],
  ["stages", "幼儿园", ["PRESCHOOL"]],
  ["stages", "特殊教育学校", ["SPECIAL"]],
  ["stages", "Primary and junior secondary", ["PRIMARY", "JUNIOR"]],
  ["stages", "Vocational college", []],
  ["stagesFirst", "Aided Primary Schools", []],
  ["district", "河山", ["990102"]],
  ["district", "CHENGDONG", ["990101"]],
  ["district", "别处", []],
  ["ownership", "公辦", ["PUBLIC"]],
  ["settlement", "乡村", ["RURAL"]],
  ["boarding", "否", ["NO"]],
  ["status", "已停办", ["CLOSED"]],
] as const)("%s %s", (field, value, meaning) => {
  expect(suggestMeaning(field, value, city)).toEqual(meaning);
});

test("new entries are named as the file names them, in both languages, under a code of their own", () => {
  expect(newDistrict("NORTH", "北區", new Set(["NORTH"]))).toEqual({
    code: "NORTH-2",
    nameEn: "North",
    nameZh: "北區",
  });
  expect(newOwnership("普惠性民办", "", new Set())).toMatchObject({
    code: "普惠性民办",
    nameEn: "",
    group: "INCLUSIVE_PRIVATE",
  });
});

const mapping: Mapping = {
  ...EMPTY_MAPPING,
  sources: suggestSources(columnStats(header, rows, city), city, "zh"),
  values: (["district", "ownership", "stages", "settlement"] as const).map((field) => ({
    field,
    meanings: rows.map((cells) => {
      const value = cells[{ district: 3, ownership: 4, stages: 5, settlement: 6 }[field]] ?? "";
      return { value, to: suggestMeaning(field, value, city) };
    }),
  })),
};

function register(...records: Partial<ListRecord>[]): Register {
  const blank = { siteKey: null, addressEn: "", email: "", website: "", longitude: null, latitude: null, extra: {} };
  const schools = records.map((record, index) => {
    const reading = rowReader(mapping, header, city)(rows[0] ?? []).record;
    const full = {
      ...blank,
      nameEn: "",
      capacity: null,
      boarding: null,
      settlement: null,
      status: "OPEN" as const,
      ...reading,
      ...record,
    };
    return { schoolId: `school ${index}`, validFrom: "2020-09-01" as const, record: full as Required<ListRecord> };
  });
  return {
    codeFormat: NATIONAL_SCHOOL_CODE,
    byCode: new Map(schools.map((school) => [school.record.code, school])),
    otherCodes: new Map([["3199000002", { nameEn: "", nameZh: "旧校" }]]),
    earlierEdition: new Set(),
  };
}

function compare(known: Register, effectiveOn: "2019-01-01" | "2026-09-01" = "2026-09-01") {
  const read = rowReader(mapping, header, city);
  const lines = rows.map((cells, index) => ({ line: index + 2, reading: read(cells), readProblems: [] }));
  return compareList(lines, known, { effectiveOn, emptyClears: true });
}

test("a code that another school had is refused; schools outside the list's scope are not gone", () => {
  const result = compare(
    register(
      { code: "2199000001" },
      { code: "2199000009", nameZh: "不在名单的小学" },
      { code: "1199000009", stages: ["PRESCHOOL"] },
      { code: "2199000008", status: "CLOSED" },
    ),
  );
  expect(result.map(({ outcome, record }) => [outcome, record.code])).toEqual([
    ["SAME", "2199000001"],
    ["BAD", "3199000002"],
    ["GONE", "2199000009"],
  ]);
  expect(result[1]?.problems).toMatchObject([{ key: "imports.problem.codeTaken", params: { nameZh: "旧校" } }]);
});

test("a closed school is not opened by a list, and facts do not change before the present ones began", () => {
  expect(compare(register({ code: "2199000001", status: "CLOSED" }))[0]?.problems).toMatchObject([
    { key: "imports.problem.status" },
  ]);
  const earlier = compare(register({ code: "2199000001", nameZh: "旧名" }), "2019-01-01")[0];
  expect(earlier?.problems).toMatchObject([{ key: "imports.problem.beforePresent", params: { date: "2020-09-01" } }]);
});
