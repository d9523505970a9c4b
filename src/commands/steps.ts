import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { migrationNames } from "./database/engine.ts";

/** A program of the installed packages, run by the project's own Node.js. */
export const programs = {
  next: "node_modules/next/dist/bin/next",
  prisma: "node_modules/prisma/build/index.js",
} as const;

/** Says what is done, does it, and says how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stdout.write(`  ${title} …`);
  const result = await work();
  process.stdout.write(` ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

/** Runs a program to its end. @throws Error with its output where it fails */
export async function run(program: string, args: string[], options: SpawnOptions = {}): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], ...options });
  const output: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const code = await ended(child);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}\n${output.join("")}`);
  return output.join("");
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
  });
}

/** Does the work only where what it is made from has changed since it was last done. */
export async function ifChanged(
  name: string,
  sources: string[],
  result: string,
  work: () => Promise<unknown>,
): Promise<boolean> {
  const marker = path.join(".data", `${name}.sha256`);
  const hash = contentHash(sources);
  if (existsSync(result) && existsSync(marker) && readFileSync(marker, "utf8") === hash) return false;
  await work();
  mkdirSync(".data", { recursive: true });
  writeFileSync(marker, hash);
  return true;
}

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
    .filter((file) => !file.startsWith(path.join("src", "generated")));
}

/** Makes the Prisma client where the schema has changed. */
export function generateClient(): Promise<boolean> {
  return ifChanged("client", ["prisma", "package-lock.json"], "src/generated/prisma/client.ts", async () => {
    await run(programs.prisma, ["generate", "--config", "prisma/prisma.config.ts"]);
    writeFileSync("src/generated/migrations.json", JSON.stringify(migrationNames()));
  });
}

/** Makes the production build where anything it is made from has changed. */
export function buildIfChanged(): Promise<boolean> {
  const sources = [
    "src",
    "public",
    "prisma/schema",
    "package-lock.json",
    "package.json",
    "next.config.ts",
    "tsconfig.json",
  ];
  return ifChanged("build", sources, ".next/BUILD_ID", build);
}

export function build(): Promise<string> {
  return run(programs.next, ["build"], { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
}
