import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EndPreview } from "#features/members/components/end-preview.tsx";
import { planEnd } from "#features/members/end-many.ts";
import { EndView, memberList } from "#features/members/schema.ts";
import { stateOf } from "#lib/list-address.ts";
import type { Address } from "#lib/list-params.ts";
import { read } from "#server/read.ts";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("endMany.title") };
}

const PATH = "/settings/people";

/** What ending many roles at once would do, before it is done. */
export default async function EndPage({ searchParams }: { searchParams: Promise<Address> }) {
  const address = await searchParams;
  const { id: ids, all } = EndView.parse(address);
  const list = memberList.parse(address);
  const plan = await read("member.end", (db, actor) => planEnd(db, actor, { ids: all ? null : ids, list }));
  const t = await getTranslations("members");
  const state = stateOf(list, memberList.defaults);
  const back = state ? `${PATH}?${state}` : PATH;
  return (
    <>
      <PageTitle
        title={t("endMany.title")}
        lead={t("endMany.lead")}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: back }] }}
      />
      <EndPreview plan={plan} back={back} state={state} />
    </>
  );
}
