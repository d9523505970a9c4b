import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import net from "node:net";
import { afterAll, expect, test } from "vitest";
import { arrived, lastIdle, watchArrivals } from "#server/arrival.ts";

watchArrivals();

/** What each request found, once the door had read it and others had their turn. */
const found: { arrived: number; earliest: number; read: number }[] = [];
const server = http.createServer(async (request, response) => {
  await once(request.resume(), "end");
  await new Promise((resolve) => setImmediate(resolve));
  const now = performance.now();
  const { read, earliest } = arrived();
  found.push({ read: now, arrived: read, earliest });
  response.end();
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => server.close());

const HEAD = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\nconnection: close\r\n\r\n";

const connected = () => net.connect((server.address() as AddressInfo).port, "127.0.0.1").resume();

/** Sends a request in one piece and reads its answer. */
async function whole(): Promise<void> {
  const socket = connected();
  socket.write(`${HEAD}body`);
  await once(socket, "close");
}

/** Begins a request; what it gives sends the rest. */
async function begun(): Promise<() => Promise<void>> {
  const socket = connected();
  socket.write(HEAD);
  await once(server, "request");
  await new Promise((resolve) => setImmediate(resolve));
  return async () => {
    socket.write("body");
    await once(socket, "close");
  };
}

test("a request that comes in one piece has arrived before it was read", async () => {
  const before = performance.now();
  await whole();
  const { arrived: came = 0, read = 0, earliest = 0 } = found.at(-1) ?? {};
  expect(came).toBeGreaterThan(before);
  expect(came).toBeLessThan(read);
  expect(earliest).toBeLessThanOrEqual(came);
});

test("a request that is begun and ended later arrives when it has been read", async () => {
  const end = await begun();
  await end();
  const { arrived: came = 0, read = 0 } = found.at(-1) ?? {};
  expect(came).toBeGreaterThanOrEqual(read);
});

test("requests at once do not take each other's arrival", async () => {
  const end = await begun();
  await Promise.all([whole(), whole()]);
  await end();
  const [one, other, slow] = found.slice(-3);
  for (const { arrived: came = 0, read = 0 } of [one ?? {}, other ?? {}]) expect(came).toBeLessThan(read);
  expect(one?.arrived).not.toBe(other?.arrived);
  expect(slow?.arrived).toBeGreaterThanOrEqual(slow?.read ?? 0);
});

test("in a process that has nothing to do a request has just come in; in one that has not idled, at any time since", () => {
  let idle = 0;
  const unread = lastIdle(() => idle);
  idle = 90;
  expect(unread(100)).toBe(0);
  expect(unread(200)).toBe(0);
  expect(unread(300)).toBe(0);
  idle = 120;
  expect(unread(400)).toBe(300);
  idle = 190;
  expect(unread(500)).toBe(400);
  expect(unread(5500)).toBe(400);
});
