import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OutcomeCounts } from "#features/imports/components/outcome-counts.tsx";
import { ImportStatusBadge } from "#features/imports/components/status-badge.tsx";
import { type ImportItem, listImports } from "#features/imports/queries.ts";
import { formatNumber } from "#lib/decimal.ts";
import { type Address, oneId } from "#lib/list-params.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { PageTitle } from "#ui/page-title.tsx";

const PATH = "/schools/imports";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

export default async function ImportsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const after = oneId().parse((await searchParams).after);
  const { items, next, timeZone } = await read("import.view", async (db, actor) => ({
    ...(await listImports(db, { after })),
    timeZone: actor.tenant.timeZone,
  }));
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  const start = (
    <LinkButton href={`${PATH}/new`} variant="primary" icon="upload">
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <PageTitle
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <LinkButton href={`${PATH}/mappings`}>{t("mappings.title")}</LinkButton>
            {items.length > 0 && start}
          </>
        }
      />
      <DataTable<ImportItem>
        caption={t("title")}
        rows={items}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `${PATH}/${id}`}
        columns={[
          { id: "file", header: t("list.file"), cell: ({ fileName }) => fileName },
          { id: "status", header: t("list.status"), cell: ({ status }) => <ImportStatusBadge status={status} /> },
          { id: "rows", header: t("list.rows"), numeric: true, cell: ({ rows }) => formatNumber(rows, locale) },
          {
            id: "outcome",
            header: t("list.outcome"),
            cell: ({ counts }) => (counts ? <OutcomeCounts counts={counts} /> : t("list.pending")),
          },
          { id: "by", header: t("list.by"), cell: ({ createdByName }) => createdByName },
          {
            id: "on",
            header: t("list.on"),
            nowrap: true,
            cell: ({ createdAt }) => formatDateTime(createdAt, timeZone, locale),
          },
        ]}
        pager={{
          ...(after && { previous: PATH }),
          ...(next && { next: `${PATH}?after=${next}` }),
          words: { label: t("pager.label"), previous: t("pager.newer"), next: t("pager.next") },
        }}
        empty={
          <Empty title={t("empty.title")} icon="upload" action={start}>
            {t("empty.text")}
          </Empty>
        }
      />
    </>
  );
}
