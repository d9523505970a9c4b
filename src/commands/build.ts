import { build, generateClient, step } from "./steps.ts";

await step("Preparing the database client", generateClient);
await step("Building", build);
