import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { nameOf } from "#features/audit/names.ts";
import { listAudit } from "#features/audit/queries.ts";
import { auditList, NOUNS, runsBackwards } from "#features/audit/schema.ts";
import { deedOf, particularOf, subjectOf } from "#features/audit/subject.ts";
import { whoDid } from "#features/audit/who.ts";
import { type Address, href } from "#lib/list-params.ts";
import { formatDate } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

const PATH = "/audit";

export default async function AuditPage({ searchParams }: { searchParams: Promise<Address> }) {
  const list = auditList.parse(await searchParams);
  const { actor, found } = await read("audit.view", async (db, actor) => ({
    actor,
    found: await listAudit(db, list, actor.tenant.timeZone, actor.role),
  }));
  const [t, label, words, locale] = await Promise.all([
    getTranslations("audit"),
    getTranslations("label"),
    getTranslations("list"),
    getLocale(),
  ]);
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
        <FilterBar
          action={PATH}
          label={t("filter")}
          search={{ name: "q", label: t("search"), value: list.q }}
          keep={{
            sort: list.sort === auditList.defaults.sort ? undefined : list.sort,
            person: list.person,
            school: list.school,
            subject: list.subject,
          }}
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
          words={{
            apply: words("apply"),
            filters: words("filters"),
            clear: words("clear"),
            active: words("active"),
            remove: words("remove"),
          }}
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
        <DataTable
          caption={t("title")}
          rows={found.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `${PATH}/${row.id}`}
          count={found.counted ? t("count", { count: found.count }) : t("countMore")}
          sort={{ current: list.sort, href: (sort) => at({ sort }) }}
          columns={[
            {
              id: "what",
              header: t("what"),
              cell: (row) => {
                const particular = particularOf(row, found.names, locale);
                return (
                  <>
                    {deedOf(row, locale)}
                    {particular && <span className="block text-xs font-normal text-muted">{particular}</span>}
                  </>
                );
              },
            },
            { id: "subject", header: t("subject"), cell: (row) => subjectOf(row, found.names, locale).text },
            {
              id: "who",
              header: t("who"),
              cell: (row) => (
                <>
                  {whoDid(row, locale) || t("system")}
                  {row.role && <span className="text-muted"> · {label(`role.${row.role}`)}</span>}
                </>
              ),
            },
            { id: "reason", header: t("reason"), cell: (row) => row.reason, phone: "hide" },
            {
              id: "at",
              header: t("at"),
              nowrap: true,
              sort: "desc-first",
              cell: (row) => formatDateTime(row.at, actor.tenant.timeZone, locale),
            },
          ]}
          pager={{
            ...(found.previous && { previous: at({ before: found.previous }) }),
            ...(found.next && { next: at({ after: found.next }) }),
            words: { label: words("pages"), previous: words("previous"), next: words("next") },
          }}
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
