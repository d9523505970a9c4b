import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

type Arrival = { at: number; whole: boolean };

// Kept beside the module: the start of the process and its actions are bundled apart and each have a copy of this one.
const ARRIVAL = Symbol.for("jijiao.arrival");
const kept = globalThis as { [ARRIVAL]?: AsyncLocalStorage<Arrival> };

function arrivals(): AsyncLocalStorage<Arrival> {
  kept[ARRIVAL] ??= new AsyncLocalStorage();
  return kept[ARRIVAL];
}

/** Begins to note when requests come in. Called once a process. */
export function watchArrivals(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const arrival = { at: performance.now(), whole: false };
    arrivals().enterWith(arrival);
    // A small request comes in one piece and is whole once Node.js has gone through that; one that dribbles in is not.
    setImmediate(() => {
      arrival.whole = request.complete;
    });
  });
}

/**
 * When the present request was in Node.js's hands, whole, on the clock of `performance.now()`: as it came in, where it
 * came in one piece; else now, when the door has read it.
 */
export function arrivedAt(): number {
  const arrival = arrivals().getStore();
  return arrival?.whole ? arrival.at : performance.now();
}
