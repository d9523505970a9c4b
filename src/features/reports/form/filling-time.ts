/** One save of figures: who typed them, and when they arrived. */
export type Save = { personId: string; at: Date };

/** A longer silence between two saves of one person is a pause, of which nothing is known. */
const PAUSE_SECONDS = 600;

/** What counts for the typing before a save that follows a pause, or that is a person's first. */
export const START_SECONDS = 30;

/**
 * How long a report took to fill in, in whole seconds: of every person's saves the gaps between one and the next, a
 * pause counting for no more than the typing before a first save. Undefined where nothing was saved.
 */
export function fillingSeconds(saves: readonly Save[]): number | undefined {
  if (saves.length === 0) return undefined;
  const last = new Map<string, number>();
  let seconds = 0;
  for (const { personId, at } of [...saves].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const now = at.getTime();
    const gap = (now - (last.get(personId) ?? Number.NEGATIVE_INFINITY)) / 1000;
    seconds += gap > PAUSE_SECONDS ? START_SECONDS : gap;
    last.set(personId, now);
  }
  return Math.round(seconds);
}
