import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";

/** Where the migrations of this build lie. */
export const MIGRATIONS = path.resolve("prisma/migrations");
const filters = { externalTables: [], externalEnums: [] };

/** Names of the migrations that this build carries, in order. */
export function migrationNames(folder = MIGRATIONS): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The Prisma schema of the working tree as the engine wants it: [path, text] pairs. */
export function schemaFiles(folder = "prisma/schema"): { path: string; content: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: path.join(folder, name), content: readFileSync(path.join(folder, name), "utf8") }));
}

/**
 * Applies what is missing, in Prisma's own `_prisma_migrations` table, through Prisma's engine in WebAssembly: the
 * native one would have to be downloaded, which a closed network refuses.
 * @param names of the migrations wanted; all of the folder's where they are left out
 * @returns the names of the migrations applied now
 */
export async function applyMigrations(
  url: string,
  folder = MIGRATIONS,
  names = migrationNames(folder),
): Promise<string[]> {
  return withEngine(url, async (engine) => {
    const migrationsList = listOf(folder, names);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  });
}

/** The SQL that leads from one set of schema files to another; from nothing when `from` is left out. */
export async function schemaDifference(
  url: string,
  from: { path: string; content: string }[] | null,
  to: { path: string; content: string }[],
): Promise<string> {
  return withEngine(url, async (engine) => {
    const result = await engine.diff({
      from: from ? { tag: "schemaDatamodel", files: from } : { tag: "empty" },
      to: { tag: "schemaDatamodel", files: to },
      script: true,
      exitCode: null,
      filters,
    });
    return result.stdout ?? "";
  });
}

async function withEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  bindings ??= loadBindings();
  const { SchemaEngine: Engine } = await bindings;
  const server = new WholeScripts({ connectionString: url, max: 1 });
  const schemas = schemaFiles().map(({ path: name, content }): [string, string] => [name, content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(server);
  const engine: SchemaEngine = await Engine.new({ datamodels: schemas }, () => undefined, adapter);
  try {
    return await work(engine);
  } catch (error) {
    throw server.refused ? refusal(error as Error, server.refused) : error;
  } finally {
    engine.free();
    await server.close(); // the engine holds its lock for as long as it is connected
  }
}

/** What the server said to a script; the engine itself only names the migration. */
function refusal(error: Error, { message, detail, where }: ScriptError): Error {
  const [, name = "?"] = /migration_name="([^"]+)"/.exec(error.message) ?? [];
  const words = [message, detail, where].filter(Boolean).join("; ");
  return new Error(`The migration ${name} failed and has left nothing behind: ${words}.`);
}

type ScriptError = Error & { detail?: string; where?: string };
type Connection = Awaited<ReturnType<PrismaPg["connect"]>>;

/** The adapter cuts a script at every semicolon, function bodies included; the server itself takes it whole and at once. */
class WholeScripts extends PrismaPg {
  refused: ScriptError | null = null;
  #connections: Connection[] = [];

  override async connect(): Promise<Connection> {
    const connection = await super.connect();
    this.#connections.push(connection);
    connection.executeScript = async (script) => {
      try {
        await connection.underlyingDriver().query(script);
      } catch (error) {
        this.refused = error as ScriptError;
        throw error;
      }
    };
    return connection;
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) await connection.dispose();
  }
}

type Bindings = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(wasm: WebAssembly.Exports): void };

// Once for the process: the bindings keep views of the first instance's memory.
let bindings: Promise<Bindings> | undefined;

async function loadBindings(): Promise<Bindings> {
  const base = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const loaded: Bindings = await import(pathToFileURL(path.join(base, "schema_engine_bg.js")).href);
  const module = await WebAssembly.compile(readFileSync(path.join(base, "schema_engine_bg.wasm")));
  const imports = { "./schema_engine_bg.js": loaded as unknown as WebAssembly.ModuleImports };
  const instance = await WebAssembly.instantiate(module, imports);
  loaded.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return loaded;
}

function listOf(folder: string, names: readonly string[]): MigrationList {
  return {
    baseDir: folder,
    lockfile: {
      path: "migration_lock.toml",
      content: readFileSync(path.join(folder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(path.join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}
