import type { Other } from "#features/reports/others.ts";
import type { Answer, Sent } from "./cell-state.ts";

/** The server's whole answer to a batch. */
export type BatchAnswer = Answer & {
  revision: number;
  status: string;
  unsigned: boolean;
  savedAt: string;
  others: Other[];
};

/** `lost`: it did not arrive, or no answer came back; send again. `no`: it was refused, with a sentence that says why. */
export type Outcome =
  | { kind: "answer"; answer: BatchAnswer }
  | { kind: "lost" }
  | { kind: "no"; message: string; signedOut: boolean };

export type Send = (batch: readonly Sent[]) => Promise<Outcome>;

const TOO_LONG = 20_000;

/** Sends batches of one report to the server. A request without an answer within 20 seconds counts as lost. */
export const sender =
  (assignmentId: string, number: number): Send =>
  async (cells) => {
    let response: Response;
    let body: { done?: BatchAnswer; message?: string };
    try {
      response = await fetch("/api/reports/cells", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ assignmentId, number, cells }),
        signal: AbortSignal.timeout(TOO_LONG),
      });
      body = response.status < 500 ? await response.json() : {};
    } catch {
      return { kind: "lost" };
    }
    if (response.ok && body.done) return { kind: "answer", answer: body.done };
    if (response.status >= 500 || response.status === 429) return { kind: "lost" };
    return { kind: "no", message: body.message ?? "", signedOut: response.status === 401 };
  };
