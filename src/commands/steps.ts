import { type SpawnOptions, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { migrationNames } from "./database/engine.ts";
import { beforeEnd, ended, stopped } from "./stopping.ts";

/** A program of the installed packages, run by the project's own Node.js. */
export const programs = {
  next: "node_modules/next/dist/bin/next",
  prisma: "node_modules/prisma/build/index.js",
} as const;

/** Says what is done, does it, and says how long it took; on a terminal the seconds count up meanwhile. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = (digits: number) => `${((performance.now() - started) / 1000).toFixed(digits)} s`;
  process.stdout.write(`  ${title} …`);
  const ticking = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r  ${title} … ${seconds(0)}`), 1000)
    : undefined;
  try {
    const result = await work();
    process.stdout.write(`${ticking ? `\r  ${title} …` : ""} ${seconds(1)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(" not done.\n\n");
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

/** A program that ended badly; `output` is all it said. */
export class ProgramFailed extends Error {
  readonly output: string;

  constructor(program: string, code: string, output: string) {
    const lines = output.trimEnd().split("\n");
    super(`${program} ended with ${code}:\n${lines.slice(-LAST_LINES).join("\n")}`);
    this.output = output;
  }
}

const LAST_LINES = 40;

/** Runs a program to its end. @throws {ProgramFailed} with the last of its output where it fails */
export async function run(program: string, args: string[], options: SpawnOptions = {}): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], ...options });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  beforeEnd(() => stopped(child));
  const code = await ended(child);
  const said = Buffer.concat(output).toString();
  if (code !== 0) throw new ProgramFailed([program, ...args].join(" "), String(code ?? child.signalCode), said);
  return said;
}

/** Does the work only where what it is made from has changed since it was last done, or a result is not there. */
async function ifChanged(
  name: string,
  sources: string[],
  results: string[],
  work: () => Promise<unknown>,
): Promise<boolean> {
  const hash = contentHash(sources);
  const marker = markerOf(name);
  if (results.every((file) => existsSync(file)) && existsSync(marker) && readFileSync(marker, "utf8") === hash) {
    return false;
  }
  await marked(name, hash, work);
  return true;
}

const markerOf = (name: string) => path.join(".data", `${name}.sha256`);

/** Without a marker meanwhile, so that nothing half made is taken for made. */
async function marked(name: string, hash: string, work: () => Promise<unknown>): Promise<void> {
  mkdirSync(".data", { recursive: true });
  rmSync(markerOf(name), { force: true });
  await work();
  writeFileSync(markerOf(name), hash);
}

/** A fingerprint of files and folders, of what they hold and how they are called. */
export function contentHash(sources: string[]): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesOf).sort()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

function filesOf(place: string): string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !APART.some((folder) => file.startsWith(folder)));
}

// What is made from the sources, and what no page is made from.
const APART = [path.join("src", "generated"), path.join("src", "commands")];

/** Makes the Prisma client and the list of migrations where the schema or a migration has changed. */
export function generateClient(): Promise<boolean> {
  const client = ["src/generated/prisma/client.ts", "src/generated/migrations.json"];
  return ifChanged("client", ["prisma/schema", "prisma/migrations", "package-lock.json"], client, async () => {
    await run(programs.prisma, ["generate", "--config", "prisma/prisma.config.ts"]);
    writeFileSync("src/generated/migrations.json", JSON.stringify(migrationNames()));
  });
}

const BUILT_FROM = [
  "src",
  "public",
  "prisma/schema",
  "prisma/migrations",
  "package-lock.json",
  "package.json",
  "next.config.ts",
  "tsconfig.json",
];

/** Makes the production build where anything it is made from has changed. */
export function buildIfChanged(): Promise<boolean> {
  return ifChanged("build", BUILT_FROM, [".next/BUILD_ID"], nextBuild);
}

/** Makes the production build. */
export function build(): Promise<void> {
  return marked("build", contentHash(BUILT_FROM), nextBuild);
}

function nextBuild(): Promise<string> {
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  return run(programs.next, ["build"], { env });
}
