import sharp from "sharp";

/** A photograph as a phone takes it: turned by its metadata, with the place where it was taken. */
export function aPhotograph(): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: "#8fb3d9" } })
    .jpeg()
    .withExif({ IFD0: { Copyright: "PLANTED-OWNER" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "23/1 7/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

export const aPdf = (text = "seal") => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% ${text}\n%%EOF\n`);

export function fileOf(bytes: Uint8Array, name: string, type = "application/octet-stream"): File {
  return new File([new Uint8Array(bytes)], name, { type });
}
