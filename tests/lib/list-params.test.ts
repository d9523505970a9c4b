import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { keepKnown, lookOf } from "#lib/list-address.ts";
import {
  type Cursor,
  cursorText,
  directionOf,
  href,
  listParams,
  manyIds,
  manyOf,
  oneDate,
  oneId,
  oneOf,
  readCursor,
  type SortKind,
} from "#lib/list-params.ts";

const ID = "0190f8a0-1234-7abc-8def-0123456789ab";
const schools = listParams({
  sorts: { name: "text", openedOn: "date", pupils: "number", updatedAt: "instant" },
  sort: "name",
  nullable: ["name"],
  filters: {
    stage: manyOf(["PRIMARY", "JUNIOR"]),
    status: oneOf(["OPEN", "CLOSED"]),
    district: manyIds(),
    school: oneId(),
    asOf: oneDate(),
  },
});
const empty = {
  q: "",
  sort: "name",
  after: undefined,
  before: undefined,
  size: 25,
  col: [],
  density: undefined,
  stage: [],
  status: undefined,
  district: [],
  school: undefined,
  asOf: undefined,
};

test("an empty address is the defaults", () => {
  expect(schools.parse({})).toEqual(empty);
  expect(schools.defaults).toEqual(empty);
});

test("a full address is read", () => {
  const after = cursorText({ value: 12, id: ID });
  const list = schools.parse({
    q: "  圣家  ",
    sort: "-pupils",
    after,
    size: "50",
    stage: ["JUNIOR", "X", "JUNIOR"],
    status: "OPEN",
    district: ID,
    school: ID,
    asOf: "2025-09-01",
  });
  expect(list).toEqual({
    col: [],
    q: "圣家",
    sort: "-pupils",
    after,
    before: undefined,
    size: 50,
    stage: ["JUNIOR"],
    status: "OPEN",
    district: [ID],
    school: ID,
    asOf: "2025-09-01",
  });
  expect(schools.cursorOf(list)).toEqual({ value: 12, id: ID, backwards: false });
  expectTypeOf(list.stage).toEqualTypeOf<("PRIMARY" | "JUNIOR")[]>();
  expectTypeOf(list.sort).toExtend<
    "name" | "-name" | "openedOn" | "-openedOn" | "pupils" | "-pupils" | "updatedAt" | "-updatedAt"
  >();
  expect(directionOf(list.sort)).toBe("desc");
});

test("a page may end at a cursor instead", () => {
  const list = schools.parse({ before: cursorText({ value: null, id: ID }) });
  expect(schools.cursorOf(list)).toEqual({ value: null, id: ID, backwards: true });
  expect(schools.cursorOf(schools.parse({}))).toBeUndefined();
});

test("whatever stands in the address, reading it succeeds", () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom("__proto__", "-name", "1;drop table", "\0", "\ud800", ID, "2026-02-30", "NaN", "-1", "1e9"),
  );
  const value = fc.oneof(hostile, fc.array(hostile), fc.constant(undefined));
  const keys = fc.constantFrom(...Object.keys(empty), "x");
  fc.assert(
    fc.property(fc.dictionary(keys, value), (address) => {
      const list = schools.parse(address);
      expect(["name", "openedOn", "pupils", "updatedAt"]).toContain(list.sort.replace("-", ""));
      expect([25, 50, 100]).toContain(list.size);
      expect(list.q.length).toBeLessThanOrEqual(100);
      expect(list.q.isWellFormed() && !list.q.includes("\0")).toBe(true);
      expect(list.after === undefined || schools.cursorOf(list) !== undefined).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a cursor round-trips, for the kind of column it was made for only", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !value.includes("\0"));
  const cases: [SortKind, fc.Arbitrary<Cursor["value"]>][] = [
    ["text", text],
    ["number", fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
    ["date", fc.constant("2026-09-01")],
    [
      "instant",
      fc
        .date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
        .map((at) => at.toISOString()),
    ],
  ];
  for (const [kind, values] of cases) {
    fc.assert(
      fc.property(fc.oneof(values, fc.constant(null)), (value) => {
        const encoded = cursorText({ value, id: ID });
        expect(encoded).toMatch(/^[\w-]+$/);
        expect(readCursor(encoded, kind)).toEqual({ value, id: ID });
      }),
    );
  }
  expect(readCursor(cursorText({ value: "x", id: ID }), "number")).toBeUndefined();
  expect(readCursor(cursorText({ value: "x", id: ID }), "date")).toBeUndefined();
  expect(readCursor(cursorText({ value: "2026-09-01", id: ID }), "instant")).toBeUndefined();
  expect(readCursor(cursorText({ value: "x\0", id: ID }), "text")).toBeUndefined();
  expect(readCursor(cursorText({ value: "x", id: "1" }), "text")).toBeUndefined();
});

test("what is not a cursor is none", () => {
  for (const text of [undefined, "", "!!", "e30", "W10", btoa("[1,2,3]"), btoa("\xff\xfe"), "A".repeat(3000)])
    expect(readCursor(text, "text")).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => readCursor(text, "text") === undefined));
});

test("a link leaves out what is empty or default", () => {
  expect(href("/schools", schools.defaults, {}, schools.defaults)).toBe("/schools");
  const list = schools.parse({ q: "圣家", stage: ["PRIMARY", "JUNIOR"], size: "50" });
  expect(href("/schools", list, {}, schools.defaults)).toBe(
    "/schools?q=%E5%9C%A3%E5%AE%B6&size=50&stage=PRIMARY&stage=JUNIOR",
  );
  expect(href("/schools", list, { q: "", stage: ["JUNIOR"], size: 25 }, schools.defaults)).toBe(
    "/schools?stage=JUNIOR",
  );
});

test("any change but of the cursor goes back to the first page", () => {
  const after = cursorText({ value: "a", id: ID });
  const list = schools.parse({ q: "a", after });
  expect(href("/schools", list, {}, schools.defaults)).toBe(`/schools?after=${after}&q=a`);
  expect(href("/schools", list, { sort: "-name" }, schools.defaults)).toBe("/schools?q=a&sort=-name");
  expect(href("/schools", list, { after: undefined }, schools.defaults)).toBe("/schools?q=a");
  expect(href("/schools", list, { before: "x" }, schools.defaults)).toBe("/schools?before=x&q=a");
});

test("a list without filters has none", () => {
  const plain = listParams({ sorts: { at: "instant" }, sort: "-at", sizes: [10] });
  expect(plain.parse({ size: "50", stage: "PRIMARY" })).toEqual({
    col: [],
    q: "",
    sort: "-at",
    after: undefined,
    before: undefined,
    size: 10,
  });
});

const table = listParams({
  sorts: { name: "text" },
  sort: "name",
  columns: ["name", "code", "district", "phone"],
  shown: ["name", "code", "district"],
  filters: { district: manyIds(), status: oneOf(["OPEN", "CLOSED"]) },
});

test("columns are those chosen, in their order, behind the leading one; unknown and repeated ones are left out", () => {
  expect(table.parse({}).col).toEqual(["name", "code", "district"]);
  expect(table.parse({ col: ["phone", "nothing", "code", "phone"] }).col).toEqual(["name", "phone", "code"]);
  expect(table.parse({ col: "name" }).col).toEqual(["name"]);
  expect(table.parse({ col: "nothing" }).col).toEqual(["name", "code", "district"]);
  expect(schools.parse({ col: "name" }).col).toEqual([]);
});

test("a move puts one chosen column up or down, never before the leading one nor past the end", () => {
  const col = ["name", "phone", "code"];
  const moved = (move: string) => table.parse({ col, move }).col;
  expect(moved("code up")).toEqual(["name", "code", "phone"]);
  expect(moved("phone down")).toEqual(["name", "code", "phone"]);
  for (const move of ["phone up", "code down", "name down", "district up", "", "x"]) expect(moved(move)).toEqual(col);
});

test("an address holds the columns and the density only where they are not the usual ones", () => {
  const at = (address: Record<string, string | string[]>) => href("/list", table.parse(address), {}, table.defaults);
  expect(at({ col: ["name", "code", "district"], density: "" })).toBe("/list");
  expect(at({ col: ["code"], density: "compact" })).toBe("/list?col=name&col=code&density=compact");
  const list = table.parse({ col: "phone", density: "compact", sort: "-name", status: "OPEN", district: ID });
  expect(lookOf(list, table.defaults, ["status"])).toEqual([
    ["col", "name"],
    ["col", "phone"],
    ["density", "compact"],
    ["sort", "-name"],
    ["status", "OPEN"],
  ]);
});

test("what an address asks for in vain is named", () => {
  expect(table.leftOut({ col: ["phone", "gone"], status: "GONE", sort: "gone", q: "x", district: ID })).toEqual([
    "col",
    "sort",
    "status",
  ]);
  expect(table.leftOut({ col: ["name", "phone"], status: "", density: "compact" })).toEqual([]);
});

test("ids that are no more are taken out of the filters, and the filters named", () => {
  const other = ID.replace("a", "b");
  const list = table.parse({ district: [ID, other], status: "OPEN" });
  expect(keepKnown(list, { district: [other] })).toEqual({ list: { ...list, district: [other] }, lost: ["district"] });
  expect(keepKnown(list, { district: [ID, other], status: ["OPEN"] })).toEqual({ list, lost: [] });
  expect(keepKnown(list, { status: [] })).toEqual({ list: { ...list, status: undefined }, lost: ["status"] });
});
