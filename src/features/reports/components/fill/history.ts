/** One cell's text before and after a change. */
export type Edit = { address: string; before: string; after: string };

/** What was changed in this page, newest last, in groups that go together (a paste is one). Never changed in place. */
export type History = { readonly done: readonly (readonly Edit[])[]; readonly undone: readonly (readonly Edit[])[] };

export const NO_HISTORY: History = { done: [], undone: [] };
const DEEPEST = 500;

export function remember(history: History, edits: readonly Edit[]): History {
  const real = edits.filter(({ before, after }) => before !== after);
  if (real.length === 0) return history;
  return { done: [...history.done, real].slice(-DEEPEST), undone: [] };
}

/** Takes the newest group back, or puts the last one taken back in again. `texts` are what the cells become. */
export function turn(
  history: History,
  way: "undo" | "redo",
): { history: History; texts: { address: string; text: string }[] } | undefined {
  const group = (way === "undo" ? history.done : history.undone).at(-1);
  if (!group) return undefined;
  const texts = group.map(({ address, before, after }) => ({ address, text: way === "undo" ? before : after }));
  const { done, undone } = history;
  return way === "undo"
    ? { history: { done: done.slice(0, -1), undone: [...undone, group] }, texts: texts.reverse() }
    : { history: { done: [...done, group], undone: undone.slice(0, -1) }, texts };
}
