import { getLocale, getTranslations } from "next-intl/server";
import { formatDeadline } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { DataTable } from "#ui/data-table.tsx";
import { TextLink } from "#ui/link.tsx";
import type { CampaignWork } from "../queries.ts";

/** Open campaigns with where their reports stand; each count opens the board on exactly those reports. */
export async function CampaignList({ campaigns, actor }: { campaigns: CampaignWork[]; actor: Actor }) {
  const [t, locale] = await Promise.all([getTranslations("home.campaigns"), getLocale()]);
  const count = (campaign: CampaignWork, value: number, query: string, strong = false) =>
    value === 0 ? (
      <span className="text-muted">0</span>
    ) : (
      <TextLink href={`/reports/campaigns/${campaign.id}?${query}`} className={strong ? "font-semibold" : undefined}>
        {value.toLocaleString(locale)}
      </TextLink>
    );
  const mine = actor.role === "DISTRICT_OFFICER" ? "district" : "section";
  return (
    <DataTable
      caption={t("title")}
      empty={null}
      rows={campaigns}
      rowKey={(campaign) => campaign.id}
      columns={[
        {
          id: "title",
          header: t("campaign"),
          cell: (campaign) => (
            <TextLink href={`/reports/campaigns/${campaign.id}`}>
              {locale === "en" ? campaign.titleEn : campaign.titleZh}
            </TextLink>
          ),
        },
        {
          id: "due",
          header: t("due"),
          cell: (campaign) => formatDeadline(campaign.dueAt, actor.tenant.timeZone, locale),
        },
        {
          id: "district",
          header: t("withDistrict"),
          numeric: true,
          cell: (one) => count(one, one.district, "standing=district", mine === "district"),
        },
        {
          id: "section",
          header: t("withSection"),
          numeric: true,
          cell: (one) => count(one, one.section, "standing=section", mine === "section"),
        },
        {
          id: "returned",
          header: t("returned"),
          numeric: true,
          cell: (one) => count(one, one.returned, "standing=returned"),
        },
        {
          id: "waiting",
          header: t("waiting"),
          numeric: true,
          cell: (one) => count(one, one.waiting, "standing=waiting"),
        },
        {
          id: "finished",
          header: t("finished"),
          numeric: true,
          cell: (one) => t("of", { done: one.finished, total: one.total }),
        },
      ]}
    />
  );
}
