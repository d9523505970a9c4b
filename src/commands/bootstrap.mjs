// Runs before anything is installed, on whatever Node.js the machine has: installs the dependencies where they are
// missing or another set than the lock file names, then hands over to the project's own Node.js.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
process.chdir(root);
const [command, ...args] = process.argv.slice(2);
const windows = process.platform === "win32";
const node = path.join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");

function fail(sentence, code = 1) {
  console.error(sentence);
  process.exit(code);
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`Jijiao needs Node.js 20 or later; this is ${process.versions.node}.`);
}

// npm removes node_modules before it installs, so the marker only outlives an install that was finished.
const marker = path.join("node_modules", ".jijiao-lock");
const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const installed = existsSync(marker) && readFileSync(marker, "utf8") === lock && existsSync(node);
if (!installed) {
  console.log("Installing the dependencies (npm ci) …");
  const flags = ["ci", "--include=dev", "--ignore-scripts=false", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = spawnSync("npm", flags, { stdio: "inherit", shell: windows });
  if (npm.error) fail(`npm could not be started (${npm.error.message}). Install npm, which comes with Node.js.`);
  if (npm.status !== 0) fail("The dependencies could not be installed; see above.", npm.status ?? 1);
  if (!existsSync(node)) fail(`The install has not brought the project's own Node.js (${node}).`);
  writeFileSync(marker, lock);
}

const bin = path.join(root, "node_modules", ".bin");
const child = spawn(node, [path.join("src", "commands", `${command}.ts`), ...args], {
  stdio: "inherit",
  env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}` },
});
// Ctrl-C reaches the child by itself; what is sent to this process alone is handed on.
process.on("SIGINT", () => undefined);
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm that is told to end takes only its shell with it.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
child.on("error", (error) => fail(`The project's Node.js could not be started: ${error.message}.`));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
