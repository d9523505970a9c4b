import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ChangeCard } from "#features/audit/components/change-card.tsx";
import { auditEvent } from "#features/audit/queries.ts";
import { deedOf, particularOf, subjectOf } from "#features/audit/subject.ts";
import { whoDid } from "#features/audit/who.ts";
import { oneId } from "#lib/list-params.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { Empty } from "#ui/empty.tsx";
import { Facts } from "#ui/facts.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("event") };
}

type Pair = { before?: Record<string, unknown>; after?: Record<string, unknown> };

export default async function AuditEventPage({ params }: { params: Promise<{ id: string }> }) {
  const id = oneId().parse((await params).id);
  if (!id) notFound();
  const found = await read("audit.view", async (db, actor) => {
    const detail = await auditEvent(db, id, actor.role);
    return detail && { ...detail, timeZone: actor.tenant.timeZone };
  });
  if (!found) notFound();
  const { event, changes, more, names, timeZone } = found;
  const [t, label, locale] = await Promise.all([getTranslations("audit"), getTranslations("label"), getLocale()]);
  const subject = subjectOf(event, names, locale);
  const own = event.detail as Pair | null;
  const particular = particularOf(event, names, locale);
  const writer = { locale, timeZone, names };
  return (
    <>
      <PageTitle
        title={deedOf(event, locale)}
        lead={subject.text}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: "/audit" }] }}
      />
      <div className="max-w-4xl space-y-6">
        <Card title={t("event")}>
          <Facts
            items={[
              {
                label: t("who"),
                value: event.personId ? (
                  <TextLink href={`/audit?person=${event.personId}`}>{whoDid(event, locale) || t("system")}</TextLink>
                ) : (
                  whoDid(event, locale) || t("system")
                ),
              },
              { label: t("role"), value: event.role && label(`role.${event.role}`), missing: t("noRole") },
              { label: t("at"), value: formatDateTime(event.at, timeZone, locale) },
              {
                label: t("subject"),
                value: subject.href ? <TextLink href={subject.href}>{subject.text}</TextLink> : subject.text,
              },
              ...(particular ? [{ label: t("particular.label"), value: particular }] : []),
              { label: t("reason"), value: event.reason || null, missing: t("noReason"), wide: true },
            ]}
          />
        </Card>
        {own?.before && own.after && (
          <ChangeCard
            change={{
              entity: event.subjectType,
              rowId: event.subjectId,
              schoolId: event.schoolId,
              operation: "UPDATE",
              before: own.before,
              after: own.after,
            }}
            writer={writer}
          />
        )}
        {changes.map((change) => (
          <ChangeCard key={String(change.id)} change={change} writer={writer} />
        ))}
        {more && <Notice title={t("moreChanges")} />}
        {changes.length === 0 && !own?.before && (
          <Empty title={t("noChanges")} icon="history">
            {t("noChangesText")}
          </Empty>
        )}
      </div>
    </>
  );
}
