import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { changeView, openViewFirst, removeView, shareView } from "#features/views/actions.ts";
import { isPlaceOf, stateIn } from "#features/views/lists.ts";
import { findView, viewHref } from "#features/views/queries.ts";
import { ViewAddress } from "#features/views/schema.ts";
import { type Address, href, oneId } from "#lib/list-params.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { Checkbox } from "#ui/choice-field.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("views"))("page.title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

/** What a view is called, whom it is shared with and whether it opens first. */
export default async function ViewPage({ params, searchParams }: Props) {
  const id = oneId().parse((await params).id);
  const asked = ViewAddress.safeParse(await searchParams);
  const { actor, view } = await read("view.save", async (db, actor) => ({
    actor,
    view: id ? await findView(db, id) : null,
  }));
  if (!view || !asked.success || !isPlaceOf(view.list, asked.data.path)) notFound();
  const { path } = asked.data;
  const t = await getTranslations("views");
  const now = stateIn(view.list, asked.data.state);
  const isChanged = now !== stateIn(view.list, view.query);
  const { list, version } = view;
  const shared = view.audience !== "OWNER";
  return (
    <>
      <PageTitle
        title={view.name}
        lead={view.own ? undefined : t("page.of", { name: view.personName })}
        status={<Badge tone={shared ? "info" : "neutral"}>{t(`audience.${view.audience}`)}</Badge>}
        breadcrumb={{ label: t("here"), items: [{ label: t(`lists.${list}`), href: viewHref(path, view) }] }}
        actions={<LinkButton href={viewHref(path, view)}>{t("page.look")}</LinkButton>}
      />
      <div className="max-w-2xl space-y-5">
        {view.own ? (
          <Card title={t("page.change")}>
            <Form
              action={changeView}
              submit={t("page.save")}
              version={version}
              fields={{ id: view.id, list, path, state: now }}
            >
              <TextField name="name" label={t("name")} required maxLength={60} initial={view.name} />
              {isChanged && <Checkbox name="again" label={t("page.again")} hint={t("page.againHint")} />}
            </Form>
          </Card>
        ) : (
          <Card title={t("page.change")} lead={t("page.notYours")}>
            <LinkButton href={href("/views/new", { list, path, state: view.query })}>{t("page.copy")}</LinkButton>
          </Card>
        )}
        <Card title={t("page.first")} lead={t(view.first ? "page.isFirst" : "page.firstLead")}>
          <Form
            action={openViewFirst}
            submit={t(view.first ? "page.notFirst" : "page.makeFirst")}
            submitVariant="secondary"
            fields={{ id: view.id, first: view.first ? undefined : "on" }}
          />
        </Card>
        {view.own && can(actor, "view.share") && (
          <Card
            title={t("page.share")}
            lead={t(`page.shareLead.${actor.role === "DISTRICT_OFFICER" ? "DISTRICT" : "CITY"}`)}
          >
            <Form
              action={shareView}
              submit={t(shared ? "page.unshare" : "page.doShare")}
              submitVariant="secondary"
              version={version}
              fields={{ id: view.id, shared: shared ? undefined : "on" }}
            />
          </Card>
        )}
        {view.own && (
          <ConfirmButton
            label={t("page.remove")}
            icon="trash"
            title={t("page.removeTitle", { name: view.name })}
            consequence={t(shared ? "page.removeShared" : "page.removeText")}
            action={removeView}
            version={version}
            fields={{ id: view.id, list, path }}
          />
        )}
      </div>
    </>
  );
}
