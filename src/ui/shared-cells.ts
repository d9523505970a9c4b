import type { ReactNode } from "react";

/** Draws each value once, and gives the same element for it again: a page sends it a single time for all of its rows. */
export function shared<Value>(draw: (value: Value) => ReactNode): (value: Value) => ReactNode {
  const drawn = new Map<Value, ReactNode>();
  return (value) => {
    if (!drawn.has(value)) drawn.set(value, draw(value));
    return drawn.get(value);
  };
}
