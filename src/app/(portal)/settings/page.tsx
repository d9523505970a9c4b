import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CodeFormatCard } from "#features/tenants/components/code-format-card.tsx";
import { EmblemCard } from "#features/tenants/components/emblem-card.tsx";
import { RemindersCard } from "#features/tenants/components/reminders-card.tsx";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import { TenantFacts } from "#features/tenants/components/tenant-facts.tsx";
import { TenantForm } from "#features/tenants/components/tenant-form.tsx";
import { tenantSettings } from "#features/tenants/queries.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tenants"))("title") };
}

export default async function SettingsPage() {
  const { actor, tenant } = await read("tenant.view", async (db, actor) => ({
    actor,
    tenant: await tenantSettings(db, actor.tenant.id),
  }));
  const t = await getTranslations("tenants");
  const editable = can(actor, "tenant.edit");
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} />
      <SettingsTabs actor={actor} current="city" />
      <div className="max-w-3xl space-y-6">
        <Card title={t("city")}>{editable ? <TenantForm tenant={tenant} /> : <TenantFacts tenant={tenant} />}</Card>
        <EmblemCard tenant={tenant} editable={editable} />
        <RemindersCard tenant={tenant} editable={editable} />
        <CodeFormatCard format={tenant.codeFormat} version={tenant.version} editable={editable} />
      </div>
    </>
  );
}
