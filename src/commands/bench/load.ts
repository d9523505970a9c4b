import http from "node:http";

/** One request and what makes its answer a good one. */
export type Shot = {
  path: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Status of a good answer; 200 where it is not said. */
  status?: number;
  /** Text that a good answer holds. */
  holds?: string;
};

/** Milliseconds, and answers a second over all connections. */
export type Timing = { p50: number; p95: number; perSecond: number; answers: number };

/** Sends one request on a kept connection and reads its answer to the end. @throws where the answer is not a good one */
export function send(origin: string, shot: Shot, agent: http.Agent): Promise<{ text: string; status: number }> {
  const { path, method = "GET", headers = {}, body, status = 200, holds = "" } = shot;
  return new Promise((resolve, reject) => {
    const request = http.request(`${origin}${path}`, { method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === status && text.includes(holds)) resolve({ text, status });
        else reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text.slice(0, 400)}`));
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** The value below which this part of sorted values lies. */
export const share = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/** p50 and p95 of durations in milliseconds. */
function percentiles(durations: readonly number[]): { p50: number; p95: number } {
  const sorted = durations.toSorted((a, b) => a - b);
  return { p50: share(sorted, 0.5), p95: share(sorted, 0.95) };
}

/**
 * Sends request after request on each of the connections (0, 1, 2 …), without a pause, until the time is up or `next`
 * gives none.
 * The usual load generators time in whole milliseconds, too coarse for pages of five.
 */
export async function load(
  origin: string,
  next: (connection: number) => Shot | null,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Timing> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const durations: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  const work = async (connection: number) => {
    while (performance.now() < until) {
      const shot = next(connection); // one that is asked for is sent: it may say what comes next
      if (!shot) return;
      const from = performance.now();
      await send(origin, shot, agent);
      durations.push(performance.now() - from);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, (_, connection) => work(connection)));
  } finally {
    agent.destroy();
  }
  const took = (performance.now() - started) / 1000;
  return { ...percentiles(durations), perSecond: durations.length / took, answers: durations.length };
}
