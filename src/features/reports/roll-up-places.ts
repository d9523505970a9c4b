import { SettlementClass } from "#generated/prisma/enums.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { type Covered, type Grouping, groupKey, NOT_STATED } from "./coverage.ts";
import type { RolledUp } from "./roll-up.ts";
import { STAGE_GROUPS } from "./schema.ts";
import type { Say } from "./type-words.ts";

/** One column of a roll-up; the whole has no `of`. */
export type Place = { key: string; name: string; covered: Covered | undefined; of?: string };

/** The groups that there are, in the order of the city's own lists, the whole first. */
export function placesBy(rolledUp: RolledUp, by: Grouping, say: Say, locale: Locale): Place[] {
  const { coverage, campaign } = rolledUp;
  const [only, ...others] = campaign.districts;
  // Who reaches one district sees that district's figures, under its own name.
  const isOne = only !== undefined && others.length === 0;
  const whole: Place = {
    ...{ key: groupKey("all"), name: isOne ? named(only, locale) : say("rollUp.all") },
    covered: coverage.get(groupKey("all")),
  };
  const listed = by === "district" && isOne ? [] : namesBy(rolledUp, by, say, locale);
  const places = listed.map(([of, name]): Place => {
    const key = groupKey(by, of);
    return { key, name, covered: coverage.get(key), of };
  });
  return [whole, ...places.filter(({ covered }) => by === "district" || covered !== undefined)];
}

type Named = Pick<RolledUp, "campaign" | "ownerships">;

/** What one group is called; null where there is none like it. */
export function groupName(found: Named, by: Grouping, of: string, say: Say, locale: Locale): string | null {
  return namesBy(found, by, say, locale).find(([key]) => key === of)?.[1] ?? null;
}

function namesBy({ campaign, ownerships }: Named, by: Grouping, say: Say, locale: Locale): [string, string][] {
  switch (by) {
    case "district":
      return campaign.districts.map(({ districtId, ...names }) => [districtId, named(names, locale)]);
    case "stage":
      return STAGE_GROUPS.map((stage) => [stage, say(`rollUp.stage.${stage}`)]);
    case "settlement":
      return [
        ...Object.values(SettlementClass).map((one): [string, string] => [one, say(`label.settlement.${one}`)]),
        [NOT_STATED, say("rollUp.notStated")],
      ];
    default:
      return ownerships.map(({ code, ...names }) => [code, named(names, locale)]);
  }
}
