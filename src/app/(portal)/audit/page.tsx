import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { auditColumns } from "#features/audit/audit-columns.ts";
import { nameOf } from "#features/audit/names.ts";
import { listAudit } from "#features/audit/queries.ts";
import { auditList, NOUNS, runsBackwards } from "#features/audit/schema.ts";
import { filterWords, tableWords } from "#features/lists/list-words.ts";
import { LeftOut } from "#features/views/components/left-out.tsx";
import { SavedViews } from "#features/views/components/saved-views.tsx";
import { listViews, openingHref } from "#features/views/queries.ts";
import { lookOf } from "#lib/list-address.ts";
import { type Address, href } from "#lib/list-params.ts";
import { formatDate } from "#lib/plain-date.ts";
import { read } from "#server/read.ts";
import { Empty } from "#ui/empty.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { TextLink } from "#ui/link.tsx";
import { ListTable } from "#ui/list-table.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

const PATH = "/audit";

export default async function AuditPage({ searchParams }: { searchParams: Promise<Address> }) {
  const address = await searchParams;
  const list = auditList.parse(address);
  const answer = await read("audit.view", async (db, actor) => {
    const views = await listViews(db, "trail");
    const go = openingHref(PATH, address, views);
    if (go) return { go };
    return { actor, views, found: await listAudit(db, list, actor.tenant.timeZone, actor.role) };
  });
  if (answer.go !== undefined) redirect(answer.go);
  const { actor, views, found } = answer;
  const [t, locale] = await Promise.all([getTranslations("audit"), getLocale()]);
  const at = (changes: Record<string, string | undefined>) => href(PATH, list, changes, auditList.defaults);
  const nameIn = (id: string) => nameOf(found.names, "", id, locale) ?? "…";
  const narrowed = [
    ...(list.person ? [t("narrowedToPerson", { name: nameIn(list.person) })] : []),
    ...[list.school, list.subject].flatMap((id) => (id ? [t("narrowed", { name: nameIn(id) })] : [])),
  ];
  const backwards = runsBackwards(list);
  const date = (name: "from" | "to") => {
    const value = list[name];
    return { kind: "date" as const, name, label: t(name), ...(value && { value, shown: formatDate(value, locale) }) };
  };
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} />
      <div className="space-y-4">
        <SavedViews list="trail" path={PATH} shown={list} defaults={auditList.defaults} views={views} />
        <LeftOut names={auditList.leftOut(address)} />
        <FilterBar
          action={PATH}
          label={t("filter")}
          search={{ name: "q", label: t("search"), value: list.q }}
          keep={lookOf(list, auditList.defaults, ["person", "school", "subject"])}
          filters={[
            {
              kind: "select",
              name: "noun",
              label: t("noun"),
              any: t("anyNoun"),
              ...(list.noun && { value: list.noun }),
              options: NOUNS.map((noun) => ({ value: noun, label: t(`nouns.${noun}`) })),
            },
            date("from"),
            date("to"),
          ]}
          words={filterWords(locale)}
        />
        {narrowed.length > 0 && (
          <Notice
            title={narrowed.join(" · ")}
            actions={
              <TextLink href={at({ person: undefined, school: undefined, subject: undefined })}>
                {t("everything")}
              </TextLink>
            }
          />
        )}
        <ListTable
          path={PATH}
          list={list}
          defaults={auditList.defaults}
          sizes={auditList.sizes}
          caption={t("title")}
          columns={auditColumns(locale, actor.tenant.timeZone)}
          page={{
            rows: found.rows.map((row) => ({ ...row, names: found.names })),
            before: found.previous,
            after: found.next,
          }}
          rowKey={(row) => row.id}
          rowHref={(row) => `${PATH}/${row.id}`}
          count={found.counted ? t("count", { count: found.count }) : t("countMore")}
          file={`${PATH}/export`}
          words={tableWords(locale)}
          empty={
            <Empty title={t(backwards ? "backwards" : "none")} icon="history">
              {t(backwards ? "backwardsText" : "noneText")}
            </Empty>
          }
        />
      </div>
    </>
  );
}
