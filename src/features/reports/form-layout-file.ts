import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { fileResponse } from "#lib/tabular/file-response.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { wordsFor } from "#server/words.ts";
import { type Grouping, groupKey } from "./coverage.ts";
import { campaignTitle } from "./export-roll-up.ts";
import type { RollUpKind } from "./lifecycle.ts";
import type { SnapshotRow } from "./publish.ts";
import type { RolledUp } from "./roll-up.ts";
import { placesBy } from "./roll-up-places.ts";
import type { Say } from "./type-words.ts";
import { rollUpForm } from "./workbook/roll-up-form.ts";

type Wanted = {
  rolledUp: RolledUp;
  kind: RollUpKind;
  /** One group; the whole without it. */
  by: Grouping | undefined;
  of: string | undefined;
  /** The snapshot that the figures are of; null: those of today. */
  published: SnapshotRow | null;
  timeZone: string;
  locale: Locale;
};

/** A roll-up in the layout of the form, as a file; null where there is no such group. */
export async function rollUpFormFile({
  rolledUp,
  kind,
  by,
  of,
  published,
  timeZone,
  locale,
}: Wanted): Promise<Response | null> {
  const say: Say = (key, values) => wordsFor(locale, key, values);
  const key = by && of !== undefined ? groupKey(by, of) : groupKey("all");
  const place = placesBy(rolledUp, by ?? "district", say, locale).find((one) => one.key === key);
  if (!place) return null;
  const now = new Date();
  const at = (instant: Date) => formatDateTime(instant, timeZone, locale);
  const campaign = published
    ? named({ nameEn: published.titleEn, nameZh: published.titleZh }, locale)
    : campaignTitle(rolledUp, locale);
  const title = say("rollUp.formFile.title", { campaign, place: place.name });
  const origin = published
    ? say("rollUp.formFile.published", {
        number: published.number,
        at: at(published.publishedAt),
        sha256: published.sha256,
      })
    : say("rollUp.formFile.live", { at: at(now) });
  const bytes = await rollUpForm(
    rolledUp,
    { key, title, kindMeans: say(`rollUp.kind.${kind}.means`), origin },
    locale,
    say,
    now,
  );
  return fileResponse(title, "xlsx", bytes);
}
