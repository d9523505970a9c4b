import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { filterWords, tableWords } from "#features/lists/list-words.ts";
import { rolesGivenBy } from "#features/members/giving.ts";
import { memberColumns } from "#features/members/member-columns.tsx";
import { listMembers, type Member } from "#features/members/queries.ts";
import { MEMBER_STATES, memberList } from "#features/members/schema.ts";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import { districtOptions } from "#features/tenants/queries.ts";
import { LeftOut } from "#features/views/components/left-out.tsx";
import { SavedViews } from "#features/views/components/saved-views.tsx";
import { listViews, openingHref } from "#features/views/queries.ts";
import { Role } from "#generated/prisma/enums.ts";
import { keepKnown, lookOf, stateOf } from "#lib/list-address.ts";
import type { Address } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { ListTable } from "#ui/list-table.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { TogetherBar } from "#ui/together-bar.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") };
}

const PATH = "/settings/people";

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Address> }) {
  const address = await searchParams;
  const answer = await read("member.view", async (db, actor) => {
    const views = await listViews(db, "people");
    const go = openingHref(PATH, address, views);
    if (go) return { go };
    const districts = await districtOptions(db);
    const { list, lost } = keepKnown(memberList.parse(address), { district: districts.map(({ id }) => id) });
    return { actor, views, list, lost, districts, found: await listMembers(db, list, actor.today) };
  });
  if (answer.go !== undefined) redirect(answer.go);
  const { actor, views, list, lost, districts, found } = answer;
  const [t, label, locale] = await Promise.all([getTranslations("members"), getTranslations("label"), getLocale()]);
  const mayInvite = can(actor, "member.invite") && rolesGivenBy(actor.role).length > 0;
  const mayEnd = can(actor, "member.end") && rolesGivenBy(actor.role).length > 0;
  const invite = mayInvite && (
    <>
      <LinkButton href={`${PATH}/lists`} icon="upload">
        {t("lists")}
      </LinkButton>
      <LinkButton href={`${PATH}/invite`} variant="primary" icon="plus">
        {t("invite")}
      </LinkButton>
    </>
  );
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} actions={invite} />
      <SettingsTabs actor={actor} current="people" />
      <div className="space-y-4">
        <SavedViews list="people" path={PATH} shown={list} defaults={memberList.defaults} views={views} />
        <LeftOut names={[...memberList.leftOut(address), ...lost]} />
        <FilterBar
          action={PATH}
          label={t("filter")}
          search={{ name: "q", label: t("search"), value: list.q }}
          keep={lookOf(list, memberList.defaults)}
          filters={[
            {
              kind: "select",
              name: "role",
              label: t("role"),
              any: t("anyRole"),
              ...(list.role && { value: list.role }),
              options: Object.values(Role).map((role) => ({ value: role, label: label(`role.${role}`) })),
            },
            {
              kind: "select",
              name: "district",
              label: t("district"),
              any: t("anyDistrict"),
              ...(list.district && { value: list.district }),
              options: districts.map((one) => ({ value: one.id, label: named(one, locale) })),
            },
            {
              kind: "select",
              name: "state",
              label: t("state"),
              any: t("anyState"),
              ...(list.state && { value: list.state }),
              options: MEMBER_STATES.map((state) => ({ value: state, label: t(`states.${state}`) })),
            },
          ]}
          words={filterWords(locale)}
        />
        {mayEnd && found.rows.length > 0 && (
          <TogetherBar
            id="together"
            action={`${PATH}/end`}
            kept={new URLSearchParams(stateOf(list, memberList.defaults))}
            all={t("endMany.all", { count: found.count })}
            help={t("endMany.help")}
            steps={[{ value: "end", label: t("endMany.choose") }]}
          />
        )}
        <ListTable
          path={PATH}
          list={list}
          defaults={memberList.defaults}
          sizes={memberList.sizes}
          caption={t("title")}
          columns={memberColumns(locale)}
          page={{ rows: found.rows, before: found.previous, after: found.next }}
          rowKey={(row) => row.id}
          rowHref={(row) => `${PATH}/${row.id}`}
          {...(mayEnd && {
            select: { form: "together", name: "id", header: t("endMany.tick"), label: (row: Member) => row.name },
          })}
          count={found.counted ? t("count", { count: found.count }) : t("countMore")}
          file={`${PATH}/export`}
          words={tableWords(locale)}
          empty={
            <Empty title={t("none")} icon="people" action={invite || undefined}>
              {t("noneText")}
            </Empty>
          }
        />
      </div>
    </>
  );
}
