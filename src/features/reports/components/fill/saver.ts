import { answeredCells, batchOf, type Cells, returnedCells, sendingCells } from "./cell-state.ts";
import type { BatchAnswer, Outcome, Send } from "./send.ts";

/** `stopped`: the server said no, with its sentence; nothing more is sent until the person does something about it. */
export type SaverState = {
  readonly phase: "idle" | "sending" | "lost" | "stopped";
  readonly savedAt: string | null;
  readonly message: string | null;
  readonly signedOut: boolean;
};

export const IDLE: SaverState = { phase: "idle", savedAt: null, message: null, signedOut: false };
const PAUSE = 700;
const LONGEST_WAIT = 60_000;

/** What the saver works on: the page's cells, read and replaced as a whole, and where it tells how it stands. */
export type Board = {
  cells(): Cells;
  setCells(cells: Cells): void;
  setState(change: Partial<SaverState>): void;
  onAnswer(answer: BatchAnswer): void;
};

/**
 * Sends what waits, one batch at a time: shortly after typing stops, and after a lost connection again and again with
 * growing pauses. What was typed while a batch was under way goes with the next one.
 */
export class Saver {
  readonly #board: Board;
  readonly #send: Send;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #stopped = false;
  #failures = 0;

  constructor(board: Board, send: Send) {
    this.#board = board;
    this.#send = send;
  }

  schedule(pause = PAUSE): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const wait = this.#failures > 0 ? Math.max(pause, retryPause(this.#failures)) : pause;
    this.#timer = setTimeout(() => void this.#flush(), wait);
  }

  /** Sends at once, without waiting for the pause; after a refusal too. */
  async now(): Promise<void> {
    this.#stopped = false;
    await this.#flush();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    const batch = batchOf(this.#board.cells());
    if (this.#busy || this.#stopped || batch.length === 0) return;
    this.#busy = true;
    this.#board.setCells(sendingCells(this.#board.cells(), batch));
    if (this.#failures === 0) this.#board.setState({ phase: "sending" });
    const outcome = await this.#send(batch);
    this.#busy = false;
    if (outcome.kind === "answer") {
      this.#failures = 0;
      this.#board.setCells(answeredCells(this.#board.cells(), batch, outcome.answer));
      this.#board.setState({ ...IDLE, savedAt: outcome.answer.savedAt });
      this.#board.onAnswer(outcome.answer);
      if (batchOf(this.#board.cells(), 1).length > 0) this.schedule(0);
      return;
    }
    this.#board.setCells(returnedCells(this.#board.cells(), batch));
    this.#afterRefusal(outcome);
  }

  #afterRefusal(outcome: Exclude<Outcome, { kind: "answer" }>): void {
    if (outcome.kind === "lost") {
      this.#failures += 1;
      this.#board.setState({ phase: "lost" });
      this.schedule(0);
      return;
    }
    this.#stopped = true;
    this.#board.setState({ phase: "stopped", message: outcome.message, signedOut: outcome.signedOut });
  }
}

/** 2, 4, 8 … seconds, at most a minute. */
const retryPause = (failures: number): number => Math.min(LONGEST_WAIT, 1000 * 2 ** failures);
