import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { performance } from "node:perf_hooks";

/** Two instants on the clock of `performance.now()`, or the milliseconds that have passed since. */
export type Arrival = {
  /** When the request was in Node.js's hands, whole. */
  read: number;
  /** Before this it cannot have come in: the process had nothing left to read. While it is overloaded, requests lie unread. */
  earliest: number;
};

type Seen = Arrival & { request: IncomingMessage; whole?: boolean };

const SAMPLE_MS = 100;

// Kept beside the module: the start of the process and its actions are bundled apart and each have a copy of this one.
const ARRIVAL = Symbol.for("jijiao.arrival");
const kept = globalThis as { [ARRIVAL]?: AsyncLocalStorage<Seen> };

function arrivals(): AsyncLocalStorage<Seen> {
  kept[ARRIVAL] ??= new AsyncLocalStorage();
  return kept[ARRIVAL];
}

/** Begins to note when requests come in. Called once a process. */
export function watchArrivals(): void {
  const unread = lastIdle(() => performance.nodeTiming.idleTime);
  setInterval(() => unread(performance.now()), SAMPLE_MS).unref();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const read = performance.now();
    const seen: Seen = { read, earliest: unread(read), request };
    arrivals().enterWith(seen);
    // A small request comes in one piece and is whole once Node.js has gone through that; one that dribbles in is not.
    setImmediate(() => {
      seen.whole = request.complete;
    });
  });
}

/**
 * When the present request arrived: as Node.js read it where it came in one piece, else now, as the door has read it.
 */
export function arrived(): Arrival {
  const seen = arrivals().getStore();
  if (seen && (seen.whole ?? seen.request.complete)) return seen;
  const now = performance.now();
  return { read: now, earliest: now };
}

/**
 * Tells since when a process may have left requests unread: the look before the last one that found it to have idled
 * meanwhile. An event loop idles only when nothing is there to be accepted or read.
 * @param idleTime milliseconds that the event loop has idled so far
 */
export function lastIdle(idleTime: () => number): (now: number) => number {
  let [looked, idled, earliest] = [0, 0, 0];
  return (now) => {
    const idle = idleTime();
    if (idle > idled) earliest = looked;
    [looked, idled] = [now, idle];
    return earliest;
  };
}
