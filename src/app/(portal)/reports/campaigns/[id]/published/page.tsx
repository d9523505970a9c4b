import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CampaignHead } from "#features/reports/components/campaign-head.tsx";
import { SnapshotTable } from "#features/reports/components/snapshot-table.tsx";
import { listSnapshots } from "#features/reports/publish.ts";
import { findCampaign } from "#features/reports/queries.ts";
import { read } from "#server/read.ts";
import { Section } from "#ui/section.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rollUp"))("snapshots.title") };
}

/** What has been published of a campaign. */
export default async function PublishedPage({ params }: Props) {
  const [t, { id }] = await Promise.all([getTranslations("rollUp.snapshots"), params]);
  const found = await read("rollUp.view", async (db, actor) => {
    const campaign = await findCampaign(db, id);
    return campaign && { campaign, actor, snapshots: await listSnapshots(db, id) };
  });
  if (!found) notFound();
  const { campaign, actor, snapshots } = found;
  return (
    <>
      <CampaignHead campaign={campaign} actor={actor} tab="published" />
      <Section title={t("title")} lead={t("lead")}>
        <SnapshotTable
          snapshots={snapshots}
          path={`/reports/campaigns/${campaign.id}/published`}
          timeZone={actor.tenant.timeZone}
        />
      </Section>
    </>
  );
}
