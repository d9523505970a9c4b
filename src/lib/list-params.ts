import { z } from "zod";
import { isId } from "#lib/id.ts";
import { isPlainDate, parsePlainDate } from "./plain-date.ts";

// All zod is made inside functions, so that a client component may take `href` without taking zod along.

/** What a column is sorted by; a cursor whose value is of another kind is dropped. */
export type SortKind = "text" | "number" | "date" | "instant";
/** Where a page starts: value of the sorted column (null where the row has none) and id of the row before it. */
export type Cursor = { value: string | number | null; id: string };
/** What Next gives a page as its parsed address. */
export type Address = Record<string, string | string[] | undefined>;
/** Values an address may be built from. */
export type Param = string | number | boolean | null | undefined | readonly string[];

const CONTROL = /\p{Cc}/gu;
const CURSORS = new Set(["after", "before"]);

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** What a list reads from its address; anything wrong in it reads as its default. */
export type ListParams<Sort extends string> = {
  q: string;
  sort: Sort | `-${Sort}`;
  after?: string | undefined;
  before?: string | undefined;
  size: number;
  /** The columns to show, in order, the leading one first; none where the list offers no choice. */
  col: readonly string[];
  /** Absent: as dense as the reader has everything. */
  density?: Density | undefined;
  /** The saved view it started from; `all`: none, though one may open first. */
  view?: string | undefined;
};

/**
 * The parameters of a list: `q`, `sort` (with '-' for descending), `after` or `before`, `size`, the columns `col`,
 * `density` and the list's filters. `parse` never fails; `cursorOf` is where a parsed list's page starts, `backwards`
 * when it ends there instead; `defaults` is what an empty address reads as, to be given to `href`; `leftOut` names the
 * parameters of an address of which something was not understood, such as a column that is no more.
 */
export function listParams<
  const Sorts extends Record<string, SortKind>,
  Filters extends Record<string, z.ZodType> = Record<never, z.ZodType>,
>(options: {
  sorts: Sorts;
  sort: NoInfer<keyof Sorts & string> | `-${NoInfer<keyof Sorts & string>}`;
  /** Columns that a row may have no value in; elsewhere a cursor without a value is dropped. */
  nullable?: readonly NoInfer<keyof Sorts & string>[];
  sizes?: readonly [number, ...number[]];
  /** Ids of all columns in their natural order. The first leads every row: it is always shown, and first. */
  columns?: readonly string[];
  /** Those shown where nothing else is chosen; without it all of them. */
  shown?: readonly string[];
  filters?: Filters;
}) {
  type Sort = keyof Sorts & string;
  const { sorts, sort, nullable = [], sizes = [25, 50, 100] as const, filters, columns = [] } = options;
  const { shown = columns } = options;
  const directions = Object.keys(sorts).flatMap((name) => [name, `-${name}`]);
  const own = z.object({
    q: searchText(),
    sort: z.preprocess(first, z.enum(directions)).catch(sort),
    after: z.preprocess(first, z.string().max(2000)).optional().catch(undefined),
    before: z.preprocess(first, z.string().max(2000)).optional().catch(undefined),
    size: z.preprocess((value) => Number(first(value)), z.literal(sizes)).catch(sizes[0]),
    density: oneOf(DENSITIES),
    view: z
      .preprocess(first, z.union([z.literal("all"), z.string().refine(isId)]))
      .optional()
      .catch(undefined),
  });
  const filtered = z.object(filters ?? ({} as Filters));
  const cursorIn = (text: string | undefined, column: Sort) => {
    const cursor = readCursor(text, sorts[column] ?? "text");
    return cursor?.value === null && !nullable.includes(column) ? undefined : cursor;
  };
  const parse = (address: Address) => {
    const list = own.parse(address) as Omit<ListParams<Sort>, "col">;
    const column = columnOf(list.sort);
    const after = cursorIn(list.after, column) ? list.after : undefined;
    const before = !after && cursorIn(list.before, column) ? list.before : undefined;
    const col = moved(chosenColumns(listOf(address.col), columns) ?? shown, first(address.move));
    return { ...filtered.parse(address), ...list, after, before, col };
  };
  const leftOut = (address: Address): string[] => {
    const read = parse(address) as Readonly<Record<string, Param>>;
    return ["col", "density", "sort", ...Object.keys(filtered.shape)].filter((name) => {
      const understood = textsOf(read[name]);
      return listOf(address[name]).some((text) => text !== "" && !understood.includes(text));
    });
  };
  const cursorOf = (
    list: Pick<ListParams<Sort>, "sort" | "after" | "before">,
  ): (Cursor & { backwards: boolean }) | undefined => {
    const cursor = cursorIn(list.after ?? list.before, columnOf(list.sort));
    return cursor && { ...cursor, backwards: list.after === undefined };
  };
  return { parse, leftOut, cursorOf, defaults: parse({}), sorts, sizes, columns };
}

/** The columns that an address names, each once, behind the leading one; undefined where it names none that there is. */
function chosenColumns(given: readonly string[], columns: readonly string[]): readonly string[] | undefined {
  const known = given.filter((id) => columns.includes(id));
  return known.length > 0 ? [...new Set([...columns.slice(0, 1), ...known])] : undefined;
}

/** What the buttons of the columns' form ask for before scripts have loaded: one column up or down, `code up`. */
function moved(shown: readonly string[], asked: unknown): readonly string[] {
  const [id = "", direction] = typeof asked === "string" ? asked.split(" ") : [];
  const from = shown.indexOf(id);
  const to = direction === "up" ? from - 1 : from + 1;
  const other = shown[to];
  if (from < 1 || to < 1 || other === undefined) return shown;
  return shown.with(to, id).with(from, other);
}

/** A query string as Next gives it to a page. */
export function addressOf(query: URLSearchParams): Address {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const [first, ...more] = query.getAll(name);
      return [name, more.length === 0 ? first : [first ?? "", ...more]];
    }),
  );
}

/** The column a sort names, without its direction. */
export function columnOf<Sort extends string>(sort: Sort | `-${Sort}`): Sort {
  return (sort.startsWith("-") ? sort.slice(1) : sort) as Sort;
}

/** Direction of a sort, as Prisma names it. */
export function directionOf(sort: string): "asc" | "desc" {
  return sort.startsWith("-") ? "desc" : "asc";
}

/** Search words: trimmed, control characters gone, cut at 100 characters; empty when there are none. */
export function searchText() {
  return z
    .preprocess(first, z.string())
    .transform((value) => value.toWellFormed().replace(CONTROL, " ").trim().slice(0, 100).toWellFormed())
    .catch("");
}

/** One of the values, or undefined. */
export function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.preprocess(first, z.enum(values)).optional().catch(undefined);
}

/** Those of the values that the address repeats, each once and in their own order; unknown ones are left out. */
export function manyOf<const Values extends readonly string[]>(values: Values) {
  return z
    .unknown()
    .optional()
    .transform((given) => values.filter((value): value is Values[number] => listOf(given).includes(value)));
}

/** Ids that the address repeats, each once; malformed ones are left out, as are those after the first 100. */
export function manyIds() {
  return z
    .unknown()
    .optional()
    .transform((given) => [...new Set(listOf(given).filter(isId))].slice(0, 100));
}

/** An id, or undefined. */
export function oneId() {
  return z.preprocess(first, z.string().refine(isId)).optional().catch(undefined);
}

/** A day, or undefined. */
export function oneDate() {
  return z.preprocess(first, z.string().transform(parsePlainDate)).optional().catch(undefined);
}

/** The opaque text of a cursor, for `after` and `before`. */
export function cursorText({ value, id }: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([value, id]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The cursor a text stands for; undefined when it was not made by `cursorText` for a column of that kind. */
export function readCursor(text: string | undefined, kind: SortKind): Cursor | undefined {
  if (!text || text.length > 2000 || !/^[\w-]+$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(parsed) || parsed.length !== 2) return undefined;
    const [value, id] = parsed as [unknown, unknown];
    return isId(id) && isSortValue(value, kind) ? { value, id } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A link to the same list with other parameters. Empty values and defaults are left out, names come in one order, and
 * any change but that of a cursor goes back to the first page.
 * @param defaults `defaults` of the list's `listParams`
 */
export function href(
  path: string,
  params: Readonly<Record<string, Param>>,
  changes: Readonly<Record<string, Param>> = {},
  defaults: Readonly<Record<string, Param>> = {},
): string {
  const turnsPage = Object.keys(changes).every((name) => CURSORS.has(name));
  const kept = Object.entries(params).filter(([name]) => !CURSORS.has(name) || (turnsPage && !anyCursor(changes)));
  const query = new URLSearchParams(queryOf({ ...Object.fromEntries(kept), ...changes }, defaults));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Names and texts of an address, in one order of names; empty values and defaults are left out. */
export function queryOf(
  params: Readonly<Record<string, Param>>,
  defaults: Readonly<Record<string, Param>> = {},
): [name: string, text: string][] {
  return Object.entries(params)
    .sort(byName)
    .filter(([name, value]) => !sameParam(value, defaults[name]))
    .flatMap(([name, value]) => textsOf(value).map((text): [string, string] => [name, text]));
}

function anyCursor(changes: Readonly<Record<string, Param>>): boolean {
  return Object.keys(changes).some((name) => CURSORS.has(name));
}

function byName([a]: [string, Param], [b]: [string, Param]): number {
  return a < b ? -1 : Number(a > b);
}

function sameParam(a: Param, b: Param): boolean {
  const [left, right] = [textsOf(a), textsOf(b)];
  return left.length === right.length && left.every((text, at) => text === right[at]);
}

function textsOf(value: Param): string[] {
  if (value === null || value === undefined || value === "") return [];
  return typeof value === "object" ? [...value] : [String(value)];
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}

function isSortValue(value: unknown, kind: SortKind): value is Cursor["value"] {
  if (value === null) return true;
  if (kind === "number") return Number.isFinite(value);
  if (typeof value !== "string" || value.length > 500 || !value.isWellFormed() || value.includes("\0")) return false;
  if (kind === "date") return isPlainDate(value);
  return kind === "text" || isInstant(value);
}

function isInstant(value: string): boolean {
  const shaped = /^[1-9]\d{3}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z$/.test(value);
  return shaped && isPlainDate(value.slice(0, 10));
}
