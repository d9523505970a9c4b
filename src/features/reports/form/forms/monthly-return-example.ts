import type { Context } from "../cells.ts";
import { between, type Random } from "../random.ts";

const UNKNOWN_SIZE: [number, number] = [300, 1500];

/** A plausible F2: it carries last month's pupils on; most months are a signed zero. */
export function monthlyReturnExample({ facts, lastMonth }: Context, random: Random): Record<string, string> {
  const opening = Number(lastMonth?.M8 || facts.pupils || between(random, ...UNKNOWN_SIZE));
  const few = (most: number) => between(random, 0, Math.min(most, Math.floor(opening / 100)));
  const [transferredIn, transferredOut, suspended, other] = [few(4), few(4), few(2), few(1)];
  const dropouts = Math.min(facts.namedCases ?? 0, few(1));
  const returned = few(1);
  const entries = returned + few(1);
  const closing = opening + transferredIn + entries - transferredOut - suspended - other - dropouts;
  const suspected = random() < 0.15 ? few(2) : 0;
  const days = between(random, 18, 22);
  const counts = {
    M1: opening,
    M2: transferredIn,
    M3: entries,
    M4: transferredOut,
    M5: suspended,
    M6: other,
    M7: dropouts,
    M8: closing,
    M9: suspected,
    M10: suspected === 0 ? 0 : suspected + between(random, 0, 2),
    M11: returned,
    M12: days,
    M13: Math.floor(days * closing * (0.002 + random() * 0.02)),
    M14: Math.min(suspected, few(1)),
  };
  const filled = Object.entries(counts).map(([code, value]) => [code, String(value)]);
  return { ...Object.fromEntries(filled), M15: dropouts + suspected === 0 ? "yes" : "no" };
}
