/**
 * Patterns a tenant may type for its codes. Only what matches a fixed number of characters is accepted: digits and
 * letters (`A`, `7`), hyphen, `\d`, classes (`[0-9A-Z]`), each with an optional fixed repetition (`{6}`). Nothing in
 * it can backtrack, so no pattern can be made slow.
 */
export type CodePattern = { readonly regexp: RegExp; readonly length: number };

const ATOM = /(?:\\d|[0-9A-Za-z-]|\[([^\]\\[^]{1,40})\])(?:\{(\d{1,2})\})?/y;
const CLASS_ITEM = /([0-9A-Za-z])-([0-9A-Za-z])|[0-9A-Za-z]/y;
const MAX_LENGTH = 40;

/** The pattern anchored at both ends, with the number of characters it matches; undefined when not in the subset. */
export function codePattern(source: string): CodePattern | undefined {
  if (source.length === 0 || source.length > 200) return undefined;
  let length = 0;
  for (let at = 0; at < source.length; at = ATOM.lastIndex) {
    ATOM.lastIndex = at;
    const atom = ATOM.exec(source);
    if (!atom || (atom[1] !== undefined && !isClass(atom[1]))) return undefined;
    const times = Number(atom[2] ?? 1);
    if (times === 0) return undefined;
    length += times;
  }
  return length > MAX_LENGTH ? undefined : { regexp: new RegExp(`^${source}$`), length };
}

function isClass(body: string): boolean {
  for (let at = 0; at < body.length; at = CLASS_ITEM.lastIndex) {
    CLASS_ITEM.lastIndex = at;
    const item = CLASS_ITEM.exec(body);
    if (!item) return false;
    const [, from, to] = item;
    if (from !== undefined && to !== undefined && !sameKind(from, to)) return false;
  }
  return true;
}

/** A range must run upwards within digits, capitals or small letters. */
function sameKind(from: string, to: string): boolean {
  return from <= to && [/\d/, /[A-Z]/, /[a-z]/].some((kind) => kind.test(from) && kind.test(to));
}
