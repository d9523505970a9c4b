import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BarChart } from "#features/reports/components/bar-chart.tsx";
import { CampaignHead } from "#features/reports/components/campaign-head.tsx";
import { CoverageLine } from "#features/reports/components/coverage-line.tsx";
import { PublishButton } from "#features/reports/components/publish-button.tsx";
import { RollUpChoice } from "#features/reports/components/roll-up-choice.tsx";
import { RollUpFiles } from "#features/reports/components/roll-up-files.tsx";
import { RollUpTable } from "#features/reports/components/roll-up-table.tsx";
import { groupKey } from "#features/reports/coverage.ts";
import { latestExport } from "#features/reports/export-job.ts";
import { blockOf } from "#features/reports/figures.ts";
import { seenIn } from "#features/reports/publish.ts";
import { rollUpOf } from "#features/reports/roll-up.ts";
import { RollUpView } from "#features/reports/schema.ts";
import type { Address } from "#lib/list-params.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { Empty } from "#ui/empty.tsx";
import { Section } from "#ui/section.tsx";
import { CampaignExport } from "./campaign-export.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rollUp"))("title") };
}

/** The city's figures by district, stage, settlement or ownership, with what they rest on; every figure opens to its submissions. */
export default async function RollUpPage({ params, searchParams }: Props) {
  const [t, { id }, address] = await Promise.all([getTranslations("rollUp"), params, searchParams]);
  const view = RollUpView.parse(address);
  const found = await read("rollUp.view", async (db, actor) => {
    const rolledUp = await rollUpOf(db, id, { kind: view.kind });
    const may = can(actor, "rollUp.export");
    const seen = rolledUp && can(actor, "rollUp.publish") ? seenIn(rolledUp, view.kind) : null;
    return rolledUp && { actor, rolledUp, may, seen, job: may ? await latestExport(db, id, actor) : null };
  });
  if (!found) notFound();
  const { actor, rolledUp, may, seen, job } = found;
  const { campaign, cells, coverage } = rolledUp;
  const whole = coverage.get(groupKey("all"));
  const { sections, section, ofSection, shown, item } = blockOf(cells, view);
  const path = `/reports/campaigns/${campaign.id}/roll-up`;
  return (
    <>
      <CampaignHead campaign={campaign} actor={actor} tab="rollUp" />
      <Section
        title={t("title")}
        actions={
          <>
            <Badge tone={view.kind === "final" ? "good" : "warn"}>{t(`kind.${view.kind}.name`)}</Badge>
            {seen && whole && whole.reported > 0 && (
              <PublishButton campaign={campaign} covered={whole} kind={view.kind} seen={seen} />
            )}
          </>
        }
      >
        {whole && <CoverageLine covered={whole} kind={view.kind} campaignId={campaign.id} />}
        {section ? (
          <>
            <RollUpChoice
              path={path}
              view={view}
              sections={sections}
              section={section}
              rows={ofSection}
              items={shown}
            />
            <RollUpTable
              rolledUp={rolledUp}
              view={view}
              cells={shown}
              opens
              tools={may && <RollUpFiles rolledUp={rolledUp} by={view.by} of={{ kind: view.kind }} />}
            />
            {item && <BarChart rolledUp={rolledUp} cell={item} by={view.by} />}
          </>
        ) : (
          <Empty title={t("nothing")} icon="chart" />
        )}
      </Section>
      {may && (
        <CampaignExport
          campaignId={campaign.id}
          kind={view.kind}
          job={job}
          mayStop={can(actor, "job.stop")}
          timeZone={actor.tenant.timeZone}
        />
      )}
    </>
  );
}
