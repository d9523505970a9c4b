import { build, generateClient, step } from "./steps.ts";
import { guarded } from "./stopping.ts";

await guarded(async () => {
  await step("Preparing the database client", generateClient);
  await step("Building", build);
});
