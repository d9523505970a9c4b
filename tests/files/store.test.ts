import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { forget, keep, kept, keyOf, type Stored, storedOf, storeProblem } from "#server/store.ts";
import { aBucket } from "./bucket.ts";

const folder = mkdtempSync(path.join(tmpdir(), "jijiao-store-"));
let bucket: Awaited<ReturnType<typeof aBucket>>;

beforeAll(async () => {
  bucket = await aBucket(folder);
});
afterAll(async () => {
  await bucket.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

async function all(city: string): Promise<Stored[]> {
  const found: Stored[] = [];
  for await (const one of storedOf(city)) found.push(one);
  return found;
}

function at(place: "disk" | "S3", more: Record<string, string> = {}): void {
  const settings = place === "disk" ? { FILES_DIR: path.join(folder, "disk") } : bucket.settings;
  for (const [name, value] of Object.entries({ ...settings, ...more })) vi.stubEnv(name, value);
}

describe.each(["disk", "S3"] as const)("on %s", (place) => {
  test("what is kept comes back byte for byte, is replaced, listed by city and forgotten", async () => {
    at(place);
    const [city, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(60_000)));
    const id = crypto.randomUUID();
    const key = keyOf(city, "attachments", id);
    expect(await kept(key)).toBeNull();
    await keep(key, Buffer.from("before"));
    await keep(key, bytes);
    await keep(keyOf(other, "attachments", id), Buffer.from("another city's"));
    expect((await kept(key))?.equals(bytes)).toBe(true);
    const listed = await all(city);
    expect(listed.map((one) => [one.key, one.shelf, one.id])).toEqual([[key, "attachments", id]]);
    expect(Math.abs(Date.now() - ((await listed[0]?.since())?.getTime() ?? 0))).toBeLessThan(60_000);
    expect(await all(crypto.randomUUID())).toEqual([]);
    await forget(key);
    expect(await kept(key)).toBeNull();
    expect(await kept(keyOf(other, "attachments", id))).not.toBeNull();
    await forget(key);
    expect(await storeProblem()).toBeNull();
  });
});

test("a store that cannot be used says why", async () => {
  at("S3", { S3_BUCKET: "nobody-made-it" });
  expect(await storeProblem()).toMatch(/\w/);
  at("disk", { S3_BUCKET: "", FILES_DIR: path.resolve("package.json") });
  expect(await storeProblem()).toMatch(/ENOTDIR|EEXIST/);
});

test("no name from outside becomes part of a path", () => {
  for (const id of ["../x", "a", "", "..%2f"]) expect(() => keyOf(crypto.randomUUID(), "exports", id)).toThrow();
  expect(() => keyOf("..", "exports", crypto.randomUUID())).toThrow();
});
