import type { Context, Values } from "#features/reports/form/cells.ts";
import type { Campaign } from "./campaigns.ts";
import type { Fate, Moments } from "./fates.ts";
import type { Asked } from "./figures.ts";
import type { Person } from "./people.ts";
import type { Slip } from "./remarks.ts";

/** Whoever touches one report. */
export type Hands = { clerk: Person; head: Person; officer: Person; keeper: Person };

/** One school's report as it stands on the day of seeding. */
export type Report = {
  campaign: Campaign;
  asked: Asked;
  context: Context;
  fate: Fate;
  moments: Moments;
  hands: Hands;
  /** The figures of the last version; of an untouched report those it starts with. */
  values: Values;
  /** What was wrong in the first version, where that was sent back. */
  slip: Slip | null;
};
