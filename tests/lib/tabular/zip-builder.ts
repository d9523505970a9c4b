import { crc32, deflateRawSync } from "node:zlib";

export type ZipPart = {
  name: string;
  data: Uint8Array | string;
  /** What the headers say instead of the truth. */
  declaredSize?: number;
  isEncrypted?: boolean;
  /** Unix mode, e.g. 0o120777 for a symbolic link. */
  mode?: number;
  isStored?: boolean;
};

function header(part: ZipPart, bytes: Buffer, packed: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE((part.isEncrypted ? 1 : 0) | 0x800, 2);
  fields.writeUInt16LE(part.isStored ? 0 : 8, 4);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(part.declaredSize ?? bytes.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(part.name), 22);
  return fields;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A ZIP archive byte by byte, so that a test can lie in any field. */
export function buildZip(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const bytes = Buffer.from(part.data);
    const packed = part.isStored ? bytes : deflateRawSync(bytes);
    const fields = header(part, bytes, packed);
    const name = Buffer.from(part.name);
    const entry = Buffer.concat([signature(0x04034b50), fields, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    central.push(Buffer.concat([signature(0x02014b50), madeBy, fields, tail, name]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export type WorkbookXml = {
  /** Inside `<worksheet>`, e.g. `<sheetData>…</sheetData>`. */
  sheet: string;
  sharedStrings?: string;
  styles?: string;
  workbook?: string;
};

/** The parts of the smallest workbook around hand-written XML. */
export function workbookParts({ sheet, sharedStrings = "", styles = "", workbook }: WorkbookXml): ZipPart[] {
  const book = workbook ?? `<sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets>`;
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/${kind}" Target="${target}"/>`;
  return [
    { name: "[Content_Types].xml", data: "<Types/>" },
    { name: "xl/workbook.xml", data: `<workbook xmlns="${main}" xmlns:r="${office}">${book}</workbook>` },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: `<Relationships>${relation(1, "worksheet", "worksheets/sheet1.xml")}${relation(2, "sharedStrings", "/xl/sharedStrings.xml")}${relation(3, "styles", "styles.xml")}</Relationships>`,
    },
    { name: "xl/sharedStrings.xml", data: `<sst>${sharedStrings}</sst>` },
    { name: "xl/styles.xml", data: `<styleSheet>${styles}</styleSheet>` },
    { name: "xl/worksheets/sheet1.xml", data: `<worksheet xmlns="${main}">${sheet}</worksheet>` },
  ];
}

export function buildWorkbook(xml: WorkbookXml): Buffer {
  return buildZip(workbookParts(xml));
}

/** `<row>`s of inline text, one array a row; `null` is no cell. */
export function textRows(rows: readonly (readonly (string | null)[])[]): string {
  const cell = (text: string | null) => (text === null ? "<c/>" : `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  return `<sheetData>${rows.map((cells) => `<row>${cells.map(cell).join("")}</row>`).join("")}</sheetData>`;
}
