import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { AdjustmentLines } from "#features/reports/components/adjustment-lines.tsx";
import { BarChart } from "#features/reports/components/bar-chart.tsx";
import { RollUpChoice } from "#features/reports/components/roll-up-choice.tsx";
import { RollUpFiles } from "#features/reports/components/roll-up-files.tsx";
import { RollUpTable } from "#features/reports/components/roll-up-table.tsx";
import { SnapshotComparison } from "#features/reports/components/snapshot-comparison.tsx";
import { SnapshotFacts } from "#features/reports/components/snapshot-facts.tsx";
import { cellTitle, unitOf } from "#features/reports/figure-words.ts";
import { blockOf } from "#features/reports/figures.ts";
import { findSnapshot, listSnapshots, type Published } from "#features/reports/publish.ts";
import { findCampaign } from "#features/reports/queries.ts";
import { type RolledUp, rollUpOf } from "#features/reports/roll-up.ts";
import { SnapshotView } from "#features/reports/schema.ts";
import type { Address } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import type { Db } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card, Section } from "#ui/section.tsx";

type Props = { params: Promise<{ id: string; number: string }>; searchParams: Promise<Address> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { number }] = await Promise.all([getTranslations("rollUp.snapshots"), params]);
  return { title: t("one", { number }) };
}

/** The figures that a snapshot is compared with: those of today, in the reader's reach, or those of another snapshot. */
async function otherOf(db: Db, { row, document }: Published, compare: string | undefined): Promise<RolledUp | null> {
  const { id } = document.campaign;
  if (compare === undefined || compare === String(row.number)) return null;
  if (compare === "today") return rollUpOf(db, id, { kind: row.kind });
  return (await findSnapshot(db, id, Number(compare)))?.rolledUp ?? null;
}

/** A roll-up as it was published. */
export default async function SnapshotPage({ params, searchParams }: Props) {
  const [t, c, locale, { id, number }, address] = await Promise.all([
    getTranslations("rollUp"),
    getTranslations("campaigns"),
    getLocale(),
    params,
    searchParams,
  ]);
  const view = SnapshotView.parse(address);
  const found = await read("rollUp.view", async (db, actor) => {
    const campaign = /^[1-9]\d{0,4}$/.test(number) ? await findCampaign(db, id) : null;
    const published = campaign && (await findSnapshot(db, campaign.id, Number(number)));
    if (!campaign || !published) return null;
    // Who reaches a part of the city would compare that part with the whole.
    const mayToday = actor.districtId === null;
    const compare = view.compare === "today" && !mayToday ? undefined : view.compare;
    const numbers = (await listSnapshots(db, campaign.id)).map((row) => row.number);
    return {
      ...{ actor, campaign, published, compare, may: can(actor, "rollUp.export") },
      other: await otherOf(db, published, compare),
      choices: [
        ...(mayToday ? ["today"] : []),
        ...numbers.filter((other) => other !== published.row.number).map(String),
      ],
      latest: numbers[0] ?? 0,
    };
  });
  if (!found) notFound();
  const { actor, campaign, published, choices, latest, other, compare, may } = found;
  const { row, rolledUp } = published;
  const { sections, section, ofSection, shown, item } = blockOf(rolledUp.cells, view);
  const path = `/reports/campaigns/${campaign.id}/published`;
  const own = `${path}/${row.number}`;
  return (
    <>
      <PageTitle
        title={named({ nameEn: row.titleEn, nameZh: row.titleZh }, locale)}
        lead={t("snapshots.lead")}
        status={<Badge tone={row.kind === "final" ? "good" : "warn"}>{t(`kind.${row.kind}.name`)}</Badge>}
        breadcrumb={{
          label: c("here"),
          items: [
            { label: c("list.title"), href: "/reports" },
            {
              label: named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale),
              href: `/reports/campaigns/${campaign.id}`,
            },
            { label: t("snapshots.title"), href: path },
          ],
        }}
      />
      {latest > row.number && (
        <div className="mb-5">
          <Notice
            tone="warn"
            title={t("snapshots.supersededBy", { number: latest })}
            actions={<LinkButton href={`${path}/${latest}`}>{t("snapshots.openLatest")}</LinkButton>}
          />
        </div>
      )}
      <SnapshotFacts published={published} timeZone={actor.tenant.timeZone} />
      {section && (
        <Section title={t("snapshots.figures")}>
          <RollUpChoice
            path={own}
            view={{ by: view.by, row: view.row, item: view.item }}
            sections={sections}
            section={section}
            rows={ofSection}
            items={shown}
            keep={{ compare }}
          />
          <RollUpTable
            rolledUp={rolledUp}
            view={{ by: view.by, kind: row.kind }}
            cells={shown}
            opens={false}
            tools={may && <RollUpFiles rolledUp={rolledUp} by={view.by} of={{ snapshot: row.number }} />}
          />
          {item && <BarChart rolledUp={rolledUp} cell={item} by={view.by} />}
        </Section>
      )}
      {section && choices.length > 0 && (
        <SnapshotComparison
          published={published}
          other={other}
          choices={choices}
          view={{ ...view, compare }}
          section={section}
          path={own}
        />
      )}
      {rolledUp.lines.length > 0 && <PublishedLines rolledUp={rolledUp} timeZone={actor.tenant.timeZone} />}
    </>
  );
}

/** The lines that the published figures include; what becomes of them later changes nothing here. */
function PublishedLines({ rolledUp, timeZone }: { rolledUp: RolledUp; timeZone: string }) {
  const t = useTranslations("rollUp.lines");
  const locale = useLocale();
  const cells = new Map(rolledUp.cells.map((cell) => [cell.address, cell]));
  return (
    <Card title={t("title")}>
      <AdjustmentLines
        lines={rolledUp.lines}
        kind="final"
        timeZone={timeZone}
        actor={null}
        about="both"
        itemOf={(address) => {
          const cell = cells.get(address);
          return cell
            ? { name: `${cell.code} ${cellTitle(cell, locale)}`, unit: unitOf(cell, locale) }
            : { name: address, unit: "" };
        }}
      />
    </Card>
  );
}
