import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { PlainDate } from "#lib/plain-date.ts";
import {
  checkboxes,
  choice,
  dateText,
  emailText,
  integerText,
  line,
  optional,
  paragraph,
  uuid,
} from "#lib/secure-text.ts";
import en from "#messages/en.json" with { type: "json" };
import zh from "#messages/zh-CN.json" with { type: "json" };

function first(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message;
}

test("a line is trimmed, composed and bounded", () => {
  expect(line(10).parse("  e\u0301cole\u200b\ufeff ")).toBe("école");
  expect(first(line(3), "四个字吧")).toBe("error.tooLong");
  expect(line(3).safeParse("四个字吧").error?.issues[0]).toMatchObject({ code: "too_big", maximum: 3 });
  expect(first(line(3), " \u200b ")).toBe("error.required");
  expect(first(line(3), undefined)).toBe("error.required");
  expect(first(line(3), ["a"])).toBe("error.invalid");
});

test("hidden characters are refused", () => {
  for (const text of [
    "a\u202eb",
    "a\u2066b",
    "a\0b",
    "a\tb",
    "a\nb",
    "a\u2028b",
    "a\u{e0041}b",
    "a\ud800b",
    "a\u200fb",
  ])
    expect(first(line(10), text), JSON.stringify(text)).toBe("error.hidden");
  expect(paragraph(10).parse("a\r\nb\tc\rd")).toBe("a\nb\tc\nd");
  for (const text of ["a\u202eb", "a\0b", "a\u2028b", "a\vb"])
    expect(first(paragraph(10), text), JSON.stringify(text)).toBe("error.hidden");
});

test("an optional field is null when blank and checked otherwise", () => {
  expect(optional(line(3)).parse(" ")).toBeNull();
  expect(optional(line(3)).parse(undefined)).toBeNull();
  expect(optional(line(3)).parse("ab")).toBe("ab");
  expect(first(optional(line(3)), "abcd")).toBe("error.tooLong");
  expect(optional(integerText()).parse("")).toBeNull();
  expect(optional(integerText()).parse("7")).toBe(7);
  expect(first(optional(dateText()), "x")).toBe("error.date");
});

test("ids", () => {
  expect(uuid().parse("0190F8A0-1234-7ABC-8DEF-0123456789AB")).toBe("0190f8a0-1234-7abc-8def-0123456789ab");
  for (const text of ["1", "0190f8a0-1234-7abc-8def-0123456789ab'--"]) expect(first(uuid(), text)).toBe("error.id");
  expect(first(uuid(), "")).toBe("error.required");
});

test("whole numbers", () => {
  const count = integerText({ min: 0, max: 100 });
  expect(count.parse(" １２ ")).toBe(12);
  expect(Object.is(count.parse("-0"), 0)).toBe(true);
  expect(integerText().parse("−5")).toBe(-5);
  expect(first(count, "-1")).toBe("error.tooSmall");
  expect(first(count, "101")).toBe("error.tooBig");
  expect(first(count, "")).toBe("error.required");
  for (const text of ["1.5", "1e3", "0x10", "1 000", "一", "9".repeat(16)])
    expect(first(count, text), text).toBe("error.integer");
});

test("dates", () => {
  expect(dateText().parse(" 2026-09-01 ")).toBe("2026-09-01");
  expect(first(dateText(), "2026-02-30")).toBe("error.date");
  expect(first(dateText(), "")).toBe("error.required");
});

test("e-mail addresses are ASCII and in small letters", () => {
  expect(emailText().parse(" Head.01@School-1.Example.TEST ")).toBe("head.01@school-1.example.test");
  for (const text of [
    "a＠b.test",
    "a﹫b.test",
    "ａ@b.test",
    "a@b",
    "a b@c.test",
    "a@b..test",
    "a@@b.test",
    ".a@b.test",
    "a@-b.test",
    "İ@b.test",
    "\u212a@b.test",
    "a@b.test,c@d.test",
    "a@b.test\u200b",
  ])
    expect(first(emailText(), text), text).toBe("error.email");
  expect(first(emailText(), `${"a".repeat(250)}@b.test`)).toBe("error.tooLong");
  first(emailText(), `${"a.".repeat(120)}@${"a".repeat(5)}`);
  first(emailText(), `a@${"a-".repeat(120)}`);
});

test("choices and ticked boxes", () => {
  const stages = ["PRIMARY", "JUNIOR", "SENIOR"] as const;
  expect(choice(stages).parse("JUNIOR")).toBe("JUNIOR");
  expect(first(choice(stages), "")).toBe("error.required");
  expect(first(choice(stages), "X")).toBe("error.choice");
  expect(checkboxes(stages).parse(["SENIOR", "PRIMARY", "SENIOR"])).toEqual(["PRIMARY", "SENIOR"]);
  expect(checkboxes(stages).parse("JUNIOR")).toEqual(["JUNIOR"]);
  expect(checkboxes(stages).parse(undefined)).toEqual([]);
  expect(first(checkboxes(stages), ["PRIMARY", "X"])).toBe("error.choice");
  expect(first(checkboxes(stages, 1), undefined)).toBe("error.required");
  expect(first(checkboxes(stages, 2), "JUNIOR")).toBe("error.tooFew");
});

test("a form in which nothing was filled in misses only what is required", () => {
  const Form = z.object({
    name: line(5),
    note: optional(paragraph(5)),
    opened: optional(dateText()),
    pupils: integerText(),
    stages: checkboxes(["a", "b"]),
    kind: choice(["x", "y"]),
  });
  const missing = Form.safeParse({}).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  expect(missing).toEqual(["name error.required", "pupils error.required", "kind error.required"]);
  const form = Form.parse({ name: "n", pupils: "3", kind: "x" });
  expect(form).toEqual({ name: "n", note: null, opened: null, pupils: 3, stages: [], kind: "x" });
  expectTypeOf(form.note).toEqualTypeOf<string | null>();
  expectTypeOf(form.opened).toEqualTypeOf<PlainDate | null>();
  expectTypeOf(form.stages).toEqualTypeOf<("a" | "b")[]>();
});

test("whatever is sent, every message is a key that both languages have", () => {
  const schemas = [
    line(5),
    paragraph(5),
    optional(line(2)),
    uuid(),
    integerText({ min: 0, max: 9 }),
    dateText(),
    emailText(),
    choice(["a", "b"]),
    checkboxes(["a", "b"], 2),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...schemas), fc.oneof(fc.string(), fc.anything()), (schema, value) => {
      for (const { message } of schema.safeParse(value).error?.issues ?? []) {
        const key = message.replace("error.", "");
        expect(en.error, message).toHaveProperty(key);
        expect(zh.error, message).toHaveProperty(key);
      }
    }),
    { numRuns: 1000 },
  );
});
