import type { RollUpKind } from "#features/reports/lifecycle.ts";
import { snapshotRow } from "#features/reports/publish.ts";
import { rollUpOf } from "#features/reports/roll-up.ts";
import { contentOf } from "#features/reports/snapshot.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import type { Campaign } from "./campaigns.ts";
import { idOf } from "./chance.ts";
import { insert } from "./insert.ts";
import { at, type Script } from "./script.ts";
import type { Staff } from "./staff.ts";

type Publication = { on: PlainDate; kind: RollUpKind; en: string; zh: string };

/** Of the school facts that are over the final figures; of those under way what the head has published in these days. */
function publicationsOf({ definition, closedOn, dueOn }: Campaign, today: PlainDate): Publication[] {
  if (definition.key !== "school-facts") return [];
  if (closedOn) return [{ on: addDays(closedOn, 1), kind: "final", en: "final figures", zh: "正式数据" }];
  if (dueOn < today) return [];
  return [
    { on: addDays(today, -7), kind: "provisional", en: "first quick figures", zh: "第一次快报" },
    { on: addDays(today, -1), kind: "provisional", en: "second quick figures", zh: "第二次快报" },
  ];
}

/** What the section's head has published, each of the figures as they stood on its day. */
export function publish(
  slug: string,
  campaigns: readonly Campaign[],
  staff: Staff,
  today: PlainDate,
  script: Script,
): void {
  const by = staff.section("SECTION_HEAD");
  for (const campaign of campaigns) {
    for (const [index, { on, kind, en, zh }] of publicationsOf(campaign, today).entries()) {
      const [number, publishedAt] = [index + 1, at(on, "18:30")];
      const id = idOf(slug, "Snapshot", campaign.id, String(number));
      const head = {
        ...{ number, publishedByName: by.name, publishedAt: new Date(publishedAt) },
        ...{ titleEn: `${campaign.titleEn}: ${en}`, titleZh: `${campaign.titleZh}${zh}` },
      };
      script.record(
        { at: publishedAt, by, verb: "rollUp.publish", subject: ["Campaign", campaign.id], detail: { number, kind } },
        [],
        async (db) => {
          const rolledUp = await rollUpOf(db, campaign.id, { kind });
          const covered = rolledUp?.coverage.get("all");
          if (!rolledUp || !covered) throw new Error("a campaign of the city asks nobody");
          const { reported, expected } = covered;
          const row = snapshotRow(contentOf(rolledUp, kind), head, { reported, expected });
          await insert(db, "Snapshot", [{ id, ...row, publishedById: by.id }]);
        },
      );
    }
  }
}
