import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { addOwnership, editOwnership, removeOwnership } from "#features/tenants/actions.ts";
import { nameColumns } from "#features/tenants/components/name-columns.ts";
import { PlaceNameFields } from "#features/tenants/components/place-name-fields.tsx";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import { listOwnerships } from "#features/tenants/queries.ts";
import { OwnershipGroup } from "#generated/prisma/enums.ts";
import { named } from "#lib/named.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Empty } from "#ui/empty.tsx";
import { SelectField, TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tenants"))("ownerships.title") };
}

export default async function OwnershipsPage() {
  const { actor, ownerships } = await read("tenant.view", async (db, actor) => ({
    actor,
    ownerships: await listOwnerships(db),
  }));
  const [t, label, locale] = await Promise.all([getTranslations("tenants"), getTranslations("label"), getLocale()]);
  const groups = Object.values(OwnershipGroup).map((value) => ({ value, label: label(`ownershipGroup.${value}`) }));
  const editable = can(actor, "ownership.edit");
  const steps: Column<(typeof ownerships)[number]> = {
    id: "steps",
    header: t("steps"),
    cell: (one) => (
      <div className="flex flex-wrap gap-2">
        <Dialog trigger={t("edit")} title={named(one, locale)} triggerVariant="quiet">
          <Form action={editOwnership} submit={t("save")} fields={{ code: one.code }} version={one.version}>
            <PlaceNameFields initial={one} />
            <SelectField
              name="group"
              label={t("ownerships.group")}
              required
              initial={one.group}
              empty={null}
              options={groups}
            />
          </Form>
        </Dialog>
        <ConfirmButton
          label={t("remove")}
          variant="danger"
          title={t("ownerships.removeAsk", { name: named(one, locale) })}
          consequence={t("ownerships.removeText")}
          action={removeOwnership}
          fields={{ code: one.code }}
        />
      </div>
    ),
  };
  return (
    <>
      <PageTitle title={t("ownerships.title")} lead={t("ownerships.lead")} />
      <SettingsTabs actor={actor} current="ownerships" />
      <div className="max-w-4xl space-y-6">
        <DataTable
          caption={t("ownerships.title")}
          rows={ownerships}
          rowKey={(one) => one.code}
          columns={[
            ...nameColumns({ nameEn: t("nameEn"), nameZh: t("nameZh") }, locale),
            { id: "code", header: t("itemCode"), nowrap: true, cell: (one) => one.code },
            { id: "group", header: t("ownerships.group"), cell: (one) => label(`ownershipGroup.${one.group}`) },
            { id: "position", header: t("position"), numeric: true, cell: (one) => one.position },
            ...(editable ? [steps] : []),
          ]}
          empty={
            <Empty title={t("ownerships.none")} icon="building">
              {t("ownerships.noneText")}
            </Empty>
          }
        />
        {editable && (
          <Card title={t("ownerships.add")}>
            <Form action={addOwnership} submit={t("add")} label={t("ownerships.add")} resetWhenDone>
              <TextField name="code" label={t("itemCode")} hint={t("ownerships.codeHint")} required maxLength={40} />
              <PlaceNameFields initial={{ nameZh: "", nameEn: "", position: ownerships.length + 1 }} />
              <SelectField
                name="group"
                label={t("ownerships.group")}
                hint={t("ownerships.groupHint")}
                required
                options={groups}
              />
            </Form>
          </Card>
        )}
      </div>
    </>
  );
}
