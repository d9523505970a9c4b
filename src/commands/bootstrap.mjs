// Runs before anything is installed, on whatever Node.js the machine has: installs the dependencies where they are
// missing or another set than the lock file names, then hands over to the project's own Node.js.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
process.chdir(root);
const [command, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`Jijiao needs Node.js 20 or later; this is ${process.versions.node}.`);
  process.exit(1);
}

const marker = path.join("node_modules", ".jijiao-lock");
const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const installed = existsSync(marker) && readFileSync(marker, "utf8") === lock;
if (!installed) {
  console.log("Installing the dependencies (npm ci) …");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) {
    console.error("The dependencies could not be installed; see above.");
    process.exit(npm.status ?? 1);
  }
  mkdirSync("node_modules", { recursive: true });
  writeFileSync(marker, lock);
}

const bin = path.join(root, "node_modules", ".bin");
const node = path.join(bin, process.platform === "win32" ? "node.cmd" : "node");
const child = spawn(node, [path.join("src", "commands", `${command}.ts`), ...args], {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
});
// Ctrl-C reaches the child by itself; what is sent to this process alone is handed on.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
