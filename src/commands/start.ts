// The production server on an existing build and a migrated database.
import { existsSync } from "node:fs";
import { env } from "../server/env.ts";
import { startServer, stopServer } from "./server.ts";

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  env();
  if (!existsSync(".next/BUILD_ID")) throw new Error("There is no build yet: run `npm run build` first.");
  const server = await startServer(Number(process.env.PORT ?? 3000), {});
  console.log(`Jijiao answers at ${env().APP_URL}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => void stopServer(server).then(() => process.exit(0)));
  server.on("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
