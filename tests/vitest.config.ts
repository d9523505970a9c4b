import { defineConfig } from "vitest/config";

const next = ["headers", "navigation", "cache"].map((name) => ({
  find: `next/${name}`,
  replacement: new URL(`../node_modules/next/${name}.js`, import.meta.url).pathname,
}));

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  resolve: { alias: next },
  test: {
    include: ["tests/**/*.test.ts"],
    // `npm run test:proxied`, `npm run test:kills`
    exclude: [
      ...(process.env.TEST_NGINX ? [] : ["tests/proxied/**"]),
      ...(process.env.TEST_KILLS ? [] : ["tests/kills/**"]),
    ],
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
