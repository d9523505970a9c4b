import { expect, test } from "vitest";
import { signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { anEmptyCity, check, headOf, rowsOf, upload } from "./journey.ts";
import { listOf, SCHOOLS } from "./synthetic.ts";

const zip = Buffer.from("504b0304140000000800", "hex");
const REFUSED: [name: string, bytes: Buffer | string, says: RegExp][] = [
  ["an empty file", "", /empty/i],
  [
    "no table",
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254]),
    /neither a CSV|encodings|no header|header/i,
  ],
  ["a damaged workbook", Buffer.concat([zip, Buffer.alloc(200, 7)]), /damaged|neither/i],
  [
    "an old workbook",
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2000)]),
    /\.xls|neither|password|damaged/i,
  ],
  ["a header twice", "a,b,a\r\n1,2,3\r\n", /same header, 'a'/],
  ["a quotation mark left open", 'a,b\r\n"1,2\r\n3,4\r\n', /quotation mark/],
  ["only a header", "a,b\r\n", /no rows/],
  ["too many columns", `${Array.from({ length: 600 }, (_, index) => `c${index}`).join(",")}\r\n1\r\n`, /500 columns/],
  ["too many rows", `a,b\r\n${"1,2\r\n".repeat(100_001)}`, /100,000 rows/],
  ["too large", Buffer.alloc(20 * 1024 * 1024 + 1, 65), /20 MB/],
];

test.each(REFUSED)("%s is answered clearly beside the field, and nothing is kept", async (_name, bytes, says) => {
  const city = await anEmptyCity();
  await signIn("SECTION_STAFF", city);
  const answer = await upload(bytes as BlobPart, "../../etc/\u202epasswd.csv");
  expect(answer.errors?.file?.join(" ")).toMatch(says);
  expect(await inTenant(city, (db) => db.import.count())).toBe(0);
  expect(await inTenant(city, (db) => db.importRow.count())).toBe(0);
});

test("hostile text stays text: formulas, markup, hidden characters, over-long cells, names of object members", async () => {
  const city = await anEmptyCity();
  await signIn("SECTION_STAFF", city);
  const [first] = SCHOOLS;
  if (!first) throw new Error("no school");
  const names = [
    "=1+1",
    "<script>alert(1)</script>",
    "a\u202eb",
    "x".repeat(250),
    "__proto__",
    "a\u0001b",
    'Robert\'); drop table "School";--',
  ];
  const list = names.map((nameEn, index) => ({ ...first, code: `90000${index + 1}000123`, nameEn }));
  const district = { ...first, code: "900009000123", district: "__proto__" as "EAST HILL" };
  const id = await check(city, listOf([...list, district]), "..\\..\\CON<>.csv");
  const rows = await rowsOf(city, id);
  expect(rows.map(({ outcome }) => outcome)).toEqual(["NEW", "NEW", "BAD", "BAD", "NEW", "BAD", "NEW", "NEW"]);
  expect(rows[0]?.record?.nameEn).toBe("=1+1");
  expect(rows[3]?.problems[0]).toMatchObject({ column: "ENGLISH NAME", key: "error.tooLong", params: { max: 200 } });
  expect((await headOf(city, id)).fileName).not.toMatch(/[\\/<>]/);
});
