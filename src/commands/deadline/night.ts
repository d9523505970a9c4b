import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { actionId, sent } from "../bench/action.ts";
import { type Shot, send } from "../bench/load.ts";
import type { Ready } from "./ground.ts";

/** One school's press of the button. Milliseconds since 1970, and how long until the school knew. */
export type Press = { assignmentId: string; at: number; took: number | null; retries: number };

/** When each of so many schools presses, in parts of the last minute from 0 to 1. */
const SPREADS = {
  evenly: (index: number, count: number) => index / count,
  /** A third of them in the last sixth. */
  late: (index: number, count: number) => {
    const part = index / count;
    return part < 2 / 3 ? (part * 3 * 5) / 12 : 5 / 6 + (part - 2 / 3) / 2;
  },
} as const;

const RETRY_MS = 500;
const PATIENCE_MS = 60_000;
/** How long after the deadline clients go on. */
const GIVE_UP_MS = 180_000;

export type Night = { origin: string; begins: number; windowMs: number; spread: keyof typeof SPREADS };

/** Every head signs and submits in the window, as its browser does, and again with the same key until it is told that it is done. */
export async function submitAll(schools: readonly Ready[], night: Night): Promise<Press[]> {
  const { origin, begins, windowMs, spread } = night;
  const action = actionId("signAndSubmit");
  const shots = await Promise.all(schools.map((school) => shotOf(school, origin, action)));
  const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, timeout: PATIENCE_MS });
  try {
    return await Promise.all(
      shots.map(async (shot, index) => {
        const due = begins + SPREADS[spread](index, shots.length) * windowMs;
        await pause(Math.max(0, due - Date.now()));
        const giveUp = begins + windowMs + GIVE_UP_MS;
        return press(schools[index]?.assignmentId ?? "", () => send(origin, shot, agent), giveUp);
      }),
    );
  } finally {
    agent.destroy();
  }
}

async function press(assignmentId: string, ask: () => Promise<unknown>, giveUp: number): Promise<Press> {
  const [at, from] = [Date.now(), performance.now()];
  for (let retries = 0; ; retries += 1) {
    const done = await ask().then(
      () => true,
      () => false,
    );
    if (done) return { assignmentId, at, took: performance.now() - from, retries };
    if (Date.now() > giveUp) return { assignmentId, at, took: null, retries };
    await pause(RETRY_MS + Math.random() * RETRY_MS);
  }
}

async function shotOf({ assignmentId, cookie, revision }: Ready, origin: string, action: string): Promise<Shot> {
  const { body, type } = await sent({ assignmentId, revision: String(revision), _version: "1", _key: randomUUID() });
  const headers = { cookie, origin, "next-action": action, accept: "text/x-component", "content-type": type };
  return { path: `/reports/${assignmentId}`, method: "POST", headers, body, holds: '"done":true' };
}
