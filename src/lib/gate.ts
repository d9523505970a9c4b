/** Lets few in at once, and of one person fewer; whoever finds it full is sent away rather than kept waiting. */
export class Gate {
  readonly #inside = new Map<string, number>();
  #count = 0;
  readonly #most: number;
  readonly #mostOfOne: number;

  constructor({ most, mostOfOne }: { most: number; mostOfOne: number }) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
  }

  /** Does the work, or gives null where the gate is full. */
  async through<T>(person: string, work: () => Promise<T>): Promise<T | null> {
    const own = this.#inside.get(person) ?? 0;
    if (this.#count >= this.#most || own >= this.#mostOfOne) return null;
    this.#set(person, 1);
    try {
      return await work();
    } finally {
      this.#set(person, -1);
    }
  }

  #set(person: string, by: number): void {
    this.#count += by;
    const left = (this.#inside.get(person) ?? 0) + by;
    if (left === 0) this.#inside.delete(person);
    else this.#inside.set(person, left);
  }
}
