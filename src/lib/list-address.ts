import { type Param, queryOf } from "./list-params.ts";

/** What filtering leaves as it is: the order, the columns, the density, and what else `also` names. */
export function lookOf(
  list: Readonly<Record<string, Param>>,
  defaults: Readonly<Record<string, Param>>,
  also: readonly string[] = [],
): [name: string, text: string][] {
  const kept = ["col", "density", "size", "sort", "view", ...also];
  return queryOf(Object.fromEntries(kept.map((name) => [name, list[name]])), defaults);
}

/** The address of a list without what filters it. */
export function cleared(
  path: string,
  list: Readonly<Record<string, Param>>,
  defaults: Readonly<Record<string, Param>>,
): string {
  const query = new URLSearchParams(lookOf(list, defaults));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** What an address shows, whichever view it started from and whichever page it is turned to, as one text. */
export function stateOf(list: Readonly<Record<string, Param>>, defaults: Readonly<Record<string, Param>>): string {
  const { view: _view, after: _after, before: _before, size: _size, ...state } = list;
  return new URLSearchParams(queryOf(state, defaults)).toString();
}

/** A list without what its filters name that is no more, and the names of the filters that lost something by it. */
export function keepKnown<List extends Readonly<Record<string, unknown>>>(
  list: List,
  known: { readonly [Name in keyof List]?: readonly string[] },
): { list: List; lost: string[] } {
  const kept: Record<string, unknown> = { ...list };
  const lost: string[] = [];
  for (const [name, values] of Object.entries(known)) {
    const given = list[name];
    const left = Array.isArray(given) ? given.filter((one) => values?.includes(one)) : given;
    const gone = Array.isArray(left)
      ? left.length < (given as unknown[]).length
      : given && !values?.includes(String(given));
    if (!gone) continue;
    kept[name] = Array.isArray(left) ? left : undefined;
    lost.push(name);
  }
  return { list: kept as List, lost };
}
