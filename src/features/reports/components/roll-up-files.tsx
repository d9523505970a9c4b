import { useLocale, useTranslations } from "next-intl";
import { href } from "#lib/list-params.ts";
import { Menu } from "#ui/menu.tsx";
import type { Grouping } from "../coverage.ts";
import type { RollUpKind } from "../lifecycle.ts";
import type { RolledUp } from "../roll-up.ts";
import { placesBy } from "../roll-up-places.ts";
import type { Say } from "../type-words.ts";

type Props = {
  rolledUp: RolledUp;
  by: Grouping;
  /** Of today's figures, which reports count; of a snapshot its number. */
  of: { kind: RollUpKind } | { snapshot: number };
};

/** The files that can be had of a roll-up: its tables, and the form itself with the figures of one group. */
export function RollUpFiles({ rolledUp, by, of }: Props) {
  const t = useTranslations("rollUp.formFile");
  const locale = useLocale();
  const all = useTranslations();
  const say: Say = (key, values) => all(key as Parameters<typeof all>[0], values);
  const path = `/api/reports/campaigns/${rolledUp.campaign.id}/roll-up`;
  const own = "kind" in of ? { kind: of.kind === "final" ? "final" : undefined } : { snapshot: String(of.snapshot) };
  return (
    <Menu label={t("menu")} icon="download">
      {"kind" in of && (
        <a className="menu-item" href={href(path, own)} download="">
          {t("table")}
        </a>
      )}
      <p className="px-3 pt-2 pb-1 text-xs text-muted">{t("inForm")}</p>
      {placesBy(rolledUp, by, say, locale).map((place) => (
        <a
          key={place.key}
          className="menu-item"
          href={href(`${path}/form`, { ...own, ...(place.of === undefined ? {} : { by, of: place.of }) })}
          download=""
        >
          {place.name}
        </a>
      ))}
    </Menu>
  );
}
