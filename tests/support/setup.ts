import { afterAll, vi } from "vitest";
import { disconnect } from "#server/db.ts";
import { browser } from "./actor.ts";
import { disconnectOwner } from "./owner.ts";

// Only what needs a running request is replaced; the database is real.
vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("#server/session.ts", async (original) => ({
  ...(await original<typeof import("#server/session.ts")>()),
  sessionDigest: async () => browser.digest,
  currentLocale: async () => browser.locale,
  sayNext: async (sentence: string) => {
    browser.said = sentence;
  },
  origin: async () => ({ network: "test", userAgent: "test", crossSite: browser.crossSite }),
}));

afterAll(async () => {
  await disconnect();
  await disconnectOwner();
});
