import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { addDistrict, editDistrict } from "#features/tenants/actions.ts";
import { nameColumns } from "#features/tenants/components/name-columns.ts";
import { PlaceNameFields } from "#features/tenants/components/place-name-fields.tsx";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import { listDistricts } from "#features/tenants/queries.ts";
import { named } from "#lib/named.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Empty } from "#ui/empty.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tenants"))("districts.title") };
}

export default async function DistrictsPage() {
  const { actor, districts } = await read("tenant.view", async (db, actor) => ({
    actor,
    districts: await listDistricts(db),
  }));
  const [t, locale] = await Promise.all([getTranslations("tenants"), getLocale()]);
  const editable = can(actor, "district.edit");
  return (
    <>
      <PageTitle title={t("districts.title")} lead={t("districts.lead")} />
      <SettingsTabs actor={actor} current="districts" />
      <div className="max-w-3xl space-y-6">
        <DataTable
          caption={t("districts.title")}
          rows={districts}
          rowKey={(one) => one.id}
          columns={[
            ...nameColumns({ nameEn: t("nameEn"), nameZh: t("nameZh") }, locale),
            { id: "code", header: t("itemCode"), nowrap: true, cell: (one) => one.code },
            { id: "position", header: t("position"), numeric: true, cell: (one) => one.position },
            ...(editable
              ? [
                  {
                    id: "edit",
                    header: t("steps"),
                    cell: (one: (typeof districts)[number]) => (
                      <Dialog trigger={t("edit")} title={named(one, locale)} triggerVariant="quiet">
                        <Form action={editDistrict} submit={t("save")} fields={{ id: one.id }} version={one.version}>
                          <TextField
                            name="code"
                            label={t("itemCode")}
                            required
                            initial={one.code}
                            maxLength={20}
                            size="short"
                          />
                          <PlaceNameFields initial={one} />
                        </Form>
                      </Dialog>
                    ),
                  },
                ]
              : []),
          ]}
          empty={
            <Empty title={t("districts.none")} icon="building">
              {t("districts.noneText")}
            </Empty>
          }
        />
        {editable && (
          <Card title={t("districts.add")}>
            <Form action={addDistrict} submit={t("add")} label={t("districts.add")} resetWhenDone>
              <TextField
                name="code"
                label={t("itemCode")}
                hint={t("districts.codeHint")}
                required
                maxLength={20}
                size="short"
              />
              <PlaceNameFields initial={{ nameZh: "", nameEn: "", position: districts.length + 1 }} />
            </Form>
          </Card>
        )}
      </div>
    </>
  );
}
