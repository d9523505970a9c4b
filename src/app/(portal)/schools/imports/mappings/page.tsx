import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { MappingContent } from "#features/imports/components/mapping-content.tsx";
import { forgetMapping, renameMapping } from "#features/imports/mapping-actions.ts";
import { type KeptMapping, listMappings } from "#features/imports/memory.ts";
import { cityOf } from "#features/imports/register.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Empty } from "#ui/empty.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("mappings.title") };
}

export default async function MappingsPage() {
  const { mappings, city, timeZone } = await read("import.map", async (db, actor) => ({
    mappings: await listMappings(db),
    city: await cityOf(db),
    timeZone: actor.tenant.timeZone,
  }));
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  return (
    <>
      <PageTitle
        title={t("mappings.title")}
        lead={t("mappings.lead")}
        breadcrumb={{ label: t("breadcrumb"), items: [{ label: t("title"), href: "/schools/imports" }] }}
      />
      <DataTable<KeptMapping>
        caption={t("mappings.title")}
        rows={mappings}
        rowKey={({ id }) => id}
        columns={[
          { id: "name", header: t("mappings.name"), cell: ({ name }) => name },
          {
            id: "columns",
            header: t("mappings.columns"),
            numeric: true,
            cell: ({ mapping }) => mapping.sources.length,
          },
          {
            id: "values",
            header: t("mappings.values"),
            numeric: true,
            cell: ({ mapping }) => mapping.values.reduce((count, { meanings }) => count + meanings.length, 0),
          },
          {
            id: "kept",
            header: t("mappings.kept"),
            nowrap: true,
            cell: ({ updatedAt }) => formatDateTime(updatedAt, timeZone, locale),
          },
          { id: "steps", header: t("mappings.steps"), cell: (one) => <Steps of={one} city={city} /> },
        ]}
        empty={
          <Empty title={t("mappings.noneTitle")} icon="upload">
            {t("mappings.noneText")}
          </Empty>
        }
      />
    </>
  );
}

async function Steps({ of, city }: { of: KeptMapping; city: Awaited<ReturnType<typeof cityOf>> }) {
  const t = await getTranslations("imports.mappings");
  const { id, name, version, mapping } = of;
  return (
    <div className="flex flex-wrap gap-2">
      <Dialog trigger={t("show")} title={name} triggerVariant="quiet" wide>
        <MappingContent mapping={mapping} city={city} />
      </Dialog>
      <Dialog trigger={t("rename")} title={name} triggerVariant="quiet">
        <Form action={renameMapping} submit={t("save")} fields={{ mappingId: id }} version={version}>
          <TextField name="name" label={t("name")} initial={name} required maxLength={80} />
        </Form>
      </Dialog>
      <ConfirmButton
        label={t("remove")}
        title={t("removeAsk", { name })}
        consequence={t("removeText")}
        action={forgetMapping}
        fields={{ mappingId: id }}
      />
    </div>
  );
}
