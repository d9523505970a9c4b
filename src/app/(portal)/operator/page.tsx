import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { HandOver } from "#features/members/components/hand-over.tsx";
import { createTenant, renewFounder } from "#features/tenants/actions.ts";
import { LocaleFields } from "#features/tenants/components/locale-fields.tsx";
import { listTenants, unfoundedTenants } from "#features/tenants/queries.ts";
import { CODE_FORMATS } from "#features/tenants/schema.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { RadioGroup } from "#ui/choice-field.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { TextField } from "#ui/field.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tenants"))("operator.title") };
}

export default async function OperatorPage() {
  const { tenants, unfounded } = await read("tenant.list", async (db) => ({
    tenants: await listTenants(db),
    unfounded: await unfoundedTenants(db),
  }));
  const [t, locale] = await Promise.all([getTranslations("tenants"), getLocale()]);
  return (
    <>
      <PageTitle title={t("operator.title")} lead={t("operator.lead")} />
      <div className="max-w-4xl space-y-6">
        <DataTable
          caption={t("operator.title")}
          rows={tenants}
          rowKey={(one) => one.id}
          count={t("operator.count", { count: tenants.length })}
          columns={[
            { id: "name", header: t("operator.name"), cell: (one) => named(one, locale) },
            { id: "slug", header: t("operator.slug"), nowrap: true, cell: (one) => one.slug },
            { id: "locale", header: t("locale"), nowrap: true, cell: (one) => one.locale },
            { id: "timeZone", header: t("timeZone"), nowrap: true, cell: (one) => one.timeZone },
            {
              id: "createdAt",
              header: t("operator.since"),
              nowrap: true,
              cell: (one) => formatDate(dateInZone(one.createdAt, one.timeZone), locale),
            },
            {
              id: "state",
              header: t("operator.state"),
              cell: (one) =>
                unfounded.has(one.id) ? (
                  <Badge tone="warn">{t("operator.waiting")}</Badge>
                ) : (
                  <Badge tone="good">{t("operator.running")}</Badge>
                ),
            },
          ]}
          empty={
            <Empty title={t("operator.none")} icon="building">
              {t("operator.noneText")}
            </Empty>
          }
        />
        {tenants
          .filter(({ id }) => unfounded.has(id))
          .map((one) => (
            <Card
              key={one.id}
              title={t("operator.renewTitle", { name: named(one, locale) })}
              lead={t("operator.renewLead")}
            >
              <HandOver
                action={renewFounder}
                submit={t("operator.renew")}
                submitVariant="secondary"
                fields={{ id: one.id }}
                kind="INVITATION"
              >
                <AdministratorFields />
              </HandOver>
            </Card>
          ))}
        <Card title={t("operator.add")} lead={t("operator.addLead")}>
          <HandOver
            action={createTenant}
            submit={t("operator.create")}
            fields={{}}
            kind="INVITATION"
            after={<LinkButton href="/operator">{t("operator.another")}</LinkButton>}
          >
            <LocaleFields />
            <TextField
              name="slug"
              label={t("operator.slug")}
              hint={t("operator.slugHint")}
              required
              maxLength={40}
              spellCheck={false}
            />
            <RadioGroup
              name="codeFormat"
              label={t("code.title")}
              required
              initial="national"
              options={CODE_FORMATS.map((value) => ({ value, label: t(`operator.codeFormats.${value}`) }))}
            />
            <AdministratorFields />
          </HandOver>
        </Card>
      </div>
    </>
  );
}

async function AdministratorFields() {
  const t = await getTranslations("tenants.operator");
  return (
    <>
      <TextField name="name" label={t("adminName")} required maxLength={80} />
      <TextField name="email" label={t("adminEmail")} required type="email" maxLength={254} size="full" />
    </>
  );
}
