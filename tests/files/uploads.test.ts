import { deflateRawSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { writeXlsx } from "#lib/tabular/write.ts";
import { Refusal } from "#server/refusal.ts";
import { readEmblem, readUpload, UPLOAD } from "#server/uploads.ts";
import { aPdf, aPhotograph, fileOf } from "./picture.ts";

const read = (bytes: Uint8Array, name = "file.bin") => readUpload(fileOf(bytes, name), "file");
const refusal = async (bytes: Uint8Array, name?: string) => {
  const error = await read(bytes, name).catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw new Error(`taken, or ${String(error)}`);
  expect(error.field).toBe("file");
  return error.key.replace("files.refused.", "");
};

/** A ZIP of empty parts with these names. */
function zipOf(names: string[], flags = 0): Buffer {
  const [locals, heads]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const name of names) {
    const [called, packed] = [Buffer.from(name), deflateRawSync(Buffer.alloc(0))];
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(flags, 2);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt16LE(called.length, 22);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), fixed, called, packed);
    const head = Buffer.alloc(46);
    head.write("PK\x01\x02", 0, "latin1");
    head.writeUInt16LE(20, 4);
    fixed.copy(head, 6);
    head.writeUInt32LE(offset, 42);
    heads.push(head, called);
    offset += 4 + fixed.length + called.length + packed.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

describe("what a file is, its content says", () => {
  test.each([
    ["a PDF", async () => aPdf(), "pdf"],
    ["a JPEG", aPhotograph, "jpg"],
    [
      "a PNG",
      () =>
        sharp({ create: { width: 5, height: 5, channels: 4, background: "red" } })
          .png()
          .toBuffer(),
      "png",
    ],
    [
      "a WebP",
      () =>
        sharp({ create: { width: 5, height: 5, channels: 3, background: "red" } })
          .webp()
          .toBuffer(),
      "webp",
    ],
    [
      "a workbook",
      () =>
        writeXlsx({
          writtenAt: new Date(),
          sheets: [{ name: "A", columns: [{ header: "a", kind: "text" }], rows: [] }],
        }),
      "xlsx",
    ],
    ["a document", async () => zipOf(["[Content_Types].xml", "word/document.xml"]), "docx"],
  ] as const)("%s, whatever it is called", async (_name, make, kind) => {
    const upload = await read(await make(), "holiday.exe");
    expect(upload).toMatchObject({ kind, name: `holiday.${kind}` });
  });

  test.each([
    ["HTML that calls itself a PDF", Buffer.from("<html><script>alert(1)</script>"), "unknown"],
    ["a PDF behind HTML", Buffer.concat([Buffer.from("<script>alert(1)</script>"), aPdf()]), "unknown"],
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "unknown"],
    ["a program", Buffer.from(`MZ${"\0".repeat(200)}`), "unknown"],
    ["a moving picture", Buffer.from("GIF89a\x01\0\x01\0\x80\0\0", "latin1"), "unknown"],
    ["any other archive", zipOf(["a.txt"]), "unknown"],
    ["a workbook with macros", zipOf(["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"]), "macro"],
    ["a locked archive", zipOf(["[Content_Types].xml", "xl/workbook.xml"], 1), "locked"],
    ["half an archive", zipOf(["[Content_Types].xml", "xl/workbook.xml"]).subarray(0, 60), "damaged"],
    ["half a PDF", aPdf().subarray(0, 30), "damaged"],
    ["a document with macros", zipOf(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), "macro"],
    ["an iPhone's picture", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "heic"],
    [
      "a workbook with a password",
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
        Buffer.alloc(512),
        Buffer.from("EncryptedPackage", "utf16le"),
      ]),
      "locked",
    ],
    ["an old workbook", Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(512)]), "unknown"],
    ["nothing", Buffer.alloc(0), "empty"],
  ])("%s is refused, with words", async (_name, bytes, key) => {
    expect(await refusal(bytes, "form.pdf")).toBe(key);
  });

  test.each([
    ["UTF-8", Buffer.from("\ufeff学校,人数\n清河小学,1203\n合计,-3\n")],
    ["GB18030", Buffer.from([0xd1, 0xa7, 0xd0, 0xa3, 0x2c, 0x31, 0x0d, 0x0a])],
    ["UTF-16", Buffer.from("\ufeff学校\t人数\r\n", "utf16le")],
  ])("a table as text in %s is taken as it is, where its name says so", async (_name, bytes) => {
    const upload = await read(bytes, "人数.CSV");
    expect(upload).toMatchObject({ kind: "csv", name: "人数.csv" });
    expect(upload.bytes.equals(bytes)).toBe(true);
    expect(await refusal(bytes, "人数.txt")).toBe("unknown");
  });

  test.each([
    ["a formula", "a,b\n1,=cmd|'/C calc'!A0\n", "formula"],
    ["a quoted formula", 'a,b\n1," @SUM(1+9)"\n', "formula"],
    ["a formula that begins as a number does", "a;b\n1;-1+cmd|'/C calc'!A0\n", "formula"],
    ["a full-width formula", "a\tb\n1\t＝1+1\n", "formula"],
    ["markup", "<script>alert(1)</script>,b\n", "unknown"],
    ["a control sign", "a,b\u001b[31m\n", "unknown"],
    ["a byte that is nothing", "a,b\0\n", "unknown"],
  ])("a table as text that holds %s is refused", async (_name, text, key) => {
    expect(await refusal(Buffer.from(text), "table.csv")).toBe(key);
  });

  test("text that is in no encoding is refused", async () => {
    expect(await refusal(Buffer.from([0x61, 0x2c, 0xff, 0x0a, 0x80]), "table.csv")).toBe("unknown");
  });

  test("no file at all, and one that is too large, are refused", async () => {
    await expect(readUpload(null, "file")).rejects.toMatchObject({ key: "files.refused.none" });
    await expect(readUpload("text", "file")).rejects.toMatchObject({ key: "files.refused.none" });
    const large = Buffer.concat([aPdf(), Buffer.alloc(UPLOAD.bytes)]);
    expect(await refusal(large)).toBe("size");
  });
});

describe("a picture", () => {
  test("is kept without place, owner or direction, the way it was held", async () => {
    const taken = await aPhotograph();
    expect(taken.includes("PLANTED-OWNER")).toBe(true);
    const { bytes } = await read(taken, "IMG_1.JPG");
    expect(bytes.includes("PLANTED-OWNER")).toBe(false);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 60 });
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  test("larger than anybody looks at is drawn smaller; one that cannot be drawn is refused", async () => {
    const wide = await sharp({ create: { width: 4000, height: 10, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect((await sharp((await read(wide)).bytes).metadata()).width).toBe(UPLOAD.side);
    const half = wide.subarray(0, Math.floor(wide.length / 2));
    expect(await refusal(half)).toBe("picture");
    const flood = Buffer.from(wide);
    flood.writeUInt32BE(60_000, 16);
    flood.writeUInt32BE(60_000, 20);
    expect(await refusal(flood)).toBe("picture");
  });

  test("with something else behind it is drawn anew without that", async () => {
    const both = Buffer.concat([await aPhotograph(), Buffer.from("<script>alert(1)</script>")]);
    expect((await read(both)).bytes.includes("<script>")).toBe(false);
  });

  test("as an emblem is a small square; a document is none", async () => {
    const emblem = await readEmblem(fileOf(await aPhotograph(), "a.jpg"), "emblem");
    expect(await sharp(emblem).metadata()).toMatchObject({ format: "png", width: 128, height: 128, hasAlpha: true });
    await expect(readEmblem(fileOf(aPdf(), "a.pdf"), "emblem")).rejects.toMatchObject({
      key: "files.refused.noPicture",
    });
  });
});

test.each([
  ["../../etc/passwd", "_.._etc_passwd.pdf"],
  ["CON", "_CON.pdf"],
  ["照片\u202Egpj.exe", "照片_gpj.pdf"],
  ["a\0b.pdf", "a_b.pdf"],
  ["", "download.pdf"],
  [`${"长".repeat(300)}.pdf`, `${"长".repeat(110)}.pdf`],
])("the name %s is kept as %s", async (name, kept) => {
  expect((await read(aPdf(), name || " ")).name).toBe(kept);
});
