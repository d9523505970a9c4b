import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RightsForm } from "#features/tenants/components/rights-form.tsx";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import { withdrawnRights } from "#features/tenants/queries.ts";
import { capabilityKey, rightsOf, withdrawable } from "#features/tenants/rights.ts";
import { Role } from "#generated/prisma/enums.ts";
import { type Address, oneOf } from "#lib/list-params.ts";
import { type Capability, can, POLICY } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card, Section } from "#ui/section.tsx";
import { Tabs } from "#ui/tabs.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tenants"))("rights.title") };
}

const ROLES = Object.values(Role) as [Role, ...Role[]];

export default async function RightsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const role = oneOf(ROLES).parse((await searchParams).role) ?? Role.SECTION_STAFF;
  const { actor, withdrawn } = await read("tenant.view", async (db, actor) => ({
    actor,
    withdrawn: await withdrawnRights(db),
  }));
  const [t, label, capability] = await Promise.all([
    getTranslations("tenants"),
    getTranslations("label"),
    getTranslations("capability"),
  ]);
  const taken = withdrawn.get(role) ?? new Set();
  const held = new Map(ROLES.map((one) => [one, new Set<string>(rightsOf(one))]));
  const all = (Object.keys(POLICY) as Capability[]).filter((one) => ROLES.some((any) => held.get(any)?.has(one)));
  const mark = (one: Role, right: Capability) => {
    if (!held.get(one)?.has(right)) return <span className="text-faint">–</span>;
    if (withdrawn.get(one)?.has(right)) return <Badge tone="warn">{t("rights.withdrawn")}</Badge>;
    return (
      <>
        <span aria-hidden="true">●</span>
        <span className="sr-only">{t("rights.has")}</span>
      </>
    );
  };
  return (
    <>
      <PageTitle title={t("rights.title")} lead={t("rights.lead")} />
      <SettingsTabs actor={actor} current="rights" />
      <div className="space-y-8">
        {can(actor, "right.withdraw") && (
          <div className="max-w-3xl">
            <Tabs
              label={t("rights.roles")}
              items={ROLES.map((one) => ({
                label: label(`role.${one}`),
                href: `/settings/rights?role=${one}`,
                current: one === role,
              }))}
            />
            <div className="mt-4">
              <Card
                title={label(`role.${role}`)}
                lead={withdrawable(role).length > 0 ? t("rights.formLead") : t("rights.fixed")}
              >
                <RightsForm key={`${role} ${[...taken].sort()}`} role={role} withdrawn={taken} />
              </Card>
            </div>
          </div>
        )}
        <Section title={t("rights.matrix")} lead={t("rights.matrixLead")}>
          <DataTable
            caption={t("rights.matrix")}
            rows={all}
            rowKey={(right) => right}
            columns={[
              {
                id: "right",
                header: t("rights.right"),
                cell: (right) => capability(capabilityKey(right)),
                width: "18rem",
              },
              ...ROLES.map((one) => ({
                id: one,
                header: label(`role.${one}`),
                cell: (right: Capability) => mark(one, right),
              })),
            ]}
            empty={null}
          />
        </Section>
      </div>
    </>
  );
}
