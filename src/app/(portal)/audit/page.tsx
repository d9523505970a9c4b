import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { listAudit } from "#features/audit/queries.ts";
import { auditList, NOUNS } from "#features/audit/schema.ts";
import { deedOf, subjectOf } from "#features/audit/subject.ts";
import { type Address, href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
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
    found: await listAudit(db, list, actor.tenant.timeZone),
  }));
  const [t, label, words, locale] = await Promise.all([
    getTranslations("audit"),
    getTranslations("label"),
    getTranslations("list"),
    getLocale(),
  ]);
  const at = (changes: Record<string, string | undefined>) => href(PATH, list, changes, auditList.defaults);
  const narrowed = [list.person, list.school, list.subject].flatMap((id) => (id ? [found.names.get(id)] : []));
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
            title={t("narrowed", { name: narrowed.map((one) => (one ? named(one, locale) : "…")).join(" · ") })}
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
            { id: "what", header: t("what"), cell: (row) => deedOf(row.capability, locale) },
            { id: "subject", header: t("subject"), cell: (row) => subjectOf(row, found.names, locale).text },
            {
              id: "who",
              header: t("who"),
              cell: (row) => (
                <>
                  {row.personName || t("system")}
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
            <Empty title={t("none")} icon="history">
              {t("noneText")}
            </Empty>
          }
        />
      </div>
    </>
  );
}
