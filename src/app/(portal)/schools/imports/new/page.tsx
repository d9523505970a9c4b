import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { uploadList } from "#features/imports/actions.ts";
import { Busy } from "#features/imports/components/busy.tsx";
import { ImportSteps } from "#features/imports/components/import-steps.tsx";
import { ListFileField } from "#features/imports/components/list-file-field.tsx";
import { tableLimits } from "#lib/tabular/limits.ts";
import { read } from "#server/read.ts";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("upload.title") };
}

export default async function UploadPage() {
  await read("import.upload", async () => null);
  const t = await getTranslations("imports");
  return (
    <>
      <PageTitle
        title={t("upload.title")}
        lead={t("upload.lead")}
        breadcrumb={{ label: t("breadcrumb"), items: [{ label: t("title"), href: "/schools/imports" }] }}
      />
      <ImportSteps now="upload" />
      <div className="max-w-3xl">
        <Form action={uploadList} submit={t("upload.submit")} className="group/form">
          <ListFileField
            label={t("upload.file")}
            hint={t("upload.fileHint")}
            maxBytes={tableLimits.fileBytes}
            tooLarge={t("refusal.too-large", { limit: tableLimits.fileBytes / 1024 / 1024 })}
          />
          <details>
            <summary className="link w-fit">{t("upload.more")}</summary>
            <div className="mt-4 space-y-5">
              <TextField
                name="headerRow"
                label={t("upload.headerRow")}
                hint={t("upload.headerRowHint")}
                inputMode="numeric"
                size="short"
              />
              <TextField name="sheet" label={t("upload.sheet")} hint={t("upload.sheetHint")} maxLength={31} />
            </div>
          </details>
          <Busy text={t("upload.busy")} />
        </Form>
      </div>
    </>
  );
}
