import type { ImportStatus } from "#generated/prisma/enums.ts";
import { lifecycle } from "#lib/lifecycle.ts";

/** The life of an import: mapping a checked list again takes its check back. */
export const importLife = lifecycle<ImportStatus>()({
  map: { from: ["UPLOADED", "CHECKED"], to: "UPLOADED" },
  check: { from: ["UPLOADED", "CHECKED"], to: "CHECKED" },
  apply: { from: ["CHECKED"], to: "APPLYING" },
  finish: { from: ["APPLYING"], to: "APPLIED" },
  giveUp: { from: ["APPLYING"], to: "CHECKED" },
  discard: { from: ["UPLOADED", "CHECKED"], to: "DISCARDED" },
});
