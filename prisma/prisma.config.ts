import { defineConfig } from "prisma/config";

// `prisma generate` never runs the engine it insists on locating; a closed network has none to download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "./schema", migrations: { path: "./migrations" } });
