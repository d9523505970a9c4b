import { createHash, timingSafeEqual } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, register } from "prom-client";
import migrations from "#generated/migrations.json" with { type: "json" };
import product from "../../package.json" with { type: "json" };
import { env } from "./env.ts";
import { Conflict, Invalid, Refusal, Stale } from "./refusal.ts";

// The registry is prom-client's own: pages, actions and routes are bundled apart and each have a copy of this module.
function once<T>(name: string, make: () => T): T {
  return (register.getSingleMetric(name) as T | undefined) ?? make();
}

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const doors = () =>
  once(
    "jijiao_door_seconds",
    () =>
      new Histogram({
        name: "jijiao_door_seconds",
        help: "Time that a read, change, download or public page took at the door to the data",
        labelNames: ["door", "capability"],
        buckets: SECONDS,
      }),
  );

const outcomes = () =>
  once(
    "jijiao_door_total",
    () =>
      new Counter({
        name: "jijiao_door_total",
        help: "Reads, changes, downloads and public pages by how they ended",
        labelNames: ["door", "capability", "outcome"],
      }),
  );

export type Outcome =
  | "done"
  | "signedOut"
  | "notAllowed"
  | "absent"
  | "refused"
  | "stale"
  | "conflict"
  | "invalid"
  | "failed";

/** Does the work of a door and counts how long it took and how it ended; what and for whom is not kept. */
export async function measured<T>(
  door: "read" | "change" | "download" | "public",
  capability: string,
  work: () => Promise<T>,
  outcomeOf: (result: T) => Outcome = () => "done",
): Promise<T> {
  const stop = doors().startTimer({ door, capability });
  let outcome: Outcome = "failed";
  try {
    const result = await work();
    outcome = outcomeOf(result);
    return result;
  } catch (error) {
    outcome = outcomeOfError(error);
    throw error;
  } finally {
    stop();
    outcomes().inc({ door, capability, outcome });
  }
}

function outcomeOfError(error: unknown): Outcome {
  if (error instanceof Conflict) return "conflict";
  if (error instanceof Invalid) return "invalid";
  if (error instanceof Stale) return "stale";
  if (!(error instanceof Refusal)) return "failed";
  if (error.key === "error.signedOut") return "signedOut";
  return error.key === "error.notAllowed" ? "notAllowed" : "refused";
}

/** How a pool of connections is used, as pg's own pool says it. */
type PoolUse = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };

/** Lets the metrics show how the pool of connections is used, and how many wait in the line before it. */
export function watchPool(pool: PoolUse, line: { readonly pendingCount: number }): void {
  register.removeSingleMetric(CONNECTIONS);
  new Gauge({
    name: CONNECTIONS,
    help: "Connections to the database: in use, idle, and requests that wait for one",
    labelNames: ["state"],
    collect() {
      this.set({ state: "used" }, pool.totalCount - pool.idleCount);
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount + line.pendingCount);
    },
  });
}

const CONNECTIONS = "jijiao_database_connections";

/** Begins what the process counts by itself: memory, event loop, answers by method and status. Called once a process. */
export function startMetrics(): void {
  if (!env().METRICS_TOKEN) return;
  collectDefaultMetrics();
  new Gauge({
    name: "jijiao_build_info",
    help: "The build that runs: its version and its newest migration",
    labelNames: ["version", "migration"],
  }).set({ version: product.version, migration: migrations.at(-1) ?? "" }, 1);
  const answers = new Histogram({
    name: "jijiao_http_seconds",
    help: "Time until an answer had been sent, by method and status",
    labelNames: ["method", "status"],
    buckets: SECONDS,
  });
  const started = new WeakMap<IncomingMessage, number>();
  type Exchange = { request: IncomingMessage; response: ServerResponse };
  subscribe("http.server.request.start", (message) => {
    started.set((message as Exchange).request, performance.now());
  });
  subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as Exchange;
    const since = started.get(request);
    const method = METHODS.has(request.method ?? "") ? (request.method as string) : "other";
    if (since !== undefined)
      answers.observe({ method, status: response.statusCode }, (performance.now() - since) / 1000);
  });
}

const METHODS = new Set(["GET", "HEAD", "POST"]);

/**
 * The metrics in Prometheus' text format for whoever shows the token of `METRICS_TOKEN` (`Authorization: Bearer …`):
 * 401 with another one, 404 where none is set.
 */
export async function metricsResponse(request: Request): Promise<Response> {
  const token = env().METRICS_TOKEN;
  const headers = { "cache-control": "no-store" };
  if (!token) return new Response(null, { status: 404, headers });
  if (!same(request.headers.get("authorization") ?? "", `Bearer ${token}`))
    return new Response(null, { status: 401, headers: { ...headers, "www-authenticate": "Bearer" } });
  return new Response(await register.metrics(), { headers: { ...headers, "content-type": register.contentType } });
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
