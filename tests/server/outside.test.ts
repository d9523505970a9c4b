import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The settings are read once for a process: each test reads them afresh. */
async function outside(allowed: "yes" | "no") {
  vi.stubEnv("PRIVATE_PROVIDERS", allowed);
  vi.resetModules();
  return import("#server/outside.ts");
}

async function served(answer: Parameters<typeof createServer>[1]): Promise<{ server: Server; address: string }> {
  const server = createServer(answer ?? (() => undefined));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { server, address: `http://localhost:${(server.address() as AddressInfo).port}` };
}

describe("an address that somebody typed", () => {
  test.each([
    ...["10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...[
      "224.0.0.1",
      "255.255.255.255",
      "::1",
      "::",
      "fd00::1",
      "fe80::1",
      "::ffff:10.0.0.1",
      "::ffff:a00:1",
      "64:ff9b::a00:1",
    ],
  ])("%s is private", async (address) => {
    expect((await outside("no")).isPrivateAddress(address)).toBe(true);
  });

  test.each(["8.8.8.8", "1.2.4.8", "172.32.0.1", "2400:3200::1"])("%s is not", async (address) => {
    expect((await outside("no")).isPrivateAddress(address)).toBe(false);
  });

  test.each([
    ...["http://id.example.test", "http://localhost:1", "ftp://id.example.test", "https://user:secret@id.example.test"],
    ...[
      "https://127.0.0.1",
      "https://[::1]/",
      "https://10.1.2.3",
      "https://2130706433",
      "https://0x7f.1",
      "https://localhost",
    ],
  ])("%s is not asked", async (address) => {
    const { askOutside, NotOutside } = await outside("no");
    await expect(askOutside(address, {})).rejects.toBeInstanceOf(NotOutside);
  });

  test("without https none but this machine is asked, where the install allows it", async () => {
    const { mayBeAsked } = await outside("yes");
    const asked = (address: string) => mayBeAsked(new URL(address));
    expect([asked("http://localhost:1"), asked("http://127.0.0.1"), asked("https://10.0.0.1")]).toEqual([
      true,
      true,
      true,
    ]);
    expect([asked("http://10.0.0.1"), asked("http://id.example.test"), asked("http://localhost.example.test")]).toEqual(
      [false, false, false],
    );
  });

  test("is asked once, followed nowhere, and read no further than a megabyte", async () => {
    const { server, address } = await served((request, answer) => {
      if (request.url === "/moved") answer.writeHead(302, { location: "/" }).end();
      else if (request.url === "/long") answer.end("x".repeat(1_000_001));
      else answer.end(`${request.method} ${request.headers.accept}`);
    });
    const { askOutside } = await outside("yes");
    expect((await askOutside(`${address}/moved`, {})).status).toBe(302);
    expect(await (await askOutside(address, { method: "POST", headers: { accept: "x" }, body: "b" })).text()).toBe(
      "POST x",
    );
    await expect(askOutside(`${address}/long`, {})).rejects.toThrow("too long");
    await expect(askOutside(address, { signal: AbortSignal.abort() })).rejects.toThrow();
    server.close();
  });
});

test("a sealed secret opens with its own key and purpose, whole, and says nothing of itself", async () => {
  const { seal, unseal } = await import("#server/secret-box.ts");
  const box = seal("the secret", "one");
  expect(unseal(box, "one")).toBe("the secret");
  expect(seal("the secret", "one").equals(box)).toBe(false);
  expect(box.includes("secret")).toBe(false);
  expect(unseal(box, "another")).toBeNull();
  for (let at = 0; at < box.length; at += 1) {
    const damaged = Buffer.from(box);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    expect(unseal(damaged, "one"), `byte ${at}`).toBeNull();
  }
  expect(unseal(box.subarray(0, 20), "one")).toBeNull();
  vi.stubEnv("SECRETS_KEY", "another key of this install, long enough");
  vi.resetModules();
  expect((await import("#server/secret-box.ts")).unseal(box, "one")).toBeNull();
});
