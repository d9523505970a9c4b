import Big from "big.js";

/**
 * An exact rational number: a quotient of two decimals that is never carried out, so that 1 ÷ 3 × 3 is 1 and a ratio
 * meets its threshold exactly. `under` is positive.
 */
export type Exact = { readonly over: Big; readonly under: Big };

const ONE = new Big(1);

/** From canonical decimal text. */
export const exact = (text: string | number): Exact => ({ over: new Big(text), under: ONE });

export function add(a: Exact, b: Exact): Exact {
  if (a.under.eq(b.under)) return { over: a.over.plus(b.over), under: a.under };
  return { over: a.over.times(b.under).plus(b.over.times(a.under)), under: a.under.times(b.under) };
}

export const subtract = (a: Exact, b: Exact): Exact => add(a, { over: b.over.neg(), under: b.under });

export const multiply = (a: Exact, b: Exact): Exact => ({
  over: a.over.times(b.over),
  under: a.under.times(b.under),
});

/** Undefined when dividing by nought: the quotient is unknown, not infinite. */
export function divide(a: Exact, b: Exact): Exact | undefined {
  if (b.over.eq(0)) return undefined;
  const sign = b.over.lt(0) ? -1 : 1;
  return { over: a.over.times(b.under).times(sign), under: a.under.times(b.over).times(sign) };
}

export const compare = (a: Exact, b: Exact): -1 | 0 | 1 => a.over.times(b.under).cmp(b.over.times(a.under));

export const absolute = (a: Exact): Exact => ({ over: a.over.abs(), under: a.under });

export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? a : b);

export const smaller = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b);

/** The smallest whole number not below `a`. The quotient is only a first guess: it is rounded at 20 places. */
export function ceil(a: Exact): Exact {
  let whole = a.over.div(a.under).round(0, Big.roundDown);
  while (whole.times(a.under).lt(a.over)) whole = whole.plus(1);
  while (whole.minus(1).times(a.under).gte(a.over)) whole = whole.minus(1);
  return { over: whole, under: ONE };
}

/** For reading: rounded half up, thousands grouped, no trailing noughts. */
export function readable(a: Exact, places = 2): string {
  const [whole = "0", fraction] = a.over.div(a.under).round(places, Big.roundHalfUp).toFixed().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
