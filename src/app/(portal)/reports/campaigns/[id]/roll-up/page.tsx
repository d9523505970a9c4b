import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CampaignHead } from "#features/reports/components/campaign-head.tsx";
import { CoverageLine } from "#features/reports/components/coverage-line.tsx";
import { RollUpChoice } from "#features/reports/components/roll-up-choice.tsx";
import { RollUpTable } from "#features/reports/components/roll-up-table.tsx";
import { groupKey } from "#features/reports/coverage.ts";
import { latestExport } from "#features/reports/export-job.ts";
import { TOTAL } from "#features/reports/form/cells.ts";
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
    return rolledUp && { actor, rolledUp, may, job: may ? await latestExport(db, id, actor) : null };
  });
  if (!found) notFound();
  const { actor, rolledUp, may, job } = found;
  const { campaign, cells, coverage } = rolledUp;
  const whole = coverage.get(groupKey("all"));
  const sections = [...new Set(cells.map(({ section }) => section))];
  const section = sections.find(({ code }) => code === view.section) ?? sections[0];
  const path = `/reports/campaigns/${campaign.id}/roll-up`;
  const ofSection = cells.filter((cell) => cell.section === section);
  const rows = [...new Set(ofSection.flatMap(({ row }) => (row ? [row.key] : [])))];
  const row = rows.find((key) => key === view.row) ?? (rows.includes(TOTAL) ? TOTAL : rows[0]);
  return (
    <>
      <CampaignHead campaign={campaign} actor={actor} tab="rollUp" />
      <Section
        title={t("title")}
        actions={<Badge tone={view.kind === "final" ? "good" : "warn"}>{t(`kind.${view.kind}.name`)}</Badge>}
      >
        {whole && <CoverageLine covered={whole} kind={view.kind} campaignId={campaign.id} />}
        {section ? (
          <>
            <RollUpChoice path={path} view={view} sections={sections} section={section} rows={ofSection} />
            <RollUpTable rolledUp={rolledUp} view={view} cells={ofSection.filter((cell) => cell.row?.key === row)} />
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
