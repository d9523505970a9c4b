import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { TogetherPreview } from "#features/reports/components/together-preview.tsx";
import { findCampaign } from "#features/reports/queries.ts";
import { AssignmentList, TogetherView } from "#features/reports/schema.ts";
import { planTogether } from "#features/reports/together.ts";
import { stateOf } from "#lib/list-address.ts";
import type { Address } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns"))("together.title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

/** What a step would do to many reports of a campaign, before it is taken. */
export default async function TogetherPage({ params, searchParams }: Props) {
  const [t, locale, { id }, address] = await Promise.all([
    getTranslations("campaigns"),
    getLocale(),
    params,
    searchParams,
  ]);
  const { step, id: ids, all } = TogetherView.parse(address);
  const list = AssignmentList.parse(address);
  const found = await read("campaign.view", async (db, actor) => {
    const campaign = step && can(actor, `report.${step}`) ? await findCampaign(db, id) : null;
    if (!campaign || !step) return null;
    return { campaign, step, plan: await planTogether(db, id, { step, ids: all ? null : ids, list, locale }) };
  });
  if (!found) notFound();
  const { campaign, plan } = found;
  const state = stateOf(list, AssignmentList.defaults);
  const path = `/reports/campaigns/${id}`;
  const back = state ? `${path}?${state}` : path;
  const title = named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale);
  return (
    <>
      <PageTitle
        title={t(`together.titles.${found.step}`)}
        lead={t("together.lead")}
        breadcrumb={{
          label: t("here"),
          items: [
            { label: t("list.title"), href: "/reports" },
            { label: title, href: back },
          ],
        }}
      />
      <TogetherPreview campaign={campaign} step={found.step} plan={plan} back={back} state={state} />
    </>
  );
}
